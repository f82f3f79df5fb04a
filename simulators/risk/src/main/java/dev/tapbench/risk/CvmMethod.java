package dev.tapbench.risk;

/** How a holder can be verified: three ways on a phone, and those of a card's CVM list (EMV Book 3, C3). */
public enum CvmMethod {
    /** Entered on the phone; also the PIN of a load. */
    PASSCODE(true),
    /** Drawn on the phone. */
    PATTERN(true),
    /** A finger or a face, seen by the phone's paired sensor. */
    SENSOR(true),
    /** A PIN that the terminal enciphers and the card verifies. */
    ENCIPHERED_PIN(false),
    /** A PIN that the card verifies in clear. */
    PLAIN_PIN(false),
    /** A PIN that the issuer verifies. */
    ONLINE_PIN(false),
    /** Paper. */
    SIGNATURE(false),
    /** Nobody is verified. */
    NONE(false);

    private final boolean phone;

    CvmMethod(boolean phone) {
        this.phone = phone;
    }

    /** Whether it is one of a phone's own, rather than of a terminal's. */
    public boolean ofPhone() {
        return phone;
    }
}
