package dev.tapbench.measure;

import dev.tapbench.bench.Drivers;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.Target;
import dev.tapbench.ports.hsm.CipherMode;
import dev.tapbench.ports.hsm.Derivation;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.HsmDriver;
import dev.tapbench.ports.hsm.KeyAlgorithm;
import dev.tapbench.ports.hsm.KeyKind;
import dev.tapbench.ports.hsm.KeyLabel;
import dev.tapbench.ports.hsm.MacAlgorithm;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** {@code measure hsm}: operations of each security module that is there, over the calls to the provider beneath. */
public final class HsmMeasure {
    private static final KeyLabel KEY = KeyLabel.of("measured");
    private static final KeyLabel DERIVED = KeyLabel.of("measured/derived");
    private static final Bytes CLEAR = Bytes.hex("0123456789ABCDEFFEDCBA9876543210");
    /** Of no whole blocks, so that it has to be padded. */
    private static final Bytes MESSAGE = Bytes.zeros(61);

    private static final Bytes BLOCKS = Bytes.zeros(64);
    private static final Derivation SESSION =
            Derivation.ecb(Bytes.hex("0001F000000000000001 0F0000000000"), "session key (EMV Book 2, A1.3.1)");

    private HsmMeasure() {}

    /** The measure; nothing is opened yet. */
    public static Measure measure() {
        return new Measure(
                "hsm",
                "operations on a security module's keys, over the provider's own calls",
                Stream.concat(
                                rows("embedded", Target.parse("embedded:"), RawModules::bouncyCastle),
                                rows("softhsm", Target.parse("pkcs11:softhsm"), RawModules::token))
                        .toList());
    }

    private static Stream<Comparison> rows(String module, Target target, BiFunction<HsmDriver, Target, RawModule> raw) {
        return Stream.of(
                row(module + "-mac", "retail MAC over 61 bytes", target, raw, HsmMeasure::mac),
                row(module + "-derive", "a triple-DES session key, derived and kept", target, raw, HsmMeasure::derive),
                row(module + "-cmac", "AES-CMAC over 61 bytes", target, raw, HsmMeasure::cmac),
                row(module + "-encrypt", "64 bytes in triple-DES CBC", target, raw, HsmMeasure::encrypt),
                row(module + "-rsa", "RSA with a private key of 1408 bits", target, raw, HsmMeasure::rsa));
    }

    /** Sets up both sides of one operation. */
    @FunctionalInterface
    private interface Operation {
        Pair on(Hsm hsm, RawModule raw) throws GeneralSecurityException;
    }

    /** One call on each side. */
    private record Pair(Call ours, Call baseline) {}

    @FunctionalInterface
    private interface Call {
        Object run() throws GeneralSecurityException;
    }

    private static Comparison row(
            String name,
            String description,
            Target target,
            BiFunction<HsmDriver, Target, RawModule> raw,
            Operation operation) {
        return new Comparison(name, description, Unit.PER_SECOND, () -> sides(target, raw, operation));
    }

    private static Sides sides(Target target, BiFunction<HsmDriver, Target, RawModule> raw, Operation operation) {
        HsmDriver driver = Drivers.find().hsm(target);
        RawModules.requireThere(driver, target);
        Hsm hsm = driver.open(target);
        try {
            Pair pair = operation.on(hsm, raw.apply(driver, target));
            Object ours = pair.ours().run();
            Object theirs = pair.baseline().run();
            if (!ours.equals(theirs)) {
                throw new IllegalStateException("the sides of " + target + " differ: " + ours + " and " + theirs);
            }
            return new Sides(again(pair.ours()), again(pair.baseline()), hsm::close);
        } catch (GeneralSecurityException e) {
            hsm.close();
            throw new IllegalStateException("the provider under " + target + " refuses: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            hsm.close();
            throw e;
        }
    }

    private static Side again(Call call) {
        Sink sink = new Sink();
        return times -> {
            try {
                for (int i = 0; i < times; i++) {
                    sink.take(call.run());
                }
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("the provider failed in the middle: " + e.getMessage(), e);
            }
        };
    }

    private static Pair mac(Hsm hsm, RawModule raw) throws GeneralSecurityException {
        hsm.importKey(KEY, KeyKind.TDES, CLEAR);
        Bytes zeros = MacAlgorithm.RETAIL.zeroIcv();
        byte[] clear = CLEAR.toArray();
        Key whole = raw.key("DESede", clear);
        Key twice = raw.key(
                "DESede", Bytes.concat(CLEAR.slice(0, 8), CLEAR.slice(0, 8)).toArray());
        byte[] message = MESSAGE.toArray();
        return new Pair(
                () -> hsm.mac(KEY, MacAlgorithm.RETAIL, zeros, MESSAGE),
                () -> Bytes.of(raw.retailMac(whole, twice, message)));
    }

    /** The result that is compared is the key check value. */
    private static Pair derive(Hsm hsm, RawModule raw) throws GeneralSecurityException {
        hsm.importKey(KEY, KeyKind.TDES, CLEAR);
        Key parent = raw.key("DESede", CLEAR.toArray());
        byte[] data = SESSION.data().toArray();
        return new Pair(() -> hsm.derive(DERIVED, KEY, SESSION).checkValue().value(), () -> {
            Key derived = raw.key("DESede", raw.ecb(parent, data));
            return Bytes.of(raw.ecb(derived, new byte[8])).slice(0, 3);
        });
    }

    private static Pair cmac(Hsm hsm, RawModule raw) throws GeneralSecurityException {
        hsm.importKey(KEY, KeyKind.AES_128, CLEAR);
        Key key = raw.key("AES", CLEAR.toArray());
        byte[] message = MESSAGE.toArray();
        return new Pair(
                () -> hsm.mac(KEY, MacAlgorithm.AES_CMAC, Bytes.empty(), MESSAGE),
                () -> Bytes.of(raw.cmac(key, message)));
    }

    private static Pair encrypt(Hsm hsm, RawModule raw) throws GeneralSecurityException {
        hsm.importKey(KEY, KeyKind.TDES, CLEAR);
        Bytes zeros = KeyAlgorithm.TDES.zeroIcv();
        Key key = raw.key("DESede", CLEAR.toArray());
        byte[] vector = zeros.toArray();
        byte[] data = BLOCKS.toArray();
        return new Pair(
                () -> hsm.encrypt(KEY, CipherMode.TDES_CBC, zeros, BLOCKS), () -> Bytes.of(raw.cbc(key, vector, data)));
    }

    private static Pair rsa(Hsm hsm, RawModule raw) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA", "SunRsaSign");
        generator.initialize(1408);
        RSAPrivateCrtKey clear = (RSAPrivateCrtKey) generator.generateKeyPair().getPrivate();
        hsm.importRsa(KEY, clear);
        PrivateKey key = raw.key(clear);
        byte[] block = new byte[1408 / 8];
        Arrays.fill(block, 1, block.length, (byte) 0x5A);
        Bytes same = Bytes.of(block);
        return new Pair(() -> new BigInteger(1, hsm.rsaPrivate(KEY, same).toArray()), () -> raw.power(key, block));
    }
}
