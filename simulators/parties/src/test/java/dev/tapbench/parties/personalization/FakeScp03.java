package dev.tapbench.parties.personalization;

import dev.tapbench.ports.Bytes;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The chip's end of SCP03 (i=70, S8 mode, level 33 only) on the platform's AES, with nothing of ours in it. */
final class FakeScp03 {
    private static final Bytes ZERO = Bytes.zeros(16);

    private final Bytes keydata;
    private final Bytes enc;
    private final Bytes mac;
    private final Bytes dek;
    /** What INITIALIZE UPDATE says: another one makes it another chip. */
    int implementation = 0x70;

    private int sequence;
    private int commands;
    private Bytes context = Bytes.empty();
    private Bytes sessionEnc = Bytes.empty();
    private Bytes sessionMac = Bytes.empty();
    private Bytes sessionResponse = Bytes.empty();
    private Bytes chain = ZERO;

    /** @param kmc the AES master key, 16 bytes here */
    FakeScp03(Bytes keydata, Bytes kmc) {
        this.keydata = keydata;
        enc = cardKey(kmc, 1);
        mac = cardKey(kmc, 2);
        dek = cardKey(kmc, 3);
    }

    private Bytes cardKey(Bytes kmc, int number) {
        return cmac(kmc, Bytes.concat(Bytes.hex("01000000"), Bytes.of(number, 0), keydata));
    }

    Bytes initializeUpdate(Bytes hostChallenge) {
        sequence++;
        commands = 0;
        chain = ZERO;
        Bytes challenge = Bytes.number(0xC1C2C3C4C5C600L + sequence, 8);
        context = hostChallenge.then(challenge);
        sessionEnc = derived(enc, 0x04, 0x80);
        sessionMac = derived(mac, 0x06, 0x80);
        sessionResponse = derived(mac, 0x07, 0x80);
        Bytes cryptogram = derived(sessionMac, 0x00, 0x40).slice(0, 8);
        return Bytes.concat(keydata, Bytes.of(1, 3, implementation), challenge, cryptogram, Bytes.number(sequence, 3));
    }

    boolean authenticates(Bytes apdu) {
        Bytes cryptogram = derived(sessionMac, 0x01, 0x40).slice(0, 8);
        return apdu.at(2) == 0x33 && macHolds(apdu) && apdu.slice(5, 13).equals(cryptogram);
    }

    boolean macHolds(Bytes apdu) {
        int end = 5 + apdu.at(4);
        chain = cmac(sessionMac, chain.then(apdu.slice(0, end - 8)));
        return apdu.slice(end - 8, end).equals(chain.slice(0, 8));
    }

    Bytes decipher(Bytes apdu) {
        Bytes vector = run(true, "ECB", sessionEnc, Bytes.empty(), Bytes.number(++commands, 16));
        return Des.unpadded(run(false, "CBC", sessionEnc, vector, apdu.slice(5, 5 + apdu.at(4) - 8)));
    }

    Bytes secret(Bytes data) {
        return run(false, "CBC", dek, ZERO, data);
    }

    Bytes responseMac() {
        return cmac(sessionResponse, chain.then(Bytes.hex("9000"))).slice(0, 8);
    }

    private Bytes derived(Bytes key, int constant, int bits) {
        return cmac(key, Bytes.concat(Bytes.zeros(11), Bytes.of(constant, 0, 0, bits, 1), context));
    }

    /** NIST SP 800-38B. */
    private static Bytes cmac(Bytes key, Bytes data) {
        Bytes subkey = doubled(run(true, "ECB", key, Bytes.empty(), ZERO));
        int rest = data.length() % 16;
        Bytes whole = data;
        if (rest != 0) {
            whole = Bytes.concat(data, Bytes.of(0x80), Bytes.zeros(15 - rest));
            subkey = doubled(subkey);
        }
        int last = whole.length() - 16;
        Bytes all = run(
                true,
                "CBC",
                key,
                ZERO,
                whole.slice(0, last).then(whole.from(last).xor(subkey)));
        return all.from(last);
    }

    private static Bytes doubled(Bytes block) {
        BigInteger twice = new BigInteger(1, block.toArray()).shiftLeft(1);
        BigInteger reduced = twice.testBit(128) ? twice.clearBit(128).xor(BigInteger.valueOf(0x87)) : twice;
        return Bytes.hex(String.format("%032X", reduced));
    }

    private static Bytes run(boolean encrypt, String mode, Bytes key, Bytes vector, Bytes data) {
        try {
            Cipher cipher = Cipher.getInstance("AES/" + mode + "/NoPadding");
            SecretKeySpec spec = new SecretKeySpec(key.toArray(), "AES");
            int direction = encrypt ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE;
            if (vector.isEmpty()) {
                cipher.init(direction, spec);
            } else {
                cipher.init(direction, spec, new IvParameterSpec(vector.toArray()));
            }
            return Bytes.of(cipher.doFinal(data.toArray()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
