package dev.tapbench.emv.crypto.scheme;

import dev.tapbench.emv.crypto.SessionKey;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.Derivation;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyInfo;
import dev.tapbench.ports.hsm.KeyLabel;

/** Session keys that are derived inside a module as EMV's are, from other data. */
public final class SchemeSessionKey {
    private static final Bytes ALL_ONES = Bytes.hex("FFFF");

    private SchemeSessionKey() {}

    /**
     * Mastercard's, as jPOS and pyemv publish it: EMV's derivation from the ATC, 0000 and the unpredictable number.
     *
     * @param unpredictableNumber 9F37, 4 bytes
     */
    public static KeyInfo mastercard(Hsm hsm, KeyLabel mk, int atc, Bytes unpredictableNumber, KeyLabel out) {
        return SessionKey.common(hsm, mk, Bytes.concat(Bytes.number(atc, 2), Bytes.zeros(2), unpredictableNumber), out);
    }

    /** PBOC's: six zeros and the ATC, then six zeros and its inverse, enciphered. */
    public static KeyInfo pboc(Hsm hsm, KeyLabel mk, int atc, KeyLabel out) {
        return hsm.derive(out, mk, Derivation.ecb(counters(atc), "session key (PBOC)"));
    }

    /** {@code 00 00 00 00 00 00 ATC, 00 00 00 00 00 00 inverse of ATC}. */
    static Bytes counters(int atc) {
        Bytes counter = Bytes.number(atc, 2);
        return Bytes.concat(Bytes.zeros(6), counter, Bytes.zeros(6), counter.xor(ALL_ONES));
    }
}
