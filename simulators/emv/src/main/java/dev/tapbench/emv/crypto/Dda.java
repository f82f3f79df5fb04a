package dev.tapbench.emv.crypto;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyLabel;
import java.security.interfaces.RSAPublicKey;

/** Dynamic data authentication: the card signs what INTERNAL AUTHENTICATE brings (EMV Book 2, 6.5). */
public final class Dda {
    private Dda() {}

    /** What came of the check. */
    public sealed interface Result {
        /** Whether the signature holds. */
        default boolean valid() {
            return this instanceof Valid;
        }
    }

    /**
     * The signature holds.
     *
     * @param dynamicNumber ICC dynamic number, 2 to 8 bytes: the value of 9F4C
     */
    public record Valid(Bytes dynamicNumber) implements Result {}

    /**
     * It does not.
     *
     * @param reason what was expected, what came, and the clause
     */
    public record Invalid(String reason) implements Result {}

    /**
     * Signs as a card does (EMV Book 2, 6.5.1, table 15).
     *
     * @param icc the card's RSA key in the module
     * @param dynamicNumber ICC dynamic number, 2 to 8 bytes
     * @param ddolData the values that the DDOL asks for, as INTERNAL AUTHENTICATE brings them
     * @return 9F4B, as long as the card's modulus
     * @throws IllegalArgumentException when the number has another length or the key leaves no room
     */
    public static Bytes sign(Hsm hsm, KeyLabel icc, Bytes dynamicNumber, Bytes ddolData) {
        return SignedDynamicData.sign(hsm, icc, SignedKind.DYNAMIC_DATA, dynamicNumber, Bytes.empty(), ddolData);
    }

    /**
     * Checks signed dynamic application data (EMV Book 2, 6.5.2, steps 1 to 7).
     *
     * @param icc the card's key, from a checked certificate
     * @param signature 9F4B
     * @param ddolData the values that were sent
     */
    public static Result verify(RSAPublicKey icc, Bytes signature, Bytes ddolData) {
        try {
            SignedDynamicData signed = SignedDynamicData.recover(icc, signature);
            if (!signed.hash().equals(signed.expectedHash(ddolData))) {
                throw new BadSignatureException(
                        SignedKind.DYNAMIC_DATA, "carries a hash of other data than INTERNAL AUTHENTICATE brought");
            }
            return new Valid(signed.dynamicNumber());
        } catch (BadSignatureException e) {
            return new Invalid(String.valueOf(e.getMessage()));
        }
    }
}
