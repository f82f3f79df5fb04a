package dev.tapbench.emv.crypto;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.Derivation;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyInfo;
import dev.tapbench.ports.hsm.KeyLabel;

/** EMV common session keys (EMV Book 2, A1.3). */
public final class SessionKey {
    private SessionKey() {}

    /**
     * The session key of application cryptograms and ARPC.
     *
     * @param atc application transaction counter, 0 to 65535
     */
    public static KeyInfo common(Hsm hsm, KeyLabel mk, int atc, KeyLabel out) {
        return common(hsm, mk, Bytes.number(atc, 2).then(Bytes.zeros(6)), out);
    }

    /**
     * A session key from any diversification value; secure messaging takes the application cryptogram.
     *
     * @param r 8 bytes, of which the third is replaced
     */
    public static KeyInfo common(Hsm hsm, KeyLabel mk, Bytes r, KeyLabel out) {
        if (r.length() != 8) {
            throw new IllegalArgumentException("a diversification value has 8 bytes, not " + r.length());
        }
        Bytes data = Bytes.concat(r.slice(0, 2), Bytes.of(0xF0), r.from(3), r.slice(0, 2), Bytes.of(0x0F), r.from(3));
        return hsm.derive(out, mk, Derivation.ecb(data, "session key (EMV Book 2, A1.3)"));
    }
}
