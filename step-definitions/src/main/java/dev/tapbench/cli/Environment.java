package dev.tapbench.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a command gets from the process around it; tests give their own.
 *
 * @param home the folder with {@code features/} and {@code lib/}
 * @param directory the current directory: relative paths of arguments start here
 * @param in standard input
 * @param out standard output: results only
 * @param err standard error: everything else
 * @param progress whether someone sees standard error on a terminal
 * @param columns the terminal's width; 0 when standard output is none, so that nothing is cut
 * @param colour whether standard output may be coloured
 * @param allRequirements whether all requirements are in scope, as for {@code test}, or those of the selected scenarios
 * @param carries the fault that this program's own classes carry, see {@link ChangedProgram}; empty for the sound program
 */
record Environment(
        Path home,
        Path directory,
        InputStream in,
        PrintStream out,
        PrintStream err,
        boolean progress,
        int columns,
        boolean colour,
        boolean allRequirements,
        Optional<String> carries) {
    private static final int ORDINARY = 80;

    /** As the launcher describes it in system properties; NO_COLOR (any value but an empty one) is honoured. */
    static Environment ofProcess() {
        boolean terminal = "terminal".equals(System.getProperty("tapbench.output"));
        String noColour = System.getenv("NO_COLOR");
        String dumb = System.getenv("TERM");
        return new Environment(
                Path.of(System.getProperty("tapbench.home", ""))
                        .toAbsolutePath()
                        .normalize(),
                Path.of("").toAbsolutePath(),
                System.in,
                utf8(FileDescriptor.out),
                utf8(FileDescriptor.err),
                Boolean.getBoolean("tapbench.progress"),
                terminal
                        ? Optional.ofNullable(Integer.getInteger("tapbench.columns"))
                                .orElse(ORDINARY)
                        : 0,
                terminal && (noColour == null || noColour.isEmpty()) && !"dumb".equals(dumb),
                "all".equals(System.getProperty("tapbench.scope")),
                Optional.empty());
    }

    /** The same for a program whose classes carry a fault. */
    Environment carrying(Optional<String> fault) {
        return new Environment(home, directory, in, out, err, progress, columns, colour, allRequirements, fault);
    }

    /** The same for a program whose output is read by this one, and not by a person. */
    Environment silent(PrintStream results, PrintStream notes) {
        return new Environment(home, directory, in, results, notes, false, 0, false, false, carries);
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /** How long a line for people may be: what is wrapped fits into a pipe's reader as well. */
    int width() {
        return columns == 0 ? ORDINARY : columns;
    }

    /** A path of an argument, from the current directory. */
    Path resolve(String path) {
        return directory.resolve(path).normalize();
    }

    Path features() {
        return home.resolve("features");
    }

    /** What the paths of a fault's patch are relative to: a clone itself, or the sources that a release carries. */
    Path sources() {
        return java.nio.file.Files.isRegularFile(home.resolve("pom.xml")) ? home : home.resolve("sources");
    }
}
