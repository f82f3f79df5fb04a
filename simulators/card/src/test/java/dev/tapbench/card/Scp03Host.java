package dev.tapbench.card;

import static dev.tapbench.card.HostCrypto.hex;
import static dev.tapbench.card.HostCrypto.join;
import static dev.tapbench.card.HostCrypto.slice;

import java.util.Arrays;
import javax.crypto.Cipher;

/** The host's side of SCP03, written from GlobalPlatform Amendment D apart from the card's. */
final class Scp03Host {
    static final byte[] HOST_CHALLENGE = hex("8E1552D0513C60F3");

    private final Keys keys;
    private final byte[] context;
    private final byte[] enc;
    private final byte[] mac;
    private final byte[] responseMac;
    private byte[] chain = new byte[16];
    private int commands;
    private int level;

    /** Static keys, 16, 24 or 32 bytes each. */
    static final class Keys {
        private final byte[] enc;
        private final byte[] mac;
        private final byte[] dek;

        Keys(byte[] enc, byte[] mac, byte[] dek) {
            this.enc = enc;
            this.mac = mac;
            this.dek = dek;
        }

        static Keys of(int length) {
            byte[][] keys = new byte[3][length];
            for (int i = 0; i < length; i++) {
                for (int k = 0; k < 3; k++) {
                    keys[k][i] = (byte) (16 * k + i % 16);
                }
            }
            return new Keys(keys[0], keys[1], keys[2]);
        }

        byte[] enc() {
            return enc.clone();
        }

        byte[] all() {
            return join(enc, mac, dek);
        }
    }

    Scp03Host(Keys keys, byte[] hostChallenge, byte[] cardChallenge) {
        this.keys = keys;
        context = join(hostChallenge, cardChallenge);
        enc = derive(keys.enc, 0x04, keys.enc.length, context);
        mac = derive(keys.mac, 0x06, keys.mac.length, context);
        responseMac = derive(keys.mac, 0x07, keys.mac.length, context);
    }

    static byte[] derive(byte[] key, int constant, int length, byte[] context) {
        byte[] made = new byte[0];
        for (int counter = 1; made.length < length; counter++) {
            byte[] head = new byte[16];
            head[11] = (byte) constant;
            head[13] = (byte) (length >> 5);
            head[14] = (byte) (length << 3);
            head[15] = (byte) counter;
            made = join(made, HostCrypto.cmac(key, join(head, context)));
        }
        return Arrays.copyOf(made, length);
    }

    byte[] cryptogram(int constant) {
        return derive(mac, constant, 8, context);
    }

    byte[] externalAuthenticate(int level) {
        this.level = level;
        return withMac(join(hex("8482%02X0008".formatted(level)), cryptogram(0x01)));
    }

    /** A command with class 80 and its data, without Le. */
    byte[] wrap(byte[] command) {
        commands++;
        byte[] data = slice(command, 5, command.length - 5);
        if ((level & 2) != 0 && data.length != 0) {
            byte[] counter = new byte[16];
            counter[15] = (byte) commands;
            byte[] vector = HostCrypto.aes("ECB", Cipher.ENCRYPT_MODE, enc, new byte[0], counter);
            data = HostCrypto.aes("CBC", Cipher.ENCRYPT_MODE, enc, vector, pad(data));
        }
        return withMac(join(slice(command, 0, 4), new byte[] {(byte) data.length}, data));
    }

    private byte[] withMac(byte[] command) {
        byte[] secured = command.clone();
        secured[0] = (byte) 0x84;
        secured[4] = (byte) (command[4] + 8);
        chain = HostCrypto.cmac(mac, join(chain, secured));
        return join(secured, slice(chain, 0, 8));
    }

    /** What answers a command that was carried out and has no data. */
    String emptyAnswer() {
        return (level & 0x10) == 0 ? "" : hex(slice(HostCrypto.cmac(responseMac, join(chain, hex("9000"))), 0, 8));
    }

    byte[] encipher(byte[] secret) {
        byte[] whole = secret.length % 16 == 0 ? secret : pad(secret);
        return HostCrypto.aes("CBC", Cipher.ENCRYPT_MODE, keys.dek, new byte[16], whole);
    }

    private static byte[] pad(byte[] data) {
        byte[] padded = Arrays.copyOf(data, (data.length / 16 + 1) * 16);
        padded[data.length] = (byte) 0x80;
        return padded;
    }
}
