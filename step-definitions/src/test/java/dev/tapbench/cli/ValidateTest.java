package dev.tapbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateTest {
    @TempDir
    private Path folder;

    private Captured validated(String profile, String... more) throws IOException {
        Files.writeString(folder.resolve("profile.yaml"), profile);
        Captured tapbench = new Captured().in(folder);
        String[] arguments = new String[more.length + 2];
        arguments[0] = "validate";
        arguments[1] = "profile.yaml";
        System.arraycopy(more, 0, arguments, 2, more.length);
        status = tapbench.run(arguments);
        return tapbench;
    }

    private int status;

    private static String phone(String second) {
        return """
                name: planted
                kind: prepaid
                currency: EUR
                maximumBalance: 150.00
                spending: {upperAmount: 100.00}
                lostOrStolen: %s
                """.formatted(second);
    }

    @Test
    void aThresholdDecidesTheExitStatus() throws IOException {
        String twice = phone("{mode: any, count: 1, amount: 30.00}");
        validated(twice, "--max-exposure", "180.00");
        assertThat(status).isZero();
        Captured beyond = validated(twice, "--max-exposure", "179.99");
        assertThat(status).isEqualTo(ExitStatus.GATE);
        assertThat(beyond.err()).contains("180.00 EUR").contains("mixed").contains("179.99 EUR");
        Captured wrong = validated(twice, "--max-exposure", "much");
        assertThat(status).isEqualTo(ExitStatus.USAGE);
        assertThat(wrong.err()).contains("'much'").contains("such as 150.00");
    }

    @Test
    void whatHasNoEndIsSaidWithItsLoop() throws IOException {
        Captured tapbench = validated(phone("{mode: any, count: 1, amount: 30.00}"));
        assertThat(tapbench.out()).contains("unbounded").contains("again and again");
        validated(phone("{}"), "--max-exposure", "1000000.00");
        assertThat(status).as("unbounded is beyond each threshold").isEqualTo(ExitStatus.GATE);
    }

    @Test
    void anErrorEndsOne() throws IOException {
        Captured tapbench = validated("""
                name: planted
                kind: line
                currency: EUR
                spending: {upperAmount: 0.00}
                lostOrStolen: {count: 1, amount: 30.00}
                """);
        assertThat(status).isEqualTo(ExitStatus.FAILED);
        assertThat(tapbench.out()).contains("RP-05").contains("error");
    }
}
