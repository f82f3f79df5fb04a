package dev.tapbench.ports.trace;

/** What a person is shown. */
public enum Prompt {
    PRESENT_CARD,
    /** The next tap of the same load. */
    PRESENT_CARD_AGAIN,
    /** The card left too early, or its answer could not be used: the same tap once more. */
    TRY_AGAIN,
    ENTER_PIN,
    WRONG_PIN,
    PIN_TRIES_EXHAUSTED,
    /** At the reader: the phone asks for something. */
    SEE_PHONE,
    /** At the phone. */
    ENTER_PASSCODE,
    /** At the phone. */
    DRAW_PATTERN,
    /** At the phone: a finger or a face for its sensor. */
    SHOW_FINGER,
    /** At the phone: verified, tap again. */
    TAP_AGAIN,
    WRONG_PASSCODE,
    WRONG_PATTERN,
    /** At the phone: the sensor does not know whom it saw. */
    NOT_RECOGNISED,
    /** At the phone: it waits for no second tap any more. */
    TAP_EXPIRED,
    /** At the phone: it asks as the owner wants from now on. */
    SETTINGS_TAKEN,
    /** At the phone: what the owner wants is looser than the issuer allows, or not allowed now. */
    SETTINGS_REFUSED,
    /** The issuer is being asked. */
    AUTHORISING,
    APPROVED,
    /** Approved, if the holder signs. */
    APPROVED_SIGN,
    DECLINED,
    /** Not by a tap: the card has to be put into the reader. */
    INSERT_CARD,
    /** No application of this card can be used. */
    TRY_ANOTHER_CARD,
    /** What the card holds. */
    BALANCE,
    REFUNDED,
    LOAD_ACCEPTED,
    LOAD_REFUSED,
    DEVICE_READY,
    DEVICE_REJECTED
}
