package dev.tapbench.card;

import javacard.framework.Util;

/**
 * DGI 3003: what the application lives in, and what the issuer wants of it beside the limits: at some kinds of terminals, of a
 * phone's user, and of the ways in which a phone verifies its holder. All but the first are optional; without them the device
 * makes no difference between terminals, lets its user tighten as far as the user likes, and takes a passcode.
 */
final class DeviceRules {
    /** Bit of Persistent.terminals: where nobody attends the terminal, the second pair is counted and does not ask. */
    static final byte UNATTENDED_EXEMPT = (byte) 0x01;
    /** Bit of Persistent.terminals: a terminal that cannot go online is declined. */
    static final byte OFFLINE_ONLY_DECLINED = (byte) 0x02;

    private static final short TAG_DEVICE = (short) 0xDF48;
    private static final short TAG_TERMINALS = (short) 0xDF4F;
    private static final short TAG_USER_BOUNDS = (short) 0xDF26;
    private static final short TAG_METHODS = (short) 0xDF27;

    private static final byte KNOWN_DEVICE_FLAGS = (byte) (Persistent.DEVICE_PHONE | Persistent.DEVICE_LOAD);
    private static final byte KNOWN_TERMINALS = (byte) (UNATTENDED_EXEMPT | OFFLINE_ONLY_DECLINED);

    private final Persistent persistent;

    DeviceRules(Persistent persistent) {
        this.persistent = persistent;
    }

    /** A plain card, until DGI 3003 says something else. */
    void begin() {
        persistent.deviceFlags = 0;
        persistent.terminals = 0;
        persistent.phoneMethods = PhoneMethods.PASSCODE;
        UserSettings.freeBounds(persistent.userBounds);
    }

    /** Takes DGI 3003; 6A80, and nothing of it is kept, when a value is unknown. */
    void take(byte[] data, short offset, short length) {
        // PRE-CONDITIONS
        byte flags = data[RiskData.value(TAG_DEVICE, (short) 1, data, offset, length)];
        Status.unless((byte) (flags & (byte) ~KNOWN_DEVICE_FLAGS) == 0, Status.DATA);
        byte terminals = optional(TAG_TERMINALS, (byte) 0, KNOWN_TERMINALS, data, offset, length);
        byte methods = optional(TAG_METHODS, PhoneMethods.PASSCODE, PhoneMethods.KNOWN, data, offset, length);
        boolean hasBounds = BerTlv.find(TAG_USER_BOUNDS, data, offset, length) != BerTlv.ABSENT;
        short boundsAt = hasBounds ? RiskData.value(TAG_USER_BOUNDS, UserSettings.BOUNDS, data, offset, length) : 0;
        Status.unless(!hasBounds || UserSettings.areBounds(data, boundsAt), Status.DATA);
        // STEPS
        if (hasBounds) {
            Util.arrayCopyNonAtomic(data, boundsAt, persistent.userBounds, (short) 0, UserSettings.BOUNDS);
        } else {
            UserSettings.freeBounds(persistent.userBounds);
        }
        persistent.deviceFlags = flags;
        persistent.terminals = terminals;
        persistent.phoneMethods = methods;
    }

    /** One byte of known bits, or what holds without it. */
    private static byte optional(short tag, byte without, byte known, byte[] data, short offset, short length) {
        if (BerTlv.find(tag, data, offset, length) == BerTlv.ABSENT) {
            return without;
        }
        byte bits = data[RiskData.value(tag, (short) 1, data, offset, length)];
        Status.unless((byte) (bits & (byte) ~known) == 0, Status.DATA);
        return bits;
    }
}
