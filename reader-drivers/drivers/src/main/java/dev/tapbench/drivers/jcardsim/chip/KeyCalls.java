package dev.tapbench.drivers.jcardsim.chip;

import dev.tapbench.ports.card.PersistentWrite.Kind;
import javacard.security.AESKey;
import javacard.security.DESKey;
import javacard.security.ECKey;
import javacard.security.ECPrivateKey;
import javacard.security.ECPublicKey;
import javacard.security.HMACKey;
import javacard.security.Key;
import javacard.security.KeyBuilder;
import javacard.security.KeyPair;
import javacard.security.RSAPrivateCrtKey;
import javacard.security.RSAPrivateKey;
import javacard.security.RSAPublicKey;

/**
 * Called in place of what sets, clears or gives out a key. A key that is kept without power is written in one piece and takes
 * part in a transaction. DSA, Diffie-Hellman and Korean SEED keys are not covered.
 */
public final class KeyCalls {
    private KeyCalls() {}

    @ForStatic(KeyBuilder.class)
    public static Key buildKey(byte type, short bits, boolean encryption, int place) {
        Key key = KeyBuilder.buildKey(type, bits, encryption);
        Chip.running().crypto().built(key);
        return key;
    }

    private static void before(Key key, int place) {
        Chip chip = Chip.running();
        if (chip.crypto().isTransient(key)) {
            return;
        }
        beforeObject(chip, key, place);
    }

    private static void beforeObject(Chip chip, Object object, int place) {
        NonVolatileMemory memory = chip.memory();
        if (memory.needsUndo()) {
            memory.write(Kind.KEY, place, new Undo.OfObject(object));
        } else {
            memory.write(Kind.KEY, place);
        }
    }

    /** A component is no longer than its key, an uncompressed point twice as long and one byte more. */
    private static void beforeOut(Key key, byte[] out, short offset, int place) {
        Chip.running().beforeWriteInto(out, offset, 2 * (key.getSize() + 7) / 8 + 1, place);
    }

    public static void clearKey(Key key, int place) {
        before(key, place);
        key.clearKey();
    }

    public static void genKeyPair(KeyPair pair, int place) {
        Chip chip = Chip.running();
        beforeObject(chip, pair, place);
        chip.timer().work(Timing.Operation.KEY_GENERATION, 1);
        pair.genKeyPair();
    }

    public static void setKey(DESKey key, byte[] value, short offset, int place) {
        before(key, place);
        key.setKey(value, offset);
    }

    public static byte getKey(DESKey key, byte[] out, short offset, int place) {
        beforeOut(key, out, offset, place);
        return key.getKey(out, offset);
    }

    public static void setKey(AESKey key, byte[] value, short offset, int place) {
        before(key, place);
        key.setKey(value, offset);
    }

    public static byte getKey(AESKey key, byte[] out, short offset, int place) {
        beforeOut(key, out, offset, place);
        return key.getKey(out, offset);
    }

    public static void setKey(HMACKey key, byte[] value, short offset, short length, int place) {
        before(key, place);
        key.setKey(value, offset, length);
    }

    public static void setP(RSAPrivateCrtKey key, byte[] value, short offset, short length, int place) {
        before(key, place);
        key.setP(value, offset, length);
    }

    public static void setQ(RSAPrivateCrtKey key, byte[] value, short offset, short length, int place) {
        before(key, place);
        key.setQ(value, offset, length);
    }

    public static void setDP1(RSAPrivateCrtKey key, byte[] value, short offset, short length, int place) {
        before(key, place);
        key.setDP1(value, offset, length);
    }

    public static void setDQ1(RSAPrivateCrtKey key, byte[] value, short offset, short length, int place) {
        before(key, place);
        key.setDQ1(value, offset, length);
    }

    public static void setPQ(RSAPrivateCrtKey key, byte[] value, short offset, short length, int place) {
        before(key, place);
        key.setPQ(value, offset, length);
    }

    public static void setModulus(RSAPrivateKey key, byte[] value, short offset, short length, int place) {
        before(key, place);
        key.setModulus(value, offset, length);
    }

    public static void setExponent(RSAPrivateKey key, byte[] value, short offset, short length, int place) {
        before(key, place);
        key.setExponent(value, offset, length);
    }

    public static void setModulus(RSAPublicKey key, byte[] value, short offset, short length, int place) {
        before(key, place);
        key.setModulus(value, offset, length);
    }

    public static void setExponent(RSAPublicKey key, byte[] value, short offset, short length, int place) {
        before(key, place);
        key.setExponent(value, offset, length);
    }

    public static short getModulus(RSAPublicKey key, byte[] out, short offset, int place) {
        beforeOut(key, out, offset, place);
        return key.getModulus(out, offset);
    }

    public static short getExponent(RSAPublicKey key, byte[] out, short offset, int place) {
        beforeOut(key, out, offset, place);
        return key.getExponent(out, offset);
    }

    public static void setFieldFP(ECKey key, byte[] value, short offset, short length, int place) {
        before((Key) key, place);
        key.setFieldFP(value, offset, length);
    }

    public static void setA(ECKey key, byte[] value, short offset, short length, int place) {
        before((Key) key, place);
        key.setA(value, offset, length);
    }

    public static void setB(ECKey key, byte[] value, short offset, short length, int place) {
        before((Key) key, place);
        key.setB(value, offset, length);
    }

    public static void setG(ECKey key, byte[] value, short offset, short length, int place) {
        before((Key) key, place);
        key.setG(value, offset, length);
    }

    public static void setR(ECKey key, byte[] value, short offset, short length, int place) {
        before((Key) key, place);
        key.setR(value, offset, length);
    }

    public static void setK(ECKey key, short cofactor, int place) {
        before((Key) key, place);
        key.setK(cofactor);
    }

    public static void setS(ECPrivateKey key, byte[] value, short offset, short length, int place) {
        before(key, place);
        key.setS(value, offset, length);
    }

    public static void setW(ECPublicKey key, byte[] value, short offset, short length, int place) {
        before(key, place);
        key.setW(value, offset, length);
    }

    public static short getW(ECPublicKey key, byte[] out, short offset, int place) {
        beforeOut(key, out, offset, place);
        return key.getW(out, offset);
    }

    public static short getP(RSAPrivateCrtKey key, byte[] out, short offset, int place) {
        beforeOut(key, out, offset, place);
        return key.getP(out, offset);
    }

    public static short getQ(RSAPrivateCrtKey key, byte[] out, short offset, int place) {
        beforeOut(key, out, offset, place);
        return key.getQ(out, offset);
    }

    public static short getDP1(RSAPrivateCrtKey key, byte[] out, short offset, int place) {
        beforeOut(key, out, offset, place);
        return key.getDP1(out, offset);
    }

    public static short getDQ1(RSAPrivateCrtKey key, byte[] out, short offset, int place) {
        beforeOut(key, out, offset, place);
        return key.getDQ1(out, offset);
    }

    public static short getPQ(RSAPrivateCrtKey key, byte[] out, short offset, int place) {
        beforeOut(key, out, offset, place);
        return key.getPQ(out, offset);
    }

    public static short getModulus(RSAPrivateKey key, byte[] out, short offset, int place) {
        beforeOut(key, out, offset, place);
        return key.getModulus(out, offset);
    }

    public static short getExponent(RSAPrivateKey key, byte[] out, short offset, int place) {
        beforeOut(key, out, offset, place);
        return key.getExponent(out, offset);
    }

    public static short getField(ECKey key, byte[] out, short offset, int place) {
        beforeOut((Key) key, out, offset, place);
        return key.getField(out, offset);
    }

    public static short getA(ECKey key, byte[] out, short offset, int place) {
        beforeOut((Key) key, out, offset, place);
        return key.getA(out, offset);
    }

    public static short getB(ECKey key, byte[] out, short offset, int place) {
        beforeOut((Key) key, out, offset, place);
        return key.getB(out, offset);
    }

    public static short getG(ECKey key, byte[] out, short offset, int place) {
        beforeOut((Key) key, out, offset, place);
        return key.getG(out, offset);
    }

    public static short getR(ECKey key, byte[] out, short offset, int place) {
        beforeOut((Key) key, out, offset, place);
        return key.getR(out, offset);
    }

    public static short getS(ECPrivateKey key, byte[] out, short offset, int place) {
        beforeOut(key, out, offset, place);
        return key.getS(out, offset);
    }

    public static byte getKey(HMACKey key, byte[] out, short offset, int place) {
        beforeOut(key, out, offset, place);
        return key.getKey(out, offset);
    }
}
