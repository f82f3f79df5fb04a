package dev.tapbench.card;

import static dev.tapbench.card.HostCrypto.hex;
import static dev.tapbench.card.HostCrypto.join;
import static dev.tapbench.card.HostCrypto.slice;

import java.util.Arrays;

/** The personalizer's side of SCP02. */
final class Scp02Host {
    static final byte[] HOST_CHALLENGE = hex("8CE8FEC18D742EE5");

    final byte[] enc;
    final byte[] mac;
    final byte[] dek;
    final byte[] cardCryptogram;
    final byte[] hostCryptogram;
    private final boolean enciphersIcv;
    private byte[] chain = new byte[8];
    private int level;

    Scp02Host(byte[] encKey, byte[] macKey, byte[] dekKey, byte[] hostChallenge, byte[] answer, int i) {
        byte[] counter = slice(answer, 12, 2);
        byte[] challenge = slice(answer, 12, 8);
        enc = HostCrypto.scp02Key(encKey, 0x0182, counter);
        mac = HostCrypto.scp02Key(macKey, 0x0101, counter);
        dek = HostCrypto.scp02Key(dekKey, 0x0181, counter);
        cardCryptogram = HostCrypto.fullMac(enc, join(hostChallenge, challenge));
        hostCryptogram = HostCrypto.fullMac(enc, join(challenge, hostChallenge));
        enciphersIcv = (i & 0x10) != 0;
    }

    byte[] externalAuthenticate(int wanted) {
        byte[] command = wrapMac(hex("8482%02X0008".formatted(wanted)), hostCryptogram, hostCryptogram, true);
        level = wanted;
        return command;
    }

    byte[] wrap(byte[] command) {
        byte[] header = slice(command, 0, 5);
        byte[] data = Arrays.copyOfRange(command, 5, command.length);
        if (level == 0) {
            return command;
        }
        header[0] = (byte) 0x84;
        byte[] sent = (level & 2) != 0 && data.length > 0 ? HostCrypto.cbc(enc, HostCrypto.pad(data)) : data;
        return wrapMac(header, data, sent, false);
    }

    private byte[] wrapMac(byte[] header, byte[] plain, byte[] sent, boolean first) {
        byte[] head = header.clone();
        head[4] = (byte) (plain.length + 8);
        byte[] icv = first || !enciphersIcv ? chain : HostCrypto.singleDes(slice(mac, 0, 8), chain);
        chain = HostCrypto.retailMac(mac, icv, join(head, plain));
        head[4] = (byte) (sent.length + 8);
        return join(head, sent, chain);
    }
}
