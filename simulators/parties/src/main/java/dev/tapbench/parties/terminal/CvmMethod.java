package dev.tapbench.parties.terminal;

import dev.tapbench.emv.TerminalCapabilities;
import java.util.Arrays;
import java.util.Optional;

/** Cardholder verification methods as a CVM list names them (EMV Book 3, C3). */
enum CvmMethod {
    FAIL(0x00, 0),
    PLAINTEXT_PIN(0x01, CvmMethod.PLAINTEXT),
    ONLINE_PIN(0x02, CvmMethod.ONLINE),
    PLAINTEXT_PIN_AND_SIGNATURE(0x03, CvmMethod.PLAINTEXT | CvmMethod.PAPER),
    ENCIPHERED_PIN(0x04, CvmMethod.ENCIPHERED),
    ENCIPHERED_PIN_AND_SIGNATURE(0x05, CvmMethod.ENCIPHERED | CvmMethod.PAPER),
    SIGNATURE(0x1E, CvmMethod.PAPER),
    NONE(0x1F, CvmMethod.NO_CVM);

    // What a terminal needs for them: terminal capabilities, byte 2 (EMV Book 4, Annex A2).
    private static final int PLAINTEXT = 0x80;
    private static final int ONLINE = 0x40;
    private static final int PAPER = 0x20;
    private static final int ENCIPHERED = 0x10;
    private static final int NO_CVM = 0x08;

    private final int code;
    private final int needs;

    CvmMethod(int code, int needs) {
        this.code = code;
        this.needs = needs;
    }

    /** @param code b6-b1 of a rule's first byte */
    static Optional<CvmMethod> of(int code) {
        return Arrays.stream(values()).filter(method -> method.code == code).findFirst();
    }

    boolean supportedBy(TerminalCapabilities capabilities) {
        return (capabilities.value().at(1) & needs) == needs;
    }

    /** Whether the card compares a PIN. */
    boolean offlinePin() {
        return (needs & (PLAINTEXT | ENCIPHERED)) != 0;
    }

    boolean enciphered() {
        return (needs & ENCIPHERED) != 0;
    }

    boolean signature() {
        return (needs & PAPER) != 0;
    }
}
