package dev.tapbench.emv.crypto;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.Derivation;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyAlgorithm;
import dev.tapbench.ports.hsm.KeyInfo;
import dev.tapbench.ports.hsm.KeyKind;
import dev.tapbench.ports.hsm.KeyLabel;

/** EMV common session keys, of triple DES and AES (EMV Book 2, A1.3). */
public final class SessionKey {
    private static final String PURPOSE = "session key (EMV Book 2, A1.3)";
    private static final int AC_LENGTH = 8;

    private SessionKey() {}

    /**
     * The session key of application cryptograms and ARPC.
     *
     * @param mk ICC master key in the module
     * @param atc application transaction counter, 0 to 65535
     */
    public static KeyInfo common(Hsm hsm, KeyLabel mk, int atc, KeyLabel out) {
        return fromStart(hsm, mk, Bytes.number(atc, 2), out);
    }

    /**
     * A session key of secure messaging, for one transaction.
     *
     * @param mk ICC master key in the module
     * @param ac the cryptogram of the transaction's first GENERATE AC, 8 bytes
     */
    public static KeyInfo secureMessaging(Hsm hsm, KeyLabel mk, Bytes ac, KeyLabel out) {
        if (ac.length() != AC_LENGTH) {
            throw new IllegalArgumentException("an application cryptogram has 8 bytes, not " + ac.length());
        }
        return fromStart(hsm, mk, ac, out);
    }

    private static KeyInfo fromStart(Hsm hsm, KeyLabel mk, Bytes start, KeyLabel out) {
        int block = hsm.info(mk).kind().algorithm().blockLength();
        return common(hsm, mk, start.then(Bytes.zeros(block - start.length())), out);
    }

    /**
     * A session key from any diversification value.
     *
     * @param mk ICC master key in the module
     * @param r as long as a block of the key's algorithm, 8 or 16 bytes; the third is replaced unless the key is AES of 16 bytes
     * @throws IllegalArgumentException when {@code r} has another length
     */
    public static KeyInfo common(Hsm hsm, KeyLabel mk, Bytes r, KeyLabel out) {
        KeyKind kind = hsm.info(mk).kind();
        int block = kind.algorithm().blockLength();
        if (r.length() != block) {
            throw new IllegalArgumentException("a diversification value under a key of kind " + kind + " has " + block
                    + " bytes, not " + r.length() + " (EMV Book 2, A1.3)");
        }
        if (kind.length() == block) {
            return hsm.derive(out, mk, Derivation.aesEcb(kind, r, PURPOSE));
        }
        Bytes data = Bytes.concat(r.slice(0, 2), Bytes.of(0xF0), r.from(3), r.slice(0, 2), Bytes.of(0x0F), r.from(3));
        Derivation derivation = kind.algorithm() == KeyAlgorithm.AES
                ? Derivation.aesEcb(kind, data, PURPOSE)
                : Derivation.ecb(data, PURPOSE);
        return hsm.derive(out, mk, derivation);
    }
}
