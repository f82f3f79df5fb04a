package dev.tapbench.card;

import static dev.tapbench.card.HostCrypto.hex;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BcdTest {
    private static final short START = 0;

    private static byte[] amount(long minor) {
        return hex("%012d".formatted(minor));
    }

    /** Against the JDK's own arithmetic, over seeded random amounts of every size. */
    @Test
    void agreesWithOrdinaryArithmetic() {
        Random random = new Random(17);
        for (int i = 0; i < 20_000; i++) {
            long a = random.nextLong(1L << random.nextInt(1, 40)) % 1_000_000_000_000L;
            long b = random.nextLong(1L << random.nextInt(1, 40)) % 1_000_000_000_000L;
            byte[] out = new byte[6];
            boolean fits = Bcd.add(amount(a), START, amount(b), START, out, START);
            assertThat(fits).isEqualTo(a + b < 1_000_000_000_000L);
            if (fits) {
                assertThat(out).isEqualTo(amount(a + b));
            }
            boolean positive = Bcd.subtract(amount(a), START, amount(b), START, out, START);
            assertThat(positive).isEqualTo(a >= b);
            if (positive) {
                assertThat(out).isEqualTo(amount(a - b));
            }
            assertThat(Bcd.isGreater(amount(a), START, amount(b), START)).isEqualTo(a > b);
        }
    }

    @Test
    void aThirteenthDigitIsAnOverflow() {
        byte[] out = new byte[6];
        assertThat(Bcd.add(amount(999_999_999_999L), START, amount(1), START, out, START))
                .isFalse();
    }

    @Test
    void tellsDigitsAndLimits() {
        assertThat(Bcd.isDecimal(hex("000000005000"), START)).isTrue();
        assertThat(Bcd.isDecimal(hex("00000000500A"), START)).isFalse();
        assertThat(Bcd.isDecimal(hex("A00000005000"), START)).isFalse();
        assertThat(Bcd.isNeverExceeded(hex("999999999999"), START)).isTrue();
        assertThat(Bcd.isNeverExceeded(hex("FFFFFFFFFFFF"), START)).isTrue();
        assertThat(Bcd.isNeverExceeded(hex("999999999998"), START)).isFalse();
        assertThat(Bcd.isNeverExceeded(hex("99FFFFFFFFFF"), START)).isFalse();
    }
}
