package dev.tapbench.cli;

import picocli.CommandLine.IVersionProvider;

/** Prints this build's version and what it runs on. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {
            "tapbench " + ofBuild(),
            "Java " + System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + "), "
                    + System.getProperty("os.name") + " " + System.getProperty("os.arch")
        };
    }

    /** The jar's version; {@code development} when the classes are in no jar. */
    static String ofBuild() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
