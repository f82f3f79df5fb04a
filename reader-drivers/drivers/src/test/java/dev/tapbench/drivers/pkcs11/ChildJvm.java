package dev.tapbench.drivers.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.ports.Probe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;

/** A Java of its own for what a process can do only once, or what must not happen in the tests' process; with its own tokens. */
final class ChildJvm {
    private final Path configuration;

    /** @param folder where its tokens live */
    ChildJvm(Path folder) {
        this.configuration = folder.resolve("softhsm2.conf");
    }

    /** Skips with the reason where SoftHSM is missing, or fails where {@code tapbench.require} has softhsm. */
    static void requireSoftHsm() {
        Probe probe = new Pkcs11HsmDriver().probe();
        if (!probe.available()) {
            assertThat(required())
                    .as("softhsm is required, but: %s", probe.remedy())
                    .isFalse();
            Assumptions.abort(probe.remedy());
        }
    }

    private static boolean required() {
        String variable = System.getenv().getOrDefault("TAPBENCH_REQUIRE", "");
        String list = System.getProperty("tapbench.require", variable);
        return Arrays.asList(list.split(",", -1)).contains("softhsm");
    }

    /** What a program has said, by the word that each line begins with. */
    Map<String, String> run(Class<?> program, Map<String, String> environment, String input, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("SOFTHSM2_CONF", configuration.toString());
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as("%s said: %s", program, output).isZero();
            return output.lines()
                    .filter(line -> line.contains(": "))
                    .map(line -> line.split(": ", 2))
                    .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (first, second) -> second));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
