package dev.tapbench.emv.crypto.scheme;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.CipherMode;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyAlgorithm;
import dev.tapbench.ports.hsm.KeyLabel;
import dev.tapbench.ports.hsm.MacAlgorithm;
import java.util.Locale;

/** Mastercard's dynamic card verification code of magnetic-stripe mode, as pyemv publishes it. */
public final class Cvc3 {
    private static final int LENGTH = 2;

    private Cvc3() {}

    /** The initial vector of a track: the last 2 bytes of its MAC under the card's key. */
    public static Bytes initialVector(Hsm hsm, KeyLabel mk, Bytes track) {
        return last(hsm.mac(mk, MacAlgorithm.RETAIL, KeyAlgorithm.TDES.zeroIcv(), track));
    }

    /**
     * The code, 5 decimal digits.
     *
     * @param initialVector 2 bytes
     * @param unpredictableNumber 4 bytes
     */
    public static String compute(Hsm hsm, KeyLabel mk, Bytes initialVector, Bytes unpredictableNumber, int atc) {
        Bytes block = Bytes.concat(initialVector, unpredictableNumber, Bytes.number(atc, 2));
        Bytes code = last(hsm.encrypt(mk, CipherMode.TDES_ECB, KeyAlgorithm.TDES.zeroIcv(), block));
        return String.format(Locale.ROOT, "%05d", code.toNumber());
    }

    private static Bytes last(Bytes block) {
        return block.from(block.length() - LENGTH);
    }
}
