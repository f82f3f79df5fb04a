package dev.tapbench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.ports.card.Reader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each row runs: opening it compares what both sides answer, and a block of commands ends with a look at the last answer. A row
 * that the bench lacks something for is skipped with its reason.
 */
class MeasuresTest {
    private static final Harness HARNESS = new Harness(new Effort(Duration.ofMillis(1), 2, Duration.ofMillis(1)), 1);

    static Iterable<Comparison> rows() {
        return measures().stream()
                .flatMap(measure -> measure.comparisons().stream())
                .toList();
    }

    private static List<Measure> measures() {
        return Measures.in(Path.of("..").toAbsolutePath().normalize());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void bothSidesDoTheSame(Comparison comparison) {
        Row row = HARNESS.measure(comparison);
        assertThat(row.name()).isEqualTo(comparison.name());
        assertThat(row.ci95().get(0)).isPositive().isLessThanOrEqualTo(row.ratio());
        assertThat(row.ci95().get(1)).isGreaterThanOrEqualTo(row.ratio());
    }

    @Test
    void namesAreUnique() {
        assertThat(measures()).extracting(Measure::name).doesNotHaveDuplicates();
        assertThat(measures())
                .allSatisfy(measure -> assertThat(measure.comparisons())
                        .isNotEmpty()
                        .extracting(Comparison::name)
                        .doesNotHaveDuplicates());
    }

    /** The class path holds the driver's replacements as well; the baseline must not meet them. */
    @Test
    void theBaselineIsTheStockSimulator() throws ReflectiveOperationException {
        Reader bare = BareClasses.reader();
        ClassLoader apart = bare.getClass().getClassLoader();
        Class<?> random = Class.forName("com.licel.jcardsim.crypto.RandomDataImpl", false, apart);
        Class<?> simulator = Class.forName("com.licel.jcardsim.base.Simulator", false, apart);
        assertThat(random.getProtectionDomain().getCodeSource().getLocation())
                .isEqualTo(simulator.getProtectionDomain().getCodeSource().getLocation());
        assertThat(simulator.getClassLoader()).isSameAs(apart);
    }
}
