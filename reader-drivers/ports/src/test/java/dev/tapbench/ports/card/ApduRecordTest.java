package dev.tapbench.ports.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.DeviceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApduRecordTest {
    private static final String TWO_TAPS = """
            # of test data
            @ seed 7
            = TC-X-001/card-1 contactless
            > 00A40400 00
            < 9000
            = TC-X-001/card-1 contact
            > *
            < 6985
            """;

    @TempDir
    private Path folder;

    private ApduRecord read(String text) throws IOException {
        return ApduRecord.read(Files.writeString(folder.resolve("r.apdu"), text));
    }

    @Test
    void tapsAreReadAsTheyWere() throws IOException {
        ApduRecord record = read(TWO_TAPS);
        assertThat(record.seed()).hasValue(7);
        assertThat(record.taps()).hasSize(2);
        assertThat(record.taps().get(0).card()).isEqualTo("TC-X-001/card-1");
        assertThat(record.taps().get(0).exchanges().get(0).command()).contains(Bytes.hex("00A4040000"));
        assertThat(record.taps().get(0).exchanges().get(0).line()).isEqualTo(4);
        assertThat(record.taps().get(1).medium()).isEqualTo("contact");
        assertThat(record.taps().get(1).exchanges().get(0).command()).isEmpty();
    }

    /** Whoever edits an answer has no record any more. */
    @Test
    void aChangedRecordIsNone() throws IOException {
        byte[] digest = ApduRecord.sha256().digest(TWO_TAPS.getBytes(StandardCharsets.UTF_8));
        String end = ApduRecord.DIGEST + HexFormat.of().formatHex(digest) + "\n";
        assertThat(read(TWO_TAPS + end).taps()).hasSize(2);
        assertThatThrownBy(() -> read(TWO_TAPS.replace("6985", "9000") + end))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("was changed since it was recorded");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "< 9000 | line 1 is '< 9000': expected a '> command' before it",
                "> 00A4 | ends without an answer to 00A4",
                "> 0G | line 2 has '0G': expected hexadecimal digits",
                "= card | line 1 is '= card': expected '= card medium'",
                "@ seed x | line 1 is '@ seed x': expected '@ seed NUMBER'",
                "hello | line 1 is 'hello': expected '> command'"
            })
    void aWrongLineIsNamed(String line, String message) {
        assertThatThrownBy(() -> read(line.equals("> 0G") ? line + "\n< 9000\n" : line + "\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aCommandNeedsItsAnswerFirst() {
        assertThatThrownBy(() -> read("> 00A4\n> 00B2\n")).hasMessageContaining("expected '< answer'");
    }
}
