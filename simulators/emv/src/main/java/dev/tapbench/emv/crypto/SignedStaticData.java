package dev.tapbench.emv.crypto;

import dev.tapbench.ports.Bytes;
import java.security.interfaces.RSAPublicKey;

/**
 * Signed static application data, 93, opened (EMV Book 2, table 7): {@code 03 hash-algorithm code(2) BB.. hash(20)}.
 *
 * @param covered from the format to the padding
 * @param authenticationCode data authentication code, 2 bytes, for 9F45
 * @param hash 20 bytes, not checked
 */
public record SignedStaticData(Bytes covered, Bytes authenticationCode, Bytes hash) {
    /** Length of the data authentication code in bytes. */
    static final int CODE_LENGTH = 2;

    /** Format, hash algorithm, data authentication code. */
    static final int SHORTEST = 2 + CODE_LENGTH;

    /**
     * Opens 93.
     *
     * @throws BadSignatureException when it has another length than the issuer's key, was not signed with it, has another
     *     format or names another hash than SHA-1
     */
    public static SignedStaticData recover(RSAPublicKey issuer, Bytes signature) throws BadSignatureException {
        SignedBlock block = SignedBlock.recover(SignedKind.STATIC_DATA, issuer, signature, SHORTEST);
        Bytes covered = block.covered();
        if (covered.at(1) != SignedBlock.SHA_1) {
            throw new BadSignatureException(
                    SignedKind.STATIC_DATA, "names hash algorithm " + covered.slice(1, 2) + ", expected 01 (SHA-1)");
        }
        return new SignedStaticData(covered, covered.slice(2, SHORTEST), block.hash());
    }

    /** The hash that should be in it over the static data to be authenticated (EMV Book 3, 10.3). */
    public Bytes expectedHash(Bytes staticData) {
        return Sha1.of(covered.then(staticData));
    }
}
