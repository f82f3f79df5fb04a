package dev.tapbench.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
    @TempDir
    Path runs = Path.of(".");

    private RunFolder at(String time, int keep) {
        return RunFolder.create(runs, Clock.fixed(Instant.parse(time), ZoneOffset.UTC), keep);
    }

    private Stream<String> names() throws IOException {
        try (Stream<Path> all = Files.list(runs)) {
            return all.map(p -> p.getFileName().toString()).sorted().toList().stream();
        }
    }

    @Test
    void latestPointsToTheNewest() throws IOException {
        at("2026-11-22T10:15:30Z", 0);
        RunFolder second = at("2026-11-22T10:15:31Z", 0);
        assertThat(RunFolder.latest(runs)).isEqualTo(second.path().toRealPath());
        assertThat(names()).containsExactly("2026-11-22T10-15-30Z", "2026-11-22T10-15-31Z", "latest");
    }

    @Test
    void twoRunsOfOneSecondDoNotMeet() {
        RunFolder first = at("2026-11-22T10:15:30Z", 0);
        RunFolder second = at("2026-11-22T10:15:30Z", 0);
        assertThat(second.path()).isNotEqualTo(first.path());
        assertThat(RunFolder.find(runs, "2026-11-22T10-15-30Z-2")).exists();
    }

    @Test
    void theNewestOfOneSecondStays() {
        for (int i = 1; i <= 4; i++) {
            RunFolder newest = at("2026-11-22T10:15:30Z", 1);
            assertThat(newest.path()).exists();
            assertThat(RunFolder.latest(runs).getFileName())
                    .isEqualTo(newest.path().getFileName());
        }
    }

    @Test
    void keepsTheNewestAndTouchesNothingElse() throws IOException {
        Files.createDirectory(runs.resolve("mine"));
        at("2026-11-22T10:15:30Z", 0);
        at("2026-11-22T10:15:31Z", 0);
        at("2026-11-22T10:15:32Z", 2);
        assertThat(names()).containsExactly("2026-11-22T10-15-31Z", "2026-11-22T10-15-32Z", "latest", "mine");
    }

    @Test
    void aFileServesWhereThereAreNoLinks() throws IOException {
        RunFolder run = at("2026-11-22T10:15:30Z", 0);
        Files.delete(runs.resolve("latest"));
        Files.writeString(runs.resolve("latest"), run.path().getFileName().toString());
        assertThat(RunFolder.latest(runs)).isEqualTo(run.path().toRealPath());
    }

    @Test
    void namesWhatThereIs() {
        at("2026-11-22T10:15:30Z", 0);
        assertThatThrownBy(() -> RunFolder.find(runs, "yesterday"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("yesterday")
                .hasMessageContaining("2026-11-22T10-15-30Z");
    }
}
