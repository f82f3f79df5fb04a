package dev.tapbench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PairedRatioTest {
    @Test
    void isTheRatioOfTheMedians() {
        PairedRatio odd = new PairedRatio(new double[] {6, 2, 100}, new double[] {3, 1, 4});
        assertThat(odd.ours()).isEqualTo(6);
        assertThat(odd.baseline()).isEqualTo(3);
        assertThat(odd.value()).isEqualTo(2);
        assertThat(new PairedRatio(new double[] {1, 9, 3, 5}, new double[] {2, 2, 2, 2}).value())
                .isEqualTo(2);
    }

    @Test
    void pairsAreNotTornApart() {
        // Each pair says 2 at another pace. Halves drawn apart would say anything from 1/4 to 16.
        double[] baseline = {1, 2, 4, 8, 16, 32, 64};
        double[] ours = {2, 4, 8, 16, 32, 64, 128};
        PairedRatio.Interval interval = new PairedRatio(ours, baseline).interval(1);
        assertThat(interval.low()).isCloseTo(2, within(1e-9));
        assertThat(interval.high()).isCloseTo(2, within(1e-9));
    }

    @Test
    void theSeedRepeatsTheInterval() {
        double[] ours = {1.1, 1.3, 1.2, 1.6, 1.0};
        double[] baseline = {1.0, 1.1, 0.9, 1.2, 1.3};
        PairedRatio ratio = new PairedRatio(ours, baseline);
        assertThat(ratio.interval(7)).isEqualTo(ratio.interval(7));
        assertThat(ratio.interval(7).low()).isLessThan(ratio.interval(7).high());
    }

    /** Of many intervals over noise about a known ratio, about 95 in 100 hold it. */
    @Test
    void holdsTheTruthAboutAsOftenAsItSays() {
        Random random = new Random(3);
        int trials = 150;
        int held = 0;
        for (int trial = 0; trial < trials; trial++) {
            double[] ours = new double[40];
            double[] baseline = new double[40];
            for (int pair = 0; pair < ours.length; pair++) {
                double mood = Math.exp(random.nextGaussian() * 0.3);
                ours[pair] = 1.5 * mood * Math.exp(random.nextGaussian() * 0.1);
                baseline[pair] = mood * Math.exp(random.nextGaussian() * 0.1);
            }
            PairedRatio.Interval interval = new PairedRatio(ours, baseline).interval(trial);
            if (interval.low() <= 1.5 && 1.5 <= interval.high()) {
                held++;
            }
        }
        assertThat((double) held / trials).isBetween(0.90, 0.99);
    }

    @Test
    void blocksWithoutAPartnerAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PairedRatio(new double[2], new double[1]));
        assertThatIllegalArgumentException().isThrownBy(() -> new PairedRatio(new double[0], new double[0]));
    }
}
