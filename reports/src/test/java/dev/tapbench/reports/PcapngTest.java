package dev.tapbench.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.card.ApduRecord;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's tshark is the judge; without it skipped, or failed where the variable TAPBENCH_REQUIRE has tshark. */
class PcapngTest {
    private static final ApduRecord RECORD = new ApduRecord(
            OptionalLong.empty(),
            List.of(
                    tap(
                            "TC-X-001/card-1",
                            "00A404000E325041592E5359532E444446303100",
                            "6A82",
                            "80A8000002830000",
                            "9000"),
                    tap("TC-X-001/card-1", "00B2010C00", "70009000", "00C0000012", "9000")));

    @TempDir
    private Path folder;

    private static ApduRecord.Tap tap(String card, String... apdus) {
        return new ApduRecord.Tap(
                card,
                "contactless",
                Stream.of(0, 2)
                        .map(i -> new ApduRecord.Exchange(
                                Optional.of(Bytes.hex(apdus[i])), Bytes.hex(apdus[i + 1]), i + 1))
                        .toList());
    }

    @Test
    void tsharkReadsEveryApduAsIso7816() throws Exception {
        boolean there = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(place -> Files.isExecutable(Path.of(place).resolve("tshark")));
        boolean required = Arrays.asList(
                        System.getenv().getOrDefault("TAPBENCH_REQUIRE", "").split(",", -1))
                .contains("tshark");
        assertThat(there || !required)
                .as("tshark is required; Debian: apt-get install tshark")
                .isTrue();
        Assumptions.assumeTrue(there, "there is no tshark; Debian: apt-get install tshark");
        Path capture = folder.resolve("r.pcapng");
        assertThat(Pcapng.write(RECORD, capture)).isEqualTo(8);
        assertThat(read(capture, "iso7816", "exported_pdu.exported_pdu"))
                .containsExactly(
                        "00a404000e325041592e5359532e444446303100",
                        "6a82",
                        "80a8000002830000",
                        "9000",
                        "00b2010c00",
                        "70009000",
                        "00c0000012",
                        "9000");
        // Of a proprietary class the dissector reads no instruction.
        assertThat(read(capture, "iso7816.apdu.ins", "iso7816.apdu.ins")).containsExactly("0xa4", "0xb2", "0xc0");
        assertThat(read(capture, "frame.comment", "frame.comment"))
                .containsExactly("TC-X-001/card-1 contactless", "TC-X-001/card-1 contactless");
    }

    private List<String> read(Path capture, String filter, String field) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "tshark", "-r", capture.toString(), "-Y", filter, "-T", "fields", "-e", field)
                .redirectError(folder.resolve("err").toFile())
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as(Files.readString(folder.resolve("err")))
                .isZero();
        return out.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }
}
