package dev.tapbench.emv.crypto.scheme;

import dev.tapbench.emv.securechannel.CpsKeys;
import dev.tapbench.emv.securechannel.KeyData;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyLabel;

/** Card keys of VISA2, as GlobalPlatformPro publishes it: EMV CPS's derivation from bytes 1, 2 and 5 to 8 of the key data. */
public final class Visa2Keys {
    private Visa2Keys() {}

    /** Derives the three keys inside the module, as {@link CpsKeys#derive}. */
    public static void derive(Hsm hsm, KeyLabel kmc, Bytes keydata, KeyLabel enc, KeyLabel mac, KeyLabel dek) {
        Bytes value = new KeyData(keydata).value();
        // EMV CPS takes the last 6 bytes: so they are put there.
        Bytes moved = Bytes.concat(Bytes.zeros(4), value.slice(0, 2), value.slice(4, 8));
        CpsKeys.derive(hsm, kmc, moved, enc, mac, dek);
    }
}
