package dev.tapbench.risk.lives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.risk.RiskProfile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same lives, whoever lives them. */
class SplitsTest {
    private static final long CARDS = 5_000;

    static List<LivesJob> jobs() {
        List<LivesJob> jobs = new ArrayList<>();
        for (RiskProfile profile : List.of(Lives.prepaid(100_00, 3), Lives.line())) {
            for (boolean phone : new boolean[] {false, true}) {
                jobs.add(Lives.job(profile, phone, Lives.lively(), CARDS, 7));
            }
        }
        return jobs;
    }

    private static byte[] alone(LivesJob job) {
        LivesKernel kernel = new LivesKernel(job);
        kernel.live(0, job.cards());
        return kernel.sketch().toBytes();
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void anyNumberOfThreadsGivesTheSameBytes(LivesJob job) throws InterruptedException {
        byte[] alone = alone(job);
        for (int threads : new int[] {1, 2, 3, 7}) {
            assertThat(LocalLives.sketch(job, threads).toBytes())
                    .as("%d threads", threads)
                    .isEqualTo(alone);
        }
    }

    /** Parts of odd sizes, merged in another order and through bytes. */
    @ParameterizedTest
    @MethodSource("jobs")
    void anySplitGivesTheSameBytes(LivesJob job) {
        List<byte[]> parts = new ArrayList<>();
        for (long from = 0, size = 1; from < CARDS; from += size, size = size * 3 + 1) {
            LivesKernel kernel = new LivesKernel(job);
            kernel.live(from, Math.min(CARDS, from + size));
            parts.add(0, kernel.sketch().toBytes());
        }
        LivesSketch early = new LivesSketch(2);
        LivesSketch late = new LivesSketch(2);
        for (int i = 0; i < parts.size(); i++) {
            (i % 3 == 0 ? early : late).merge(LivesSketch.of(parts.get(i)));
        }
        late.merge(early);
        assertThat(late.toBytes()).isEqualTo(alone(job));
    }

    @Test
    void anotherSeedIsOtherLives() {
        LivesJob job = Lives.job(Lives.line(), true, Lives.lively(), CARDS, 7);
        assertThat(alone(Lives.job(job.profile(), true, job.types(), CARDS, 8))).isNotEqualTo(alone(job));
        assertThat(alone(Lives.job(job.profile(), true, job.types(), CARDS, 7))).isEqualTo(alone(job));
    }

    @Test
    void theSizeOfASketchDoesNotDependOnTheCards() throws InterruptedException {
        int size = LocalLives.sketch(job(1_000), 2).toBytes().length;
        assertThat(LocalLives.sketch(job(1_000_000), 2).toBytes()).hasSize(size);
    }

    private static LivesJob job(long cards) {
        return new LivesJob(Lives.line(), true, false, Lives.lively(), cards, 1, 7);
    }

    @Test
    void sketchesOfOtherTypesDoNotAddUp() {
        assertThatThrownBy(() -> new LivesSketch(2).merge(new LivesSketch(3))).hasMessageContaining("3 types");
        assertThatThrownBy(() -> LivesSketch.of(new byte[17])).hasMessageContaining("17 bytes");
        assertThatThrownBy(() -> LivesSketch.of(new byte[0])).hasMessageContaining("0 bytes");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 65, 127, 128, 1000, 1_048_575, 2_000_000})
    void aPlaceIsThreePercentWide(int value) {
        int lowest = Buckets.lowest(Buckets.of(value));
        assertThat(lowest).isLessThanOrEqualTo(value);
        int kept = Math.min(value, 1_048_575);
        assertThat(kept - lowest).isLessThanOrEqualTo(value < 64 ? 0 : kept / 32);
    }

    @Test
    void placesAreInTheOrderOfTheirNumbers() {
        for (int value = 1; value < 1 << 20; value++) {
            assertThat(Buckets.of(value) - Buckets.of(value - 1)).isBetween(0, 1);
        }
        assertThat(Buckets.of((1 << 20) - 1)).isEqualTo(Buckets.COUNT - 1);
    }
}
