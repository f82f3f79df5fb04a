package dev.tapbench.risk.lives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DrawsTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 20_261_126L, Long.MIN_VALUE})
    void theDrawsAreThoseOfTheJdk(long seed) {
        SplittableRandom jdk = new SplittableRandom(seed);
        long state = seed;
        for (int i = 0; i < 1_000; i++) {
            state += Draws.STEP;
            assertThat(Draws.mix(state)).isEqualTo(jdk.nextLong());
        }
    }

    @Test
    void eachCardBeginsElsewhere() {
        Set<Long> starts = new HashSet<>();
        for (long card = 0; card < 100_000; card++) {
            starts.add(Draws.start(5, card));
        }
        assertThat(starts).hasSize(100_000);
    }

    /** Of any table of the normal distribution. */
    @ParameterizedTest
    @CsvSource({
        "0.5,0",
        "0.975,1.959964",
        "0.025,-1.959964",
        "0.95,1.644854",
        "0.9995,3.290527",
        "0.0000000001,-6.361341"
    })
    void theNormalDistributionIsTheOneOfTheTables(double p, double z) {
        assertThat(Quantiles.normal(p)).isCloseTo(z, within(1e-6));
    }

    @Test
    void amountsHaveTheirMedianAndTheirTail() {
        long[] amounts = Quantiles.lognormal(12_00, 60_00);
        assertThat(amounts).isSorted();
        assertThat(amounts[511]).isLessThanOrEqualTo(12_00);
        assertThat(amounts[512]).isGreaterThanOrEqualTo(12_00);
        assertThat(amounts[(int) (0.95 * 1024) - 1]).isLessThan(60_00);
        assertThat(amounts[(int) (0.95 * 1024) + 1]).isGreaterThan(60_00);
        assertThat(Quantiles.lognormal(12_00, 12_00)).containsOnly(12_00);
    }

    @Test
    void gapsHaveTheirMean() {
        double sum = 0;
        for (int gap : Quantiles.exponential(86_400)) {
            sum += gap;
        }
        // The slice of the longest gaps counts with its middle.
        assertThat(sum / 1024 / 86_400).isBetween(0.999, 1.0);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "10000,65536", "5000,32768", "1,7"})
    void aShareIsAThreshold(int hundredths, int threshold) {
        assertThat(new Percent(hundredths).threshold()).isEqualTo(threshold);
    }
}
