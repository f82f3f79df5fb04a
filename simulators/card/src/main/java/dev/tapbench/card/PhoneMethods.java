package dev.tapbench.card;

import javacard.framework.Util;

/**
 * The ways in which a phone's holder can be verified over its wire, and the secrets of two of them: DGI 8011 the reference
 * pattern, 9011 its try counter and limit, 8012 the key that the phone's sensor is paired with. What is not listed in DF27 is
 * not taken.
 */
final class PhoneMethods {
    /** Bit of Persistent.phoneMethods: the passcode, which is also the PIN of a load. */
    static final byte PASSCODE = (byte) 0x01;
    /** Bit of Persistent.phoneMethods: a pattern. */
    static final byte PATTERN = (byte) 0x02;
    /** Bit of Persistent.phoneMethods: a sensor of fingers or faces. */
    static final byte SENSOR = (byte) 0x04;

    static final byte KNOWN = (byte) (PASSCODE | PATTERN | SENSOR);

    // P2 of VERIFY over the wire.
    static final byte BY_PASSCODE = (byte) 0x80;
    static final byte BY_PATTERN = (byte) 0x82;
    static final byte BY_SENSOR = (byte) 0x83;

    private static final short DGI_PATTERN = (short) 0x8011;
    private static final short DGI_PATTERN_TRIES = (short) 0x9011;
    private static final short DGI_SENSOR_KEY = (short) 0x8012;

    private static final short HAS_PATTERN = (short) 0x0020;
    private static final short HAS_PATTERN_TRIES = (short) 0x0040;
    private static final short HAS_SENSOR_KEY = (short) 0x0080;

    private final Persistent persistent;

    PhoneMethods(Persistent persistent) {
        this.persistent = persistent;
    }

    /** Takes a data grouping; false when it is none of these. */
    boolean take(short dgi, byte[] data, short offset, short length) {
        switch (dgi) {
            case DGI_PATTERN:
                PinBlock.requireLength(data, offset, length);
                PinBlock.requireReference(data, offset);
                PinBlock.keep(data, offset, persistent.patternBlock);
                add(HAS_PATTERN);
                return true;
            case DGI_PATTERN_TRIES:
                PaymentData.requireTries(data, offset, length);
                persistent.patternTries = data[offset];
                persistent.patternTryLimit = data[(short) (offset + 1)];
                add(HAS_PATTERN_TRIES);
                return true;
            case DGI_SENSOR_KEY:
                Status.unless(length == Tdes.KEY, Status.DATA);
                persistent.sensorKey.setKey(data, offset);
                Util.arrayFillNonAtomic(data, offset, length, (byte) 0);
                add(HAS_SENSOR_KEY);
                return true;
            default:
                return false;
        }
    }

    /** 6A80 unless the secrets of all listed methods came, and only a phone lists others than the passcode. */
    void requireComplete() {
        Status.unless(persistent.isPhone() || persistent.phoneMethods == PASSCODE, Status.DATA);
        requireIf(PATTERN, (short) (HAS_PATTERN | HAS_PATTERN_TRIES));
        requireIf(SENSOR, HAS_SENSOR_KEY);
    }

    private void requireIf(byte method, short bits) {
        boolean listed = (byte) (persistent.phoneMethods & method) != 0;
        Status.unless(!listed || (short) (persistent.present & bits) == bits, Status.DATA);
    }

    /** Whether a VERIFY of this P2 is of a method that the issuer listed. */
    boolean isListed(byte qualifier) {
        switch (qualifier) {
            case BY_PASSCODE:
                return (byte) (persistent.phoneMethods & PASSCODE) != 0;
            case BY_PATTERN:
                return (byte) (persistent.phoneMethods & PATTERN) != 0;
            case BY_SENSOR:
                return (byte) (persistent.phoneMethods & SENSOR) != 0;
            default:
                return false;
        }
    }

    private void add(short bit) {
        persistent.present = (short) (persistent.present | bit);
    }
}
