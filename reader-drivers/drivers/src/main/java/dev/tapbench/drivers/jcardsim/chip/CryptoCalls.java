package dev.tapbench.drivers.jcardsim.chip;

import dev.tapbench.drivers.jcardsim.chip.CryptoObjects.Engine;
import dev.tapbench.drivers.jcardsim.chip.Timing.Operation;
import javacard.security.Key;
import javacard.security.KeyAgreement;
import javacard.security.KeyBuilder;
import javacard.security.MessageDigest;
import javacard.security.PrivateKey;
import javacard.security.RandomData;
import javacard.security.SecretKey;
import javacard.security.Signature;
import javacardx.crypto.Cipher;

/** Called in place of the engines of the API: for what they forget, for the arrays they write into, for the time they take. */
public final class CryptoCalls {
    /** The longest hash, and more than any cipher's block. */
    private static final int LONGEST_BLOCK = 64;

    private CryptoCalls() {}

    public static void init(Cipher cipher, Key key, byte mode, int place) {
        Chip chip = Chip.running();
        initialize(chip, key, () -> cipher.init(key, mode));
        chip.crypto().initialized(cipher, key, mode);
    }

    public static void init(Cipher cipher, Key key, byte mode, byte[] vector, short offset, short length, int place) {
        Chip chip = Chip.running();
        initialize(chip, key, () -> cipher.init(key, mode, vector, offset, length));
        chip.crypto().initialized(cipher, key, mode, vector, offset, length);
    }

    public static short update(Cipher cipher, byte[] in, short from, short length, byte[] out, short to, int place) {
        Engine engine = begin(cipher, length, out, to, place);
        engine.inTheMiddle(true);
        return cipher.update(in, from, length, out, to);
    }

    public static short doFinal(Cipher cipher, byte[] in, short from, short length, byte[] out, short to, int place) {
        Engine engine = begin(cipher, length, out, to, place);
        short written = cipher.doFinal(in, from, length, out, to);
        engine.inTheMiddle(false);
        return written;
    }

    public static void init(Signature signature, Key key, byte mode, int place) {
        Chip chip = Chip.running();
        initialize(chip, key, () -> signature.init(key, mode));
        chip.crypto().initialized(signature, key, mode);
    }

    public static void init(
            Signature signature, Key key, byte mode, byte[] vector, short offset, short length, int place) {
        Chip chip = Chip.running();
        initialize(chip, key, () -> signature.init(key, mode, vector, offset, length));
        chip.crypto().initialized(signature, key, mode, vector, offset, length);
    }

    public static void update(Signature signature, byte[] in, short from, short length, int place) {
        Engine engine = begin(signature, length);
        engine.inTheMiddle(true);
        signature.update(in, from, length);
    }

    public static short sign(
            Signature signature, byte[] in, short from, short length, byte[] out, short to, int place) {
        Engine engine = begin(signature, length, out, to, place);
        short written = signature.sign(in, from, length, out, to);
        engine.inTheMiddle(false);
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
        Engine engine = begin(signature, length);
        boolean right = signature.verify(in, from, length, expected, at, expectedLength);
        engine.inTheMiddle(false);
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
        chip.crypto().engine(digest).inTheMiddle(true);
        chip.timer().work(Operation.HASH_BLOCK, blocks(length, 64));
        digest.update(in, from, length);
    }

    public static short doFinal(
            MessageDigest digest, byte[] in, short from, short length, byte[] out, short to, int place) {
        Chip chip = Chip.running();
        chip.beforeWriteInto(out, to, digest.getLength(), place);
        chip.timer().work(Operation.HASH_BLOCK, 1 + blocks(length, 64));
        short written = digest.doFinal(in, from, length, out, to);
        chip.crypto().engine(digest).inTheMiddle(false);
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

    /** What jCardSim makes in the init with a symmetric key are copies of the key and the vector, for that call only. */
    private static void initialize(Chip chip, Key key, Runnable init) {
        boolean symmetric = key instanceof SecretKey;
        chip.transients().keepEngineArrays(!symmetric);
        try {
            init.run();
        } finally {
            chip.transients().keepEngineArrays(true);
        }
    }

    private static Engine begin(Object engine, short length) {
        return begin(Chip.running(), engine, length);
    }

    private static Engine begin(Chip chip, Object engine, short length) {
        Engine state = chip.crypto().engine(engine);
        state.requireKey();
        Key key = state.key();
        if (key != null) {
            takeTime(chip.timer(), key, length);
        }
        return state;
    }

    /** What an engine gives is no longer than what it got and its key, up to a whole block. */
    private static Engine begin(Object engine, short length, byte[] out, short to, int place) {
        Chip chip = Chip.running();
        Engine state = begin(chip, engine, length);
        Key key = state.key();
        int ofKey = key == null ? 0 : key.getSize() / 8;
        chip.beforeWriteInto(out, to, Math.max(length, ofKey) + LONGEST_BLOCK, place);
        return state;
    }

    private static void takeTime(ChipTimer timer, Key key, short length) {
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
