package dev.tapbench.emv.securechannel;

import dev.tapbench.emv.CommandApdu;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.CipherMode;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyAlgorithm;
import dev.tapbench.ports.hsm.KeyLabel;
import dev.tapbench.ports.hsm.MacAlgorithm;
import java.util.Optional;

/** What both ends of an SCP02 session compute (GlobalPlatform Card 2.3.1, E.3 and E.4). */
final class Scp02Keys implements AutoCloseable {
    static final int MAC_LENGTH = 8;
    /** Bit of the class that announces a MAC. */
    static final int CLASS = 0x04;

    private static final int ENCIPHERED_ICV = 0x10;
    private static final KeyAlgorithm TDES = KeyAlgorithm.TDES;

    private final Hsm hsm;
    private final KeyLabel enc;
    private final KeyLabel mac;
    private final KeyLabel dek;
    private final boolean icvEnciphered;
    private Bytes icv = TDES.zeroIcv();

    Scp02Keys(Hsm hsm, KeyLabel enc, KeyLabel mac, KeyLabel dek, int implementation, int sequenceCounter) {
        if (implementation != Scp02Session.I_15 && implementation != Scp02Session.I_05) {
            throw new IllegalArgumentException("SCP02 with i=" + Bytes.of(implementation) + ": known are 15 and 05");
        }
        this.hsm = hsm;
        this.enc = enc.child("session");
        this.mac = mac.child("session");
        this.dek = dek.child("session");
        icvEnciphered = (implementation & ENCIPHERED_ICV) != 0;
        hsm.derive(this.enc, enc, Scp02SessionKey.S_ENC.derivation(sequenceCounter));
        hsm.derive(this.mac, mac, Scp02SessionKey.C_MAC.derivation(sequenceCounter));
        hsm.derive(this.dek, dek, Scp02SessionKey.S_DEK.derivation(sequenceCounter));
    }

    /** Card or host cryptogram (E.4.2). */
    Bytes cryptogram(Bytes first, Bytes second, Bytes third) {
        return hsm.mac(enc, MacAlgorithm.TDES_CBC, MacAlgorithm.TDES_CBC.zeroIcv(), Bytes.concat(first, second, third));
    }

    /** The MAC of a command that still has its plain data (E.4.4); the chain does not move. */
    Bytes mac(CommandApdu plain) {
        Bytes covered = Bytes.concat(
                Bytes.of(
                        plain.cla() | CLASS,
                        plain.ins(),
                        plain.p1(),
                        plain.p2(),
                        plain.data().length() + MAC_LENGTH),
                plain.data());
        return hsm.mac(mac, MacAlgorithm.RETAIL, icv, covered);
    }

    /** Moves the chain past a command; the very first MAC starts from zeros that are not enciphered (E.3.4). */
    void passed(Bytes commandMac) {
        icv = icvEnciphered ? hsm.encrypt(mac, CipherMode.DES_ECB_LEFT_HALF, TDES.zeroIcv(), commandMac) : commandMac;
    }

    /** Command data of level 03 (E.4.6). */
    Bytes encipher(Bytes data) {
        return hsm.encrypt(enc, CipherMode.TDES_CBC, TDES.zeroIcv(), TDES.padded(data));
    }

    /** The clear of command data of level 03, where it has padding. */
    Optional<Bytes> decipher(Bytes cryptogram) {
        return TDES.unpadded(hsm.decrypt(enc, CipherMode.TDES_CBC, TDES.zeroIcv(), cryptogram));
    }

    /** The label of the session key that enciphers secrets. */
    KeyLabel dek() {
        return dek;
    }

    @Override
    public void close() {
        hsm.destroy(enc);
        hsm.destroy(mac);
        hsm.destroy(dek);
    }
}
