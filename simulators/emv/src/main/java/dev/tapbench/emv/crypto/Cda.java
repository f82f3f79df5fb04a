package dev.tapbench.emv.crypto;

import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyLabel;
import java.security.interfaces.RSAPublicKey;
import java.util.List;

/** Combined DDA and application cryptogram: the card signs its cryptogram and what was said (EMV Book 2, 6.6). */
public final class Cda {
    private Cda() {}

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
     * @param type what the card signed that it decided
     * @param cid cryptogram information data, equal to 9F27
     * @param cryptogram the application cryptogram, 8 bytes; with CDA it is only here
     * @param dynamicNumber ICC dynamic number, 2 to 8 bytes
     */
    public record Valid(CryptogramType type, int cid, Bytes cryptogram, Bytes dynamicNumber) implements Result {}

    /**
     * It does not.
     *
     * @param reason what was expected, what came, and the clause
     */
    public record Invalid(String reason) implements Result {}

    /**
     * Checks signed dynamic application data.
     *
     * @param icc the card's key, from a checked certificate
     * @param unpredictableNumber 9F37 of this command, 4 bytes
     * @param dolData the values sent that the hash covers, in order: PDOL, CDOL1 (and CDOL2 at the second GENERATE AC); in tap 2
     *     of a load CDOL2 alone
     * @param response template 77 of GENERATE AC
     * @throws EmvDataException when the response lacks 9F27 or 9F4B
     */
    public static Result verify(RSAPublicKey icc, Bytes unpredictableNumber, List<Bytes> dolData, Tlv response) {
        Bytes signature = response.require(Tags.SDAD).value();
        Bytes cid = response.require(Tags.CID).value();
        SignedCryptogram opened;
        try {
            opened = SignedCryptogram.recover(icc, signature);
            requireHolds(opened, unpredictableNumber, cid, hash(dolData, response));
        } catch (BadSignatureException e) {
            return new Invalid("CDA: " + e.getMessage());
        }
        return new Valid(
                CryptogramType.ofCid(opened.cid()),
                opened.cid(),
                opened.cryptogram(),
                opened.signed().dynamicNumber());
    }

    private static void requireHolds(
            SignedCryptogram opened, Bytes unpredictableNumber, Bytes cid, Bytes transactionHash)
            throws BadSignatureException {
        SignedDynamicData signed = opened.signed();
        if (!signed.hash().equals(signed.expectedHash(unpredictableNumber))) {
            throw new BadSignatureException(
                    SignedCryptogram.KIND, "carries a hash that does not cover this unpredictable number");
        }
        if (!cid.equals(Bytes.of(opened.cid()))) {
            throw new BadSignatureException(
                    SignedCryptogram.KIND, "signs CID " + Bytes.of(opened.cid()) + ", the response says " + cid);
        }
        if (!transactionHash.equals(opened.transactionHash())) {
            throw new BadSignatureException(
                    SignedCryptogram.KIND, "carries a transaction data hash of other data than was sent and received");
        }
    }

    /** The transaction data hash code: of what was sent, then of the response's objects without 9F4B. */
    private static Bytes hash(List<Bytes> dolData, Tlv response) {
        Bytes transaction = Bytes.concat(dolData.toArray(Bytes[]::new));
        for (Tlv element : response.children()) {
            if (element.tag() != Tags.SDAD) {
                transaction = transaction.then(element.encoded());
            }
        }
        return Sha1.of(transaction);
    }

    /**
     * Signs as a card does (EMV Book 2, 6.6.1, tables 18 and 19).
     *
     * @param icc the card's RSA key in the module
     * @param dynamicNumber ICC dynamic number, 2 to 8 bytes
     * @param cid cryptogram information data, 00 to FF
     * @param cryptogram application cryptogram, 8 bytes
     * @param unpredictableNumber 9F37 of the command, 4 bytes
     * @param dolData as for {@link #verify}
     * @param response template 77 of the answer, with 9F27 and without 9F26; 9F4B may be missing yet and is not covered
     * @return 9F4B, as long as the card's modulus
     * @throws IllegalArgumentException when a value has another length or the key leaves no room
     */
    public static Bytes sign(
            Hsm hsm,
            KeyLabel icc,
            Bytes dynamicNumber,
            int cid,
            Bytes cryptogram,
            Bytes unpredictableNumber,
            List<Bytes> dolData,
            Tlv response) {
        if (cryptogram.length() != 8 || unpredictableNumber.length() != 4) {
            throw new IllegalArgumentException(
                    "CDA signs a cryptogram of 8 bytes and an unpredictable number of 4, not " + cryptogram.length()
                            + " and " + unpredictableNumber.length());
        }
        Bytes afterNumber = Bytes.concat(Bytes.of(cid), cryptogram, hash(dolData, response));
        return SignedDynamicData.sign(hsm, icc, SignedCryptogram.KIND, dynamicNumber, afterNumber, unpredictableNumber);
    }
}
