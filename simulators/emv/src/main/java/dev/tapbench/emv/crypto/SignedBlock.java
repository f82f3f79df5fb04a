package dev.tapbench.emv.crypto;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyLabel;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;

/**
 * A message signed with recovery (EMV Book 2, A2.1): {@code 6A covered hash(20) BC}, as long as the modulus.
 *
 * @param covered from the format byte on; the hash covers it and what is not in the signature
 * @param hash 20 bytes, not checked
 */
record SignedBlock(Bytes covered, Bytes hash) {
    /** Bytes that are neither covered nor padding: header, hash and trailer. */
    static final int OVERHEAD = 2 + Sha1.LENGTH;

    static final int SHA_1 = 0x01;

    private static final int HEADER = 0x6A;
    private static final int TRAILER = 0xBC;
    private static final int PADDING = 0xBB;

    /**
     * Opens a signature.
     *
     * @param shortest the fewest covered bytes that such a message can have
     * @throws BadSignatureException when it has another length than the key, the key is too short for it, it was not made with
     *     this key, or it has another format
     */
    static SignedBlock recover(SignedKind kind, RSAPublicKey signer, Bytes signature, int shortest)
            throws BadSignatureException {
        int length = Rsa.length(signer);
        if (signature.length() != length) {
            throw new BadSignatureException(kind, "has " + signature.length() + " bytes, the signer's key " + length);
        }
        if (length < OVERHEAD + shortest) {
            throw new BadSignatureException(
                    kind,
                    "needs a signer's key of at least " + (OVERHEAD + shortest) + " bytes, this one has " + length);
        }
        Bytes recovered = Rsa.apply(signer, signature);
        if (recovered.at(0) != HEADER || recovered.at(length - 1) != TRAILER) {
            throw new BadSignatureException(
                    kind,
                    "opens to " + recovered.slice(0, 1) + ".." + recovered.from(length - 1)
                            + ", expected 6A..BC: it was not signed with this key");
        }
        int hashAt = length - 1 - Sha1.LENGTH;
        SignedBlock block = new SignedBlock(recovered.slice(1, hashAt), recovered.slice(hashAt, length - 1));
        if (block.covered.at(0) != kind.format()) {
            throw new BadSignatureException(
                    kind, "has format " + block.covered.slice(0, 1) + ", expected " + Bytes.of(kind.format()));
        }
        return block;
    }

    /**
     * Signs in the module.
     *
     * @param covered as long as the modulus without {@link #OVERHEAD}
     * @param unsigned what the hash covers besides
     */
    static Bytes sign(Hsm hsm, KeyLabel signer, Bytes covered, Bytes unsigned) {
        Bytes block = Bytes.concat(Bytes.of(HEADER), covered, Sha1.of(covered.then(unsigned)), Bytes.of(TRAILER));
        return hsm.rsaPrivate(signer, block);
    }

    /**
     * {@code data} and as many BB as fill {@code length}.
     *
     * @throws IllegalArgumentException when it is longer
     */
    static Bytes padded(Bytes data, int length, String what) {
        if (data.length() > length) {
            throw new IllegalArgumentException(
                    what + " of " + data.length() + " bytes: the signing key leaves room for " + length);
        }
        byte[] padding = new byte[length - data.length()];
        Arrays.fill(padding, (byte) PADDING);
        return data.then(Bytes.of(padding));
    }
}
