package dev.tapbench.emv.crypto;

import dev.tapbench.ports.Bytes;
import java.security.interfaces.RSAPublicKey;

/**
 * Signed dynamic application data, 9F4B, of GENERATE AC, opened (EMV Book 2, table 19): after the ICC dynamic number come CID,
 * cryptogram and transaction data hash code.
 *
 * @param signed the signature's contents
 * @param cid cryptogram information data
 * @param cryptogram application cryptogram, 8 bytes
 * @param transactionHash transaction data hash code, 20 bytes, not checked
 */
public record SignedCryptogram(SignedDynamicData signed, int cid, Bytes cryptogram, Bytes transactionHash) {
    static final SignedKind KIND = SignedKind.DYNAMIC_DATA_WITH_CRYPTOGRAM;

    private static final int CRYPTOGRAM_END = 9;

    /** CID, cryptogram, transaction data hash code. */
    static final int LENGTH = CRYPTOGRAM_END + Sha1.LENGTH;

    /**
     * Opens 9F4B of GENERATE AC.
     *
     * @throws BadSignatureException as {@link SignedDynamicData#recover}
     */
    public static SignedCryptogram recover(RSAPublicKey icc, Bytes signature) throws BadSignatureException {
        SignedDynamicData signed = SignedDynamicData.recover(KIND, icc, signature, LENGTH);
        Bytes rest = signed.afterNumber();
        return new SignedCryptogram(
                signed, rest.at(0), rest.slice(1, CRYPTOGRAM_END), rest.slice(CRYPTOGRAM_END, LENGTH));
    }
}
