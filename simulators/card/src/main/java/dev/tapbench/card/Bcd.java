package dev.tapbench.card;

/** Amounts as EMV format n 12: six bytes, two decimal digits a byte, in minor units. */
final class Bcd {
    /** Bytes of an amount. */
    static final short AMOUNT = (short) 6;

    private Bcd() {}

    /** The left half of a byte, 0 to 15. */
    static short high(byte pair) {
        return (short) ((short) (pair >> 4) & 0x0F);
    }

    /** The right half of a byte, 0 to 15. */
    static short low(byte pair) {
        return (short) (pair & 0x0F);
    }

    /** Whether every half byte is a decimal digit. */
    static boolean isDecimal(byte[] a, short offset) {
        for (short i = 0; i < AMOUNT; i++) {
            byte b = a[(short) (offset + i)];
            if (low(b) > 9 || high(b) > 9) {
                return false;
            }
        }
        return true;
    }

    /** Whether an amount is nought. */
    static boolean isZero(byte[] a, short offset) {
        for (short i = 0; i < AMOUNT; i++) {
            if (a[(short) (offset + i)] != 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether a limit is all FF, the limit that nothing exceeds. */
    static boolean isUnlimited(byte[] a, short offset) {
        for (short i = 0; i < AMOUNT; i++) {
            if (a[(short) (offset + i)] != (byte) 0xFF) {
                return false;
            }
        }
        return true;
    }

    /** Whether no sum can exceed a limit: all FF, or twelve nines. */
    static boolean isNeverExceeded(byte[] a, short offset) {
        for (short i = 0; i < AMOUNT; i++) {
            if (a[(short) (offset + i)] != (byte) 0x99) {
                return isUnlimited(a, offset);
            }
        }
        return true;
    }

    /** Whether the first amount is the greater one. FF bytes count as greater than any digit. */
    static boolean isGreater(byte[] a, short aOffset, byte[] b, short bOffset) {
        for (short i = 0; i < AMOUNT; i++) {
            short x = (short) (a[(short) (aOffset + i)] & 0xFF);
            short y = (short) (b[(short) (bOffset + i)] & 0xFF);
            if (x != y) {
                return x > y;
            }
        }
        return false;
    }

    /**
     * Adds two amounts.
     *
     * @return false when the sum needs a thirteenth digit; the result is then of no use
     */
    static boolean add(byte[] a, short aOffset, byte[] b, short bOffset, byte[] sum, short sumOffset) {
        short carry = 0;
        for (short i = (short) (AMOUNT - 1); i >= 0; i--) {
            byte x = a[(short) (aOffset + i)];
            byte y = b[(short) (bOffset + i)];
            short low = (short) ((short) (low(x) + low(y)) + carry);
            carry = 0;
            if (low > 9) {
                low = (short) (low - 10);
                carry = 1;
            }
            short high = (short) ((short) (high(x) + high(y)) + carry);
            carry = 0;
            if (high > 9) {
                high = (short) (high - 10);
                carry = 1;
            }
            sum[(short) (sumOffset + i)] = (byte) ((short) (high << 4) | low);
        }
        return carry == 0;
    }

    /**
     * Takes the second amount from the first.
     *
     * @return false when the second is the greater one; the result is then of no use
     */
    static boolean subtract(byte[] a, short aOffset, byte[] b, short bOffset, byte[] rest, short restOffset) {
        short borrow = 0;
        for (short i = (short) (AMOUNT - 1); i >= 0; i--) {
            byte x = a[(short) (aOffset + i)];
            byte y = b[(short) (bOffset + i)];
            short low = (short) ((short) (low(x) - low(y)) - borrow);
            borrow = 0;
            if (low < 0) {
                low = (short) (low + 10);
                borrow = 1;
            }
            short high = (short) ((short) (high(x) - high(y)) - borrow);
            borrow = 0;
            if (high < 0) {
                high = (short) (high + 10);
                borrow = 1;
            }
            rest[(short) (restOffset + i)] = (byte) ((short) (high << 4) | low);
        }
        return borrow == 0;
    }
}
