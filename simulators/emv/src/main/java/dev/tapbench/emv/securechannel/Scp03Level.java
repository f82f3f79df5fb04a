package dev.tapbench.emv.securechannel;

import dev.tapbench.ports.Bytes;

/** What protects the commands and responses of an SCP03 session: P1 of EXTERNAL AUTHENTICATE (GlobalPlatform Amendment D, 7.1.2). */
public enum Scp03Level {
    /** Commands carry a MAC. */
    C_MAC(0x01),
    /** Commands carry a MAC and are enciphered. */
    C_MAC_AND_C_ENCIPHERMENT(0x03),
    /** Commands and responses carry a MAC. */
    C_MAC_AND_R_MAC(0x11),
    /** Commands and responses carry a MAC, commands are enciphered. */
    C_MAC_C_ENCIPHERMENT_AND_R_MAC(0x13),
    /** Commands and responses carry a MAC and are enciphered. */
    ALL(0x33);

    private static final int C_ENCIPHERMENT = 0x02;
    private static final int R_MAC = 0x10;
    private static final int R_ENCIPHERMENT = 0x20;

    private final int value;

    Scp03Level(int value) {
        this.value = value;
    }

    /**
     * The level of that byte.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Scp03Level of(int value) {
        for (Scp03Level level : values()) {
            if (level.value == value) {
                return level;
            }
        }
        throw new IllegalArgumentException("security level " + Bytes.of(value)
                + ": expected 01, 03, 11, 13 or 33 (GlobalPlatform Amendment D, 7.1.2)");
    }

    /** P1 of EXTERNAL AUTHENTICATE. */
    public int value() {
        return value;
    }

    boolean commandsEnciphered() {
        return (value & C_ENCIPHERMENT) != 0;
    }

    boolean responsesCarryMac() {
        return (value & R_MAC) != 0;
    }

    boolean responsesEnciphered() {
        return (value & R_ENCIPHERMENT) != 0;
    }
}
