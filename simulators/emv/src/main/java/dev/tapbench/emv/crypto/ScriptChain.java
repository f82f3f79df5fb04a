package dev.tapbench.emv.crypto;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.CipherMode;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyAlgorithm;
import dev.tapbench.ports.hsm.KeyLabel;

/**
 * What both ends of script secure messaging in format 1 compute (EMV Book 2, 9.2.3, 9.3.3 and D2): session keys from the first
 * cryptogram, MACs that each begin with the one before, encipherment.
 *
 * <p>The chaining value stands before the command in the MAC's input; it is no initial vector, which stays zero (9.2.3.1). The
 * first is the cryptogram, under AES filled with zeros; the next the full MAC of the command before, across templates 71 and 72.
 */
final class ScriptChain implements AutoCloseable {
    static final int PLAIN = 0x81;
    static final int ENCIPHERED = 0x87;
    static final int MAC = 0x8E;
    static final int MAC_LENGTH = 8;
    /** First byte of an enciphered object: the clear was padded with method 2, always. */
    static final Bytes PADDED = Bytes.of(0x01);
    /** Bits of the class that announce format 1 with the header in the MAC (EMV Book 2, 9.2.1.1). */
    static final int CLASS = 0x0C;

    private final Hsm hsm;
    private final KeyLabel macKey;
    private final KeyLabel encKey;
    private final KeyAlgorithm algorithm;
    private Bytes chaining;

    ScriptChain(Hsm hsm, KeyLabel macMaster, KeyLabel encMaster, Bytes firstAc) {
        this.hsm = hsm;
        macKey = macMaster.child("script");
        encKey = encMaster.child("script");
        algorithm = SessionKey.secureMessaging(hsm, macMaster, firstAc, macKey)
                .kind()
                .algorithm();
        SessionKey.secureMessaging(hsm, encMaster, firstAc, encKey);
        chaining = firstAc.then(Bytes.zeros(algorithm.blockLength() - firstAc.length()));
    }

    /** What the MAC of the next command covers, in whole blocks. */
    Bytes covered(Bytes header, Bytes object) {
        Bytes body = object.isEmpty() ? object : algorithm.padded(object);
        return Bytes.concat(chaining, algorithm.padded(header), body);
    }

    /** The MAC of the next command in full; the chain does not move. */
    Bytes mac(Bytes header, Bytes object) {
        return EmvMac.ofBlocks(hsm, macKey, covered(header, object));
    }

    /** Moves the chain past a command. */
    void passed(Bytes fullMac) {
        chaining = fullMac;
    }

    Bytes encipher(Bytes clear) {
        return hsm.encrypt(encKey, cbc(), algorithm.zeroIcv(), algorithm.padded(clear));
    }

    /** The clear, still padded. */
    Bytes decipher(Bytes cryptogram) {
        return hsm.decrypt(encKey, cbc(), algorithm.zeroIcv(), cryptogram);
    }

    private CipherMode cbc() {
        return algorithm == KeyAlgorithm.TDES ? CipherMode.TDES_CBC : CipherMode.AES_CBC;
    }

    KeyAlgorithm algorithm() {
        return algorithm;
    }

    @Override
    public void close() {
        hsm.destroy(macKey);
        hsm.destroy(encKey);
    }
}
