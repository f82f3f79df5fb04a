package dev.tapbench.emv.crypto;

import dev.tapbench.emv.Csu;
import dev.tapbench.emv.IssuerAuthenticationData;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.CipherMode;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyLabel;

/**
 * Authorisation response cryptograms (EMV Book 2, 8.2). Common Core cards take method 2, which does not cover the response code
 * 8A; method 1 covers nothing else.
 */
public final class Arpc {
    /** Length in bytes, method 2. */
    public static final int LENGTH = 4;

    /** Length in bytes, method 1. */
    public static final int METHOD_1_LENGTH = 8;

    private static final int RESPONSE_CODE_LENGTH = 2;

    private Arpc() {}

    /**
     * The ARPC of 8 bytes: cryptogram xor response code, enciphered with triple DES (EMV Book 2, 8.2.1).
     *
     * @param ac the cryptogram that is answered, 8 bytes
     * @param responseCode authorisation response code 8A, 2 bytes
     */
    public static Bytes method1(Hsm hsm, KeyLabel key, Bytes ac, Bytes responseCode) {
        requireCryptogram(ac);
        if (responseCode.length() != RESPONSE_CODE_LENGTH) {
            throw new IllegalArgumentException(
                    "an authorisation response code has 2 bytes, not " + responseCode.length());
        }
        Bytes block = ac.xor(responseCode.then(Bytes.zeros(METHOD_1_LENGTH - RESPONSE_CODE_LENGTH)));
        return hsm.encrypt(
                key, CipherMode.TDES_ECB, CipherMode.TDES_ECB.algorithm().zeroIcv(), block);
    }

    /**
     * The ARPC of 4 bytes (EMV Book 2, 8.2.2).
     *
     * @param ac the cryptogram that is answered, 8 bytes
     * @param proprietary 0 to 8 bytes; covered only if byte 1 b8 of the CSU is set
     */
    public static Bytes method2(Hsm hsm, KeyLabel sessionKey, Bytes ac, Csu csu, Bytes proprietary) {
        requireCryptogram(ac);
        return over(
                hsm,
                sessionKey,
                Bytes.concat(ac, csu.value(), csu.proprietaryDataIncluded() ? proprietary : Bytes.empty()));
    }

    /** Issuer authentication data 91 that answers a cryptogram. */
    public static IssuerAuthenticationData answer(Hsm hsm, KeyLabel sessionKey, Bytes ac, Csu csu, Bytes proprietary) {
        return new IssuerAuthenticationData(method2(hsm, sessionKey, ac, csu, proprietary), csu, proprietary);
    }

    /**
     * The ARPC of 4 bytes over a cryptogram, a CSU and proprietary data, whatever the CSU says of these.
     *
     * @param covered the three, one after the other
     */
    public static Bytes over(Hsm hsm, KeyLabel sessionKey, Bytes covered) {
        return EmvMac.of(hsm, sessionKey, covered, LENGTH);
    }

    private static void requireCryptogram(Bytes ac) {
        if (ac.length() != ApplicationCryptogram.LENGTH) {
            throw new IllegalArgumentException("an application cryptogram has 8 bytes, not " + ac.length());
        }
    }
}
