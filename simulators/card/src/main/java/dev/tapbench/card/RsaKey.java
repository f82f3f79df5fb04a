package dev.tapbench.card;

import javacard.framework.ISOException;
import javacard.security.KeyBuilder;
import javacard.security.RSAPrivateCrtKey;

/**
 * An RSA private key of 1024, 1280 or 1536 bits, by its five components. A card builds its keys at install, so there is one of
 * each size, and personalization chooses: longer ones would not leave room for an answer with a signature.
 */
final class RsaKey {
    // The last digit of the data grouping that brings each component, EMV CPS 1.1 Annex A.
    private static final short Q_INVERSE = (short) 1;
    private static final short DQ = (short) 2;
    private static final short DP = (short) 3;
    private static final short Q = (short) 4;
    private static final short P = (short) 5;

    private static final byte ALL = (byte) 0x1F;

    private final RSAPrivateCrtKey of1024;
    private final RSAPrivateCrtKey of1280;
    private final RSAPrivateCrtKey of1536;
    /** Bits of the components that have come. */
    private byte present;
    /** Bytes of a component; the modulus has twice as many. */
    private short component;

    RsaKey() {
        of1024 = build((short) 1024);
        of1280 = build((short) 1280);
        of1536 = build((short) 1536);
    }

    private static RSAPrivateCrtKey build(short bits) {
        return (RSAPrivateCrtKey) KeyBuilder.buildKey(KeyBuilder.TYPE_RSA_CRT_PRIVATE, bits, false);
    }

    /** Forgets what an earlier, cut personalization left. */
    void begin() {
        present = 0;
    }

    boolean isAbsent() {
        return present == 0;
    }

    boolean isWhole() {
        return present == ALL;
    }

    /** Bytes of the modulus. */
    short length() {
        return (short) (2 * component);
    }

    /** Takes a component; 6A80 when it is none, or of another length than those before. */
    void take(short number, byte[] data, short offset, short length) {
        Status.unless(length == (short) 64 || length == (short) 80 || length == (short) 96, Status.DATA);
        Status.unless(present == 0 || length == component, Status.DATA);
        component = length;
        RSAPrivateCrtKey key = key();
        switch (number) {
            case Q_INVERSE:
                key.setPQ(data, offset, length);
                break;
            case DQ:
                key.setDQ1(data, offset, length);
                break;
            case DP:
                key.setDP1(data, offset, length);
                break;
            case Q:
                key.setQ(data, offset, length);
                break;
            case P:
                key.setP(data, offset, length);
                break;
            default:
                ISOException.throwIt(Status.DATA);
        }
        present = (byte) (present | (byte) (1 << (short) (number - 1)));
    }

    /** The key of the size that was chosen. */
    RSAPrivateCrtKey key() {
        switch (component) {
            case 64:
                return of1024;
            case 80:
                return of1280;
            default:
                return of1536;
        }
    }
}
