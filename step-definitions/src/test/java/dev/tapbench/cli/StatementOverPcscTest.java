package dev.tapbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.bench.Drivers;
import dev.tapbench.bench.ServedCard;
import dev.tapbench.ports.Target;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.profiles.CardProfile;
import dev.tapbench.profiles.CardProfileFile;
import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A card in the system's PC/SC service, of which whoever reads it has no key: its statement is what is known. Needs the service with
 * virtual readers, which {@code .ci/pcsc} starts for the same scenarios where none runs.
 */
class StatementOverPcscTest {
    private static final Path FEATURES = Path.of("../features").toAbsolutePath().normalize();
    private static final Path STATEMENT = FEATURES.resolve("statements/unknown-keys.yaml");

    @TempDir
    private Path folder;

    private int certify(Path statement) {
        Captured tapbench = new Captured().in(folder);
        int status = tapbench.run(
                "certify",
                "--reader",
                "pcsc:Virtual PCD 00 00",
                "--statement",
                statement.toString(),
                "--hsm",
                "embedded:",
                "--no-report",
                "--quiet");
        assertThat(tapbench.out()).as(tapbench.err()).contains("reader pcsc:Virtual PCD 00 00");
        return status;
    }

    private List<String> ended(String verdict) throws IOException {
        try (var rows = Files.lines(folder.resolve("reports/runs/latest/results.ndjson"))) {
            return rows.filter(row -> row.contains("\"verdict\":\"" + verdict + "\""))
                    .map(row -> row.replaceFirst("^\\{\"id\":\"([^\"]*)\".*$", "$1"))
                    .toList();
        }
    }

    /** Only one process at a time may have the virtual readers, which take one card each. */
    private static FileLock service() throws IOException {
        FileLock lock = FileChannel.open(
                        Path.of(System.getProperty("java.io.tmpdir"), "tapbench-pcsc.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE)
                .lock();
        Captured readers = new Captured();
        int status = readers.run("readers", "--json");
        if (status != 0 || !readers.out().contains("pcsc:Virtual PCD")) {
            lock.acquiredBy().close();
            Assumptions.abort("no PC/SC service with virtual readers runs; .ci/pcsc starts one, and runs this as well");
        }
        return lock;
    }

    @Test
    void whatAppliesPassesAndAFalseStatementFails() throws IOException {
        CardProfile profile = CardProfileFile.read(FEATURES.resolve("cards/prepaid.yaml"));
        Target module = Target.parse("embedded:");
        FileLock lock = service();
        try (Channel readers = lock.acquiredBy();
                Hsm hsm = Drivers.find().hsm(module).open(module);
                ServedCard card = ServedCard.issued(hsm, profile, ServedCard.usualPorts(profile))) {
            assertThat(readers.isOpen()).isTrue();
            card.insert();

            assertThat(certify(STATEMENT)).isZero();
            assertThat(ended("passed")).contains("TC-C-080-01", "TC-C-081", "TC-C-082-07", "TC-C-084");
            assertThat(ended("skipped")).contains("TC-L-017", "TC-P-001", "TC-C-085");

            Path wrong = Files.writeString(
                    folder.resolve("wrong.yaml"),
                    Files.readString(STATEMENT).replaceFirst("label: .*", "label: ANOTHER CARD"));
            assertThat(certify(wrong)).isEqualTo(ExitStatus.FAILED);
            assertThat(ended("failed")).containsExactly("TC-C-084");
        }
    }
}
