package dev.tapbench.emv.crypto;

import dev.tapbench.ports.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-1, the only hash of EMV's RSA certificates (EMV Book 2, B3.1). */
final class Sha1 {
    static final int LENGTH = 20;

    private Sha1() {}

    static Bytes of(Bytes data) {
        try {
            return Bytes.of(MessageDigest.getInstance("SHA-1").digest(data.toArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
