package dev.tapbench.drivers.pkcs11;

import dev.tapbench.ports.hsm.HsmException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** SoftHSM's library, its configuration file and its tokens. */
final class SoftHsm {
    private static final String VARIABLE = "SOFTHSM2_CONF";
    private static final String MARK = "# Made by Tapbench. Test keys only.";

    private final Path configuration;

    SoftHsm(Path configuration) {
        this.configuration = configuration.toAbsolutePath();
    }

    /**
     * @throws HsmException when the environment names no configuration: the library would take the machine's own tokens
     */
    static SoftHsm ofEnvironment() {
        String file = System.getenv(VARIABLE);
        if (file == null || file.isBlank()) {
            throw new HsmException(VARIABLE + " is not set: start with ./tapbench, which sets it, or export " + VARIABLE
                    + "=FILE before Java starts (FILE is made when it does not exist)");
        }
        return new SoftHsm(Path.of(file));
    }

    boolean isPrepared() {
        return Files.exists(configuration);
    }

    /** Whether Tapbench has made the configuration and its token, and so knows the PIN. */
    boolean isOwn() {
        try {
            return isPrepared() && Files.readString(configuration).startsWith(MARK);
        } catch (IOException e) {
            throw new HsmException("SoftHSM's configuration " + configuration + " cannot be read: " + e, e);
        }
    }

    /**
     * Writes the configuration and makes a token, unless there is a configuration. The file appears only when the token is
     * ready; a directory of its own, so that processes that start at once do not meet.
     */
    void prepare(String label, String pin) {
        if (isPrepared()) {
            return;
        }
        Path home = configuration.getParent();
        try {
            Files.createDirectories(home);
            // On POSIX systems both are readable by their owner only.
            Path tokens = Files.createTempDirectory(home, "tokens-");
            Path draft = Files.createTempFile(home, "softhsm2-", ".conf");
            Files.writeString(draft, """
                    %s
                    directories.tokendir = %s
                    objectstore.backend = file
                    log.level = ERROR
                    slots.removable = false
                    """.formatted(MARK, tokens));
            util(draft, "--init-token", "--free", "--label", label, "--pin", pin, "--so-pin", pin);
            publish(draft);
        } catch (IOException e) {
            throw new HsmException(
                    "SoftHSM's configuration " + configuration + " cannot be made: " + e
                            + "; expected a folder that can be written",
                    e);
        }
    }

    private void publish(Path draft) throws IOException {
        try {
            Files.move(draft, configuration);
        } catch (FileAlreadyExistsException e) {
            // Another process was faster: its token serves as well.
            Files.delete(draft);
        }
    }

    private static String util(Path configuration, String... arguments) {
        ProcessBuilder builder = new ProcessBuilder("softhsm2-util").redirectErrorStream(true);
        builder.command().addAll(List.of(arguments));
        builder.environment().put(VARIABLE, configuration.toString());
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status != 0) {
                throw new HsmException("softhsm2-util " + arguments[0] + " ended with " + status + " under "
                        + configuration + ": " + output.strip().replaceAll("\\s*\\R\\s*", "; "));
            }
            return output;
        } catch (IOException e) {
            throw new HsmException("softhsm2-util does not start: apt-get install softhsm2", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HsmException("interrupted while softhsm2-util " + arguments[0] + " ran", e);
        }
    }
}
