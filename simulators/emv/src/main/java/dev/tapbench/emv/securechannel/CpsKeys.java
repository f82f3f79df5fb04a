package dev.tapbench.emv.securechannel;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.Derivation;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyLabel;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** A chip's three keys from the master key KMC and its KEYDATA (EMV CPS 1.1, 4.1). */
public final class CpsKeys {
    private static final int ENC = 1;
    private static final int MAC = 2;
    private static final int DEK = 3;

    private CpsKeys() {}

    /**
     * A chip's keys in the clear, as its maker has them. Test keys only.
     *
     * @param enc 16 bytes
     * @param mac 16 bytes
     * @param dek 16 bytes
     */
    public record Clear(Bytes enc, Bytes mac, Bytes dek) {
        @Override
        public String toString() {
            return "card keys ****";
        }
    }

    /**
     * Derives the three keys inside the module.
     *
     * @param keydata 10 bytes, from INITIALIZE UPDATE
     * @throws dev.tapbench.emv.EmvDataException when {@code keydata} has another length
     */
    public static void derive(Hsm hsm, KeyLabel kmc, Bytes keydata, KeyLabel enc, KeyLabel mac, KeyLabel dek) {
        KeyData chip = new KeyData(keydata);
        hsm.derive(enc, kmc, Derivation.ecb(data(chip, ENC), "card key ENC (EMV CPS 1.1, 4.1)"));
        hsm.derive(mac, kmc, Derivation.ecb(data(chip, MAC), "card key MAC (EMV CPS 1.1, 4.1)"));
        hsm.derive(dek, kmc, Derivation.ecb(data(chip, DEK), "card key DEK (EMV CPS 1.1, 4.1)"));
    }

    /**
     * The same outside a module: what a chip maker burns into a chip. Test keys only.
     *
     * @param kmc 16 bytes
     * @param keydata 10 bytes
     */
    public static Clear clear(Bytes kmc, Bytes keydata) {
        KeyData chip = new KeyData(keydata);
        return new Clear(
                encipher(kmc, data(chip, ENC)), encipher(kmc, data(chip, MAC)), encipher(kmc, data(chip, DEK)));
    }

    private static Bytes data(KeyData chip, int purpose) {
        return Bytes.concat(chip.diversifier(), Bytes.of(0xF0, purpose), chip.diversifier(), Bytes.of(0x0F, purpose));
    }

    private static Bytes encipher(Bytes key, Bytes data) {
        try {
            Cipher cipher = Cipher.getInstance("DESede/ECB/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(key.then(key.slice(0, 8)).toArray(), "DESede"));
            return Bytes.of(cipher.doFinal(data.toArray()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("triple DES of this Java platform failed", e);
        }
    }
}
