package dev.tapbench.drivers.pkcs11;

import dev.tapbench.ports.hsm.HsmException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SoftHSM's library, its configuration file and its tokens. */
final class SoftHsm {
    private static final String VARIABLE = "SOFTHSM2_CONF";
    private static final List<Path> LIBRARIES = List.of(
            Path.of("/usr/lib/softhsm/libsofthsm2.so"),
            Path.of("/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so"),
            Path.of("/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so"),
            Path.of("/usr/lib64/softhsm/libsofthsm2.so"),
            Path.of("/usr/local/lib/softhsm/libsofthsm2.so"),
            Path.of("/opt/homebrew/lib/softhsm/libsofthsm2.so"));
    private static final Pattern SLOT = Pattern.compile("(?m)^Slot (\\d+)\\s*$");
    private static final Pattern LABEL = Pattern.compile("(?m)^\\s*Label:\\s*(.*?)\\s*$");

    private final Path configuration;

    SoftHsm(Path configuration) {
        this.configuration = configuration.toAbsolutePath();
    }

    static Optional<Path> library() {
        return LIBRARIES.stream().filter(Files::isRegularFile).findFirst();
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
                    # Made by Tapbench. Test keys only.
                    directories.tokendir = %s
                    objectstore.backend = file
                    log.level = ERROR
                    slots.removable = false
                    """.formatted(tokens));
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

    /**
     * The slot of the token with this label.
     *
     * @throws HsmException when there is none, with the command that makes it
     */
    String slot(String label) {
        String slots = util(configuration, "--show-slots");
        Matcher slot = SLOT.matcher(slots);
        Matcher labels = LABEL.matcher(slots);
        while (slot.find()) {
            if (labels.find(slot.end()) && labels.group(1).equals(label)) {
                return slot.group(1);
            }
        }
        throw new HsmException("SoftHSM has no token '" + label + "' under " + configuration
                + ": softhsm2-util --init-token --free --label " + label + ", or let " + VARIABLE
                + " name a file that does not exist");
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
                        + configuration + ": " + output.strip());
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
