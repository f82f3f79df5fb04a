package dev.tapbench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.within;

import dev.tapbench.reports.SkipException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** On a clock that only the sides move. */
class HarnessTest {
    private static final Effort EFFORT = new Effort(Duration.ofMillis(10), 6, Duration.ofMillis(2));

    private long now;
    private final List<String> blocks = new ArrayList<>();
    private final Harness harness = new Harness(EFFORT, 1, () -> now);

    /** An operation of so many nanoseconds, with a costly preparation and end that nobody may be charged for. */
    private class Fixed implements Side {
        private final String name;
        private final long nanos;

        Fixed(String name, long nanos) {
            this.name = name;
            this.nanos = nanos;
        }

        @Override
        public void prepare() {
            now += 1_000_000_000;
        }

        @Override
        public void run(int times) {
            now += times * nanos;
            blocks.add(name + " " + times);
        }

        @Override
        public void finish() {
            now += 1_000_000_000;
        }
    }

    private Row measure(Unit unit) {
        return harness.measure(new Comparison(
                "row", "", unit, () -> new Sides(new Fixed("ours", 6_000), new Fixed("baseline", 4_000))));
    }

    @Test
    void timesAreMicrosecondsAndTheRatioIsOursOverBaseline() {
        Row row = measure(Unit.MICROSECONDS);
        assertThat(row.unit()).isEqualTo("us/op");
        assertThat(row.ours()).isCloseTo(6, within(1e-9));
        assertThat(row.baseline()).isCloseTo(4, within(1e-9));
        assertThat(row.ratio()).isCloseTo(1.5, within(1e-9));
        assertThat(row.ci95()).allSatisfy(end -> assertThat(end).isCloseTo(1.5, within(1e-9)));
    }

    /** Of lives, taps are counted; what a life is worth does not change how many fill a block. */
    @Test
    void anOperationMayBeWorthMany() {
        Side lives = new Fixed("ours", 6_000) {
            @Override
            public long worth() {
                return 300;
            }
        };
        Row row = harness.measure(
                new Comparison("row", "", Unit.TAPS_PER_SECOND, () -> new Sides(lives, new Fixed("baseline", 4_000))));
        assertThat(row.unit()).isEqualTo("taps/s");
        assertThat(row.ours()).isCloseTo(300 * 1e9 / 6_000, within(1e-3));
        assertThat(row.ratio()).isCloseTo(300 * 4.0 / 6, within(1e-9));
        assertThat(blocks).contains("ours " + 2_000_000 / 6_000);
    }

    @Test
    void ratesAreTheOtherWayRound() {
        Row row = measure(Unit.PER_SECOND);
        assertThat(row.unit()).isEqualTo("op/s");
        assertThat(row.ours()).isCloseTo(1e9 / 6_000, within(1e-3));
        assertThat(row.ratio()).isCloseTo(4.0 / 6, within(1e-9));
    }

    @Test
    void blocksTakeTurnsAndFillTheirTime() {
        measure(Unit.MICROSECONDS);
        String ours = "ours 333";
        String baseline = "baseline 500";
        assertThat(blocks)
                .endsWith(
                        ours, baseline, baseline, ours, ours, baseline, baseline, ours, ours, baseline, baseline, ours);
        assertThat(blocks.get(0)).as("the pace is not known yet").isEqualTo("ours 1");
        assertThat(blocks.size()).as("with warm-up").isGreaterThan(2 * EFFORT.pairs() + 4);
    }

    @Test
    void sidesAreClosedEvenWhenOneFails() {
        AtomicBoolean closed = new AtomicBoolean();
        Side failing = times -> {
            throw new IllegalStateException("no card");
        };
        Comparison comparison =
                new Comparison("row", "", Unit.MICROSECONDS, () -> new Sides(failing, failing, () -> closed.set(true)));
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> harness.measure(comparison));
        assertThat(closed).isTrue();
    }

    @Test
    void whatTheBenchLacksIsSkippedWithItsReasonAndTheRestIsMeasured() {
        Comparison lacking = new Comparison("lacking", "", Unit.MICROSECONDS, () -> {
            throw new SkipException("no token");
        });
        Comparison there = new Comparison(
                "there", "", Unit.MICROSECONDS, () -> new Sides(new Fixed("ours", 1), new Fixed("baseline", 1)));
        List<String> begun = new ArrayList<>();
        List<Results> measured = new ArrayList<>();
        // Let through, it would abort this test, which then could not fail.
        assertThatNoException()
                .isThrownBy(() -> measured.add(
                        Results.of(List.of(lacking, there), harness, comparison -> begun.add(comparison.name()))));
        Results results = measured.get(0);
        assertThat(begun).containsExactly("lacking", "there");
        assertThat(results.rows()).extracting(Row::name).containsExactly("there");
        assertThat(results.skipped()).containsExactly(new Results.Skipped("lacking", "no token"));
    }
}
