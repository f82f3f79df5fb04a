package dev.tapbench.emv.crypto;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyLabel;
import java.security.interfaces.RSAPublicKey;

/**
 * Signed dynamic application data, 9F4B, opened (EMV Book 2, tables 17 and 22):
 * {@code 05 hash-algorithm length dynamic-data BB.. hash(20)}; the dynamic data begin with the length of the ICC dynamic number
 * and the number.
 *
 * @param covered from the format to the padding
 * @param dynamicData ICC dynamic data, as long as the signature announces
 * @param hash 20 bytes, not checked
 */
public record SignedDynamicData(Bytes covered, Bytes dynamicData, Bytes hash) {
    /** Format, hash algorithm, length of the dynamic data. */
    private static final int HEADER = 3;

    private static final int SHORTEST_NUMBER = 2;
    private static final int LONGEST_NUMBER = 8;

    /**
     * Opens 9F4B of INTERNAL AUTHENTICATE.
     *
     * @throws BadSignatureException when it has another length than the card's key, was not signed with it, has another format,
     *     names another hash than SHA-1, or its lengths do not fit
     */
    public static SignedDynamicData recover(RSAPublicKey icc, Bytes signature) throws BadSignatureException {
        return recover(SignedKind.DYNAMIC_DATA, icc, signature, 0);
    }

    /** @param more bytes that the dynamic data hold at least after the number */
    static SignedDynamicData recover(SignedKind kind, RSAPublicKey icc, Bytes signature, int more)
            throws BadSignatureException {
        SignedBlock block = SignedBlock.recover(kind, icc, signature, HEADER + 1 + more);
        Bytes covered = block.covered();
        int length = covered.at(2);
        if (covered.at(1) != SignedBlock.SHA_1 || HEADER + length > covered.length() || length < 1 + more) {
            throw new BadSignatureException(
                    kind,
                    "announces hash algorithm " + covered.slice(1, 2) + " and " + length
                            + " bytes of dynamic data, expected 01 and " + (1 + more) + " to "
                            + (covered.length() - HEADER));
        }
        Bytes dynamic = covered.slice(HEADER, HEADER + length);
        if (1 + dynamic.at(0) + more > length) {
            throw new BadSignatureException(
                    kind,
                    "has an ICC dynamic number of " + dynamic.at(0) + " bytes, which leaves no room in " + length
                            + " bytes of dynamic data");
        }
        return new SignedDynamicData(covered, dynamic, block.hash());
    }

    /**
     * Signs in the module.
     *
     * @param afterNumber the dynamic data after the number
     * @param terminalData what the hash covers besides: the values of the DDOL, or the unpredictable number
     */
    static Bytes sign(Hsm hsm, KeyLabel icc, SignedKind kind, Bytes number, Bytes afterNumber, Bytes terminalData) {
        if (number.length() < SHORTEST_NUMBER || number.length() > LONGEST_NUMBER) {
            throw new IllegalArgumentException(
                    "an ICC dynamic number has 2 to 8 bytes (EMV Book 2, 6.5.1), not " + number.length());
        }
        Bytes dynamic = Bytes.concat(Bytes.of(number.length()), number, afterNumber);
        int room = Rsa.length(hsm.rsaPublic(icc)) - SignedBlock.OVERHEAD;
        Bytes covered = SignedBlock.padded(
                Bytes.concat(Bytes.of(kind.format(), SignedBlock.SHA_1, dynamic.length()), dynamic),
                room,
                "dynamic data to sign");
        return SignedBlock.sign(hsm, icc, covered, terminalData);
    }

    /** ICC dynamic number, 9F4C. */
    public Bytes dynamicNumber() {
        return dynamicData.slice(1, 1 + dynamicData.at(0));
    }

    /** The dynamic data after the number. */
    Bytes afterNumber() {
        return dynamicData.from(1 + dynamicData.at(0));
    }

    /** The hash that should be in it: DDA covers the values of the DDOL, CDA the unpredictable number 9F37. */
    public Bytes expectedHash(Bytes terminalData) {
        return Sha1.of(covered.then(terminalData));
    }
}
