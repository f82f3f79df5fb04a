package dev.tapbench.emv.crypto;

import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.ports.Bytes;
import java.security.interfaces.RSAPublicKey;
import java.util.List;

/** Combined DDA and application cryptogram: the terminal's check (EMV Book 2, 6.6.2). */
public final class Cda {
    private static final int HEADER = 0x6A;
    private static final int TRAILER = 0xBC;
    private static final int FORMAT = 0x05;
    private static final int SHA_1 = 0x01;
    /** CID, cryptogram, transaction data hash code. */
    private static final int FIXED = 1 + 8 + Sha1.LENGTH;

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
        Signed signed;
        try {
            signed = Signed.recover(icc, signature);
        } catch (BadSignatureException e) {
            return new Invalid(String.valueOf(e.getMessage()));
        }
        if (!signed.hash().equals(signed.expectedHash(unpredictableNumber))) {
            return invalid("its hash does not cover this unpredictable number");
        }
        if (!cid.equals(Bytes.of(signed.cid()))) {
            return invalid("signed CID " + Bytes.of(signed.cid()) + ", the response says " + cid);
        }
        Bytes transaction = Bytes.concat(dolData.toArray(Bytes[]::new));
        for (Tlv element : response.children()) {
            if (element.tag() != Tags.SDAD) {
                transaction = transaction.then(element.encoded());
            }
        }
        if (!Sha1.of(transaction).equals(signed.transactionHash())) {
            return invalid("the transaction data hash covers other data than was sent and received");
        }
        return new Valid(CryptogramType.ofCid(signed.cid()), signed.cid(), signed.cryptogram(), signed.dynamicNumber());
    }

    private static Result invalid(String what) {
        return new Invalid("CDA: " + what + " (EMV Book 2, 6.6.2)");
    }

    /**
     * Signed dynamic application data, opened (EMV Book 2, table 18 and 19).
     *
     * @param covered from the format to the padding
     */
    record Signed(Bytes covered, Bytes dynamicNumber, int cid, Bytes cryptogram, Bytes transactionHash, Bytes hash) {
        static Signed recover(RSAPublicKey icc, Bytes signature) throws BadSignatureException {
            int length = Rsa.length(icc);
            if (signature.length() != length) {
                throw new BadSignatureException("9F4B has " + signature.length() + " bytes, the card's key " + length);
            }
            Bytes recovered = Rsa.apply(icc, signature);
            if (recovered.at(0) != HEADER || recovered.at(length - 1) != TRAILER || recovered.at(1) != FORMAT) {
                throw new BadSignatureException("9F4B opens to " + recovered.slice(0, 2) + ".."
                        + recovered.from(length - 1) + ", expected 6A05..BC: another key made it");
            }
            int hashAt = length - 1 - Sha1.LENGTH;
            int dynamicLength = recovered.at(3);
            if (recovered.at(2) != SHA_1 || 4 + dynamicLength > hashAt || dynamicLength < 1 + FIXED) {
                throw new BadSignatureException("9F4B announces hash algorithm " + recovered.slice(2, 3) + " and "
                        + dynamicLength + " bytes of dynamic data, expected 01 and at least " + (1 + FIXED));
            }
            Bytes dynamic = recovered.slice(4, 4 + dynamicLength);
            int numberEnd = 1 + dynamic.at(0);
            if (numberEnd + FIXED > dynamicLength) {
                throw new BadSignatureException("an ICC dynamic number of " + dynamic.at(0)
                        + " bytes leaves no room in " + dynamicLength + " bytes of dynamic data");
            }
            return new Signed(
                    recovered.slice(1, hashAt),
                    dynamic.slice(1, numberEnd),
                    dynamic.at(numberEnd),
                    dynamic.slice(numberEnd + 1, numberEnd + 9),
                    dynamic.slice(numberEnd + 9, numberEnd + FIXED),
                    recovered.slice(hashAt, length - 1));
        }

        Bytes expectedHash(Bytes unpredictableNumber) {
            return Sha1.of(covered.then(unpredictableNumber));
        }
    }

    /** A signature that cannot be opened. */
    static final class BadSignatureException extends Exception {
        BadSignatureException(String what) {
            super("CDA: " + what + " (EMV Book 2, 6.6.2)");
        }
    }
}
