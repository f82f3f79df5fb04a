package dev.tapbench.drivers.jcardsim.chip;

import dev.tapbench.drivers.jcardsim.chip.Timing.Operation;
import javacard.security.Key;
import javacard.security.KeyAgreement;
import javacard.security.KeyBuilder;
import javacard.security.MessageDigest;
import javacard.security.PrivateKey;
import javacard.security.RandomData;
import javacard.security.Signature;
import javacardx.crypto.Cipher;

/** Called in place of the engines of the API: for what they forget, for the arrays they write into, for the time they take. */
public final class CryptoCalls {
    /** The longest hash, and more than any cipher's block. */
    private static final int LONGEST_BLOCK = 64;

    private CryptoCalls() {}

    public static void init(Cipher cipher, Key key, byte mode, int place) {
        cipher.init(key, mode);
        Chip.running().crypto().initialized(cipher, key, mode);
    }

    public static void init(Cipher cipher, Key key, byte mode, byte[] vector, short offset, short length, int place) {
        cipher.init(key, mode, vector, offset, length);
        Chip.running().crypto().initialized(cipher, key, mode, vector, offset, length);
    }

    public static short update(Cipher cipher, byte[] in, short from, short length, byte[] out, short to, int place) {
        Chip chip = begin(cipher, length, out, to, place);
        chip.crypto().inTheMiddle(cipher, true);
        takeTime(chip, cipher, length);
        return cipher.update(in, from, length, out, to);
    }

    public static short doFinal(Cipher cipher, byte[] in, short from, short length, byte[] out, short to, int place) {
        Chip chip = begin(cipher, length, out, to, place);
        takeTime(chip, cipher, length);
        short written = cipher.doFinal(in, from, length, out, to);
        chip.crypto().inTheMiddle(cipher, false);
        return written;
    }

    public static void init(Signature signature, Key key, byte mode, int place) {
        signature.init(key, mode);
        Chip.running().crypto().initialized(signature, key, mode);
    }

    public static void init(
            Signature signature, Key key, byte mode, byte[] vector, short offset, short length, int place) {
        signature.init(key, mode, vector, offset, length);
        Chip.running().crypto().initialized(signature, key, mode, vector, offset, length);
    }

    public static void update(Signature signature, byte[] in, short from, short length, int place) {
        Chip chip = begin(signature);
        chip.crypto().inTheMiddle(signature, true);
        takeTime(chip, signature, length);
        signature.update(in, from, length);
    }

    public static short sign(
            Signature signature, byte[] in, short from, short length, byte[] out, short to, int place) {
        Chip chip = begin(signature, length, out, to, place);
        takeTime(chip, signature, length);
        short written = signature.sign(in, from, length, out, to);
        chip.crypto().inTheMiddle(signature, false);
        return written;
    }

    public static boolean verify(
            Signature signature,
            byte[] in,
            short from,
            short length,
            byte[] expected,
            short at,
            short expectedLength,
            int place) {
        Chip chip = begin(signature);
        takeTime(chip, signature, length);
        boolean right = signature.verify(in, from, length, expected, at, expectedLength);
        chip.crypto().inTheMiddle(signature, false);
        return right;
    }

    public static void init(KeyAgreement agreement, PrivateKey key, int place) {
        agreement.init(key);
    }

    public static short generateSecret(
            KeyAgreement agreement, byte[] in, short from, short length, byte[] out, short to, int place) {
        Chip.running().beforeWriteInto(out, to, LONGEST_BLOCK + length, place);
        return agreement.generateSecret(in, from, length, out, to);
    }

    public static void update(MessageDigest digest, byte[] in, short from, short length, int place) {
        Chip chip = Chip.running();
        chip.crypto().inTheMiddle(digest, true);
        chip.timer().work(Operation.HASH_BLOCK, blocks(length, 64));
        digest.update(in, from, length);
    }

    public static short doFinal(
            MessageDigest digest, byte[] in, short from, short length, byte[] out, short to, int place) {
        Chip chip = Chip.running();
        chip.beforeWriteInto(out, to, digest.getLength(), place);
        chip.timer().work(Operation.HASH_BLOCK, 1 + blocks(length, 64));
        short written = digest.doFinal(in, from, length, out, to);
        chip.crypto().inTheMiddle(digest, false);
        return written;
    }

    public static void generateData(RandomData random, byte[] out, short to, short length, int place) {
        beforeRandom(out, to, length, place);
        random.nextBytes(out, to, length);
    }

    public static short nextBytes(RandomData random, byte[] out, short to, short length, int place) {
        beforeRandom(out, to, length, place);
        return random.nextBytes(out, to, length);
    }

    private static void beforeRandom(byte[] out, short to, short length, int place) {
        Chip chip = Chip.running();
        chip.beforeWriteInto(out, to, length, place);
        chip.timer().work(Operation.RANDOM_BLOCK, blocks(length, 8));
    }

    private static Chip begin(Object engine) {
        Chip chip = Chip.running();
        chip.crypto().requireKey(engine);
        return chip;
    }

    /** What an engine gives is no longer than what it got and its key, up to a whole block. */
    private static Chip begin(Object engine, short length, byte[] out, short to, int place) {
        Chip chip = begin(engine);
        Key key = chip.crypto().keyOf(engine);
        int ofKey = key == null ? 0 : key.getSize() / 8;
        chip.beforeWriteInto(out, to, Math.max(length, ofKey) + LONGEST_BLOCK, place);
        return chip;
    }

    private static void takeTime(Chip chip, Object engine, short length) {
        Key key = chip.crypto().keyOf(engine);
        if (key == null) {
            return;
        }
        ChipTimer timer = chip.timer();
        double kilobits = key.getSize() / 1024.0;
        switch (key.getType()) {
            case KeyBuilder.TYPE_DES, KeyBuilder.TYPE_DES_TRANSIENT_RESET, KeyBuilder.TYPE_DES_TRANSIENT_DESELECT ->
                timer.work(Operation.DES_BLOCK, blocks(length, 8));
            case KeyBuilder.TYPE_AES, KeyBuilder.TYPE_AES_TRANSIENT_RESET, KeyBuilder.TYPE_AES_TRANSIENT_DESELECT ->
                timer.work(Operation.AES_BLOCK, blocks(length, 16));
            case KeyBuilder.TYPE_RSA_PRIVATE, KeyBuilder.TYPE_RSA_CRT_PRIVATE ->
                timer.work(Operation.RSA_PRIVATE_1024, kilobits * kilobits * kilobits);
            case KeyBuilder.TYPE_RSA_PUBLIC -> timer.work(Operation.RSA_PUBLIC_1024, kilobits * kilobits);
            default -> {
                // The table has no figure for the others.
            }
        }
    }

    private static int blocks(int length, int block) {
        return (length + block - 1) / block;
    }
}
