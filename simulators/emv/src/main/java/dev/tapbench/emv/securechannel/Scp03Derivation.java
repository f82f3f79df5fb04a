package dev.tapbench.emv.securechannel;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.Derivation;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyKind;
import dev.tapbench.ports.hsm.KeyLabel;
import dev.tapbench.ports.hsm.MacAlgorithm;

/**
 * Key and data derivation of SCP03: NIST SP 800-108 in counter mode with CMAC over
 * {@code label(11 zeros, constant) 00 length-in-bits(2) counter context} (GlobalPlatform Amendment D, 4.1.5, table 4-1).
 */
enum Scp03Derivation {
    CARD_CRYPTOGRAM(0x00),
    HOST_CRYPTOGRAM(0x01),
    CARD_CHALLENGE(0x02),
    S_ENC(0x04),
    S_MAC(0x06),
    S_RMAC(0x07);

    private static final int LABEL_ZEROS = 11;
    /** Length of cryptograms and challenges in bytes (S8 mode). */
    static final int DATA_LENGTH = 8;

    private final int constant;

    Scp03Derivation(int constant) {
        this.constant = constant;
    }

    private Bytes before(int length) {
        return Bytes.concat(Bytes.zeros(LABEL_ZEROS), Bytes.of(constant, 0x00), Bytes.number(8L * length, 2));
    }

    /** A session key from a card key of the same kind. */
    Derivation key(KeyKind kind, Bytes context) {
        String purpose = "session key " + name().replace('_', '-') + " (GlobalPlatform Amendment D, 6.2.1)";
        return Derivation.cmacCounter(kind, before(kind.length()), context, purpose);
    }

    /** A cryptogram or challenge of 8 bytes. */
    Bytes data(Hsm hsm, KeyLabel key, Bytes context) {
        Bytes input = Bytes.concat(before(DATA_LENGTH), Bytes.of(0x01), context);
        return hsm.mac(key, MacAlgorithm.AES_CMAC, MacAlgorithm.AES_CMAC.zeroIcv(), input)
                .slice(0, DATA_LENGTH);
    }
}
