package dev.tapbench.emv.securechannel;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.Derivation;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyKind;
import dev.tapbench.ports.hsm.KeyLabel;

/**
 * A chip's three AES keys from a master key and its KEYDATA: NIST SP 800-108 in counter mode with CMAC, as GlobalPlatformPro's
 * KDF3 does. GlobalPlatform leaves this derivation to the chip's maker.
 */
public final class Scp03CardKeys {
    private Scp03CardKeys() {}

    /**
     * Derives the three keys inside the module; they have the master key's length.
     *
     * @param keydata 10 bytes, from INITIALIZE UPDATE
     * @throws dev.tapbench.emv.EmvDataException when {@code keydata} has another length
     */
    public static void derive(Hsm hsm, KeyLabel master, Bytes keydata, KeyLabel enc, KeyLabel mac, KeyLabel dek) {
        KeyData chip = new KeyData(keydata);
        KeyKind kind = hsm.info(master).kind();
        hsm.derive(enc, master, derivation(kind, chip, 1, "ENC"));
        hsm.derive(mac, master, derivation(kind, chip, 2, "MAC"));
        hsm.derive(dek, master, derivation(kind, chip, 3, "DEK"));
    }

    private static Derivation derivation(KeyKind kind, KeyData chip, int key, String name) {
        Bytes after = Bytes.concat(Bytes.zeros(3), Bytes.of(key, 0x00), chip.value());
        return Derivation.cmacCounter(kind, Bytes.empty(), after, "card key " + name + " (NIST SP 800-108, 5.1)");
    }
}
