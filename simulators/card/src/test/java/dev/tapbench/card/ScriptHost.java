package dev.tapbench.card;

import static dev.tapbench.card.HostCrypto.hex;
import static dev.tapbench.card.HostCrypto.join;
import static dev.tapbench.card.HostCrypto.pad;
import static dev.tapbench.card.HostCrypto.slice;

import dev.tapbench.card.Terminal.Ac;

/** The issuer's side of script secure messaging, written from EMV Book 2, 9.2 and D2, for the scripts of one transaction. */
final class ScriptHost {
    private final byte[] macKey;
    private final byte[] encKey;
    private byte[] chain;

    ScriptHost(Ac first) {
        macKey = sessionKey(TestCard.MAC_KEY, first.cryptogram());
        encKey = sessionKey(TestCard.ENC_KEY, first.cryptogram());
        chain = first.cryptogram();
    }

    private static byte[] sessionKey(byte[] master, byte[] ac) {
        byte[] left = ac.clone();
        byte[] right = ac.clone();
        left[2] = (byte) 0xF0;
        right[2] = 0x0F;
        return HostCrypto.ecb(master, join(left, right));
    }

    /** Header CLA INS P1 P2 and clear data, with their MAC. */
    byte[] protect(String header, String data) {
        byte[] clear = hex(data);
        return command(header, clear.length == 0 ? clear : object(0x81, clear));
    }

    byte[] encipher(String header, String data) {
        return command(header, object(0x87, join(hex("01"), HostCrypto.cbc(encKey, pad(hex(data))))));
    }

    /** An object with any content, under a right MAC. */
    byte[] raw(String header, int tag, String content) {
        return command(header, object(tag, hex(content)));
    }

    private static byte[] object(int tag, byte[] value) {
        byte[] head = value.length > 127
                ? new byte[] {(byte) tag, (byte) 0x81, (byte) value.length}
                : new byte[] {(byte) tag, (byte) value.length};
        return join(head, value);
    }

    private byte[] command(String header, byte[] object) {
        byte[] head = pad8(hex(header));
        byte[] covered = object.length == 0 ? slice(hex(header), 0, 4) : join(head, object);
        byte[] mac = HostCrypto.retailMac(macKey, join(chain, covered));
        chain = mac;
        byte[] data = join(object, hex("8E08"), mac);
        return join(hex(header), new byte[] {(byte) data.length}, data);
    }

    private static byte[] pad8(byte[] header) {
        return join(header, hex("80000000"));
    }
}
