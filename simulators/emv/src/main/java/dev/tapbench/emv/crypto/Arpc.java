package dev.tapbench.emv.crypto;

import dev.tapbench.emv.Csu;
import dev.tapbench.emv.IssuerAuthenticationData;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyLabel;
import dev.tapbench.ports.hsm.MacAlgorithm;

/** Authorisation response cryptograms, method 2 (EMV Book 2, 8.2.2): they do not cover the response code 8A. */
public final class Arpc {
    /** Length in bytes. */
    public static final int LENGTH = 4;

    private static final Bytes NO_CHAINING = Bytes.zeros(8);

    private Arpc() {}

    /**
     * The ARPC of 4 bytes.
     *
     * @param ac the cryptogram that is answered, 8 bytes
     * @param proprietary 0 to 8 bytes; covered only if byte 1 b8 of the CSU is set
     */
    public static Bytes method2(Hsm hsm, KeyLabel sessionKey, Bytes ac, Csu csu, Bytes proprietary) {
        if (ac.length() != 8) {
            throw new IllegalArgumentException("an application cryptogram has 8 bytes, not " + ac.length());
        }
        return over(
                hsm,
                sessionKey,
                Bytes.concat(ac, csu.value(), csu.proprietaryDataIncluded() ? proprietary : Bytes.empty()));
    }

    /** Issuer authentication data 91 that answers a cryptogram. */
    public static IssuerAuthenticationData answer(Hsm hsm, KeyLabel sessionKey, Bytes ac, Csu csu, Bytes proprietary) {
        return new IssuerAuthenticationData(method2(hsm, sessionKey, ac, csu, proprietary), csu, proprietary);
    }

    static Bytes over(Hsm hsm, KeyLabel sessionKey, Bytes covered) {
        return hsm.mac(sessionKey, MacAlgorithm.RETAIL, NO_CHAINING, covered).slice(0, LENGTH);
    }
}
