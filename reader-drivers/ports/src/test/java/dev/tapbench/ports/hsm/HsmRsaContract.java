package dev.tapbench.ports.hsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tapbench.ports.Bytes;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAKeyGenParameterSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every security module must do with RSA keys. */
@SuppressWarnings("NullAway.Init")
public abstract class HsmRsaContract {
    private static final KeyLabel RSA = KeyLabel.of("contract/rsa");

    private Hsm hsm;

    /** Opens the module under test. */
    protected abstract Hsm open();

    @BeforeEach
    final void openModule() {
        hsm = open();
    }

    @AfterEach
    final void closeModule() {
        hsm.close();
    }

    @ParameterizedTest
    @CsvSource({"1024, 3", "1024, 65537", "1408, 3"})
    void rawRsaRoundTrip(int bits, int exponent) {
        RSAPublicKey key = hsm.generateRsa(RSA, bits, exponent);
        assertThat(key.getModulus().bitLength()).isEqualTo(bits);
        assertThat(key.getPublicExponent()).isEqualTo(exponent);
        assertThat(hsm.has(RSA)).isTrue();
        Bytes block = Bytes.of(0x6A).then(hsm.random(bits / 8 - 2)).then(Bytes.of(0xBC));
        assertThat(publicPower(key, hsm.rsaPrivate(RSA, block))).isEqualTo(block);
        assertThat(hsm.rsaPublic(RSA).getModulus()).isEqualTo(key.getModulus());
    }

    @Test
    void anImportedKeyGivesThePlatformsOwnAnswer() throws GeneralSecurityException {
        RSAPrivateCrtKey key = platformKey();
        RSAPublicKey publicKey = hsm.importRsa(RSA, key);
        assertThat(publicKey.getModulus()).isEqualTo(key.getModulus());
        Bytes block = Bytes.of(0x6A).then(hsm.random(126)).then(Bytes.of(0xBC));
        BigInteger expected = new BigInteger(1, block.toArray()).modPow(key.getPrivateExponent(), key.getModulus());
        assertThat(new BigInteger(1, hsm.rsaPrivate(RSA, block).toArray())).isEqualTo(expected);
    }

    @Test
    void aResultKeepsItsLeadingZeros() throws GeneralSecurityException {
        RSAPublicKey key = hsm.importRsa(RSA, platformKey());
        Bytes small = Bytes.zeros(127).then(Bytes.of(2));
        Bytes cube = publicPower(key, small);
        assertThat(hsm.rsaPrivate(RSA, cube)).isEqualTo(small);
    }

    @Test
    void aBlockOfAWrongLengthOrAboveTheModulusIsOurDefect() {
        hsm.generateRsa(RSA, 1024, 3);
        assertThatIllegalArgumentException().isThrownBy(() -> hsm.rsaPrivate(RSA, Bytes.zeros(127)));
        byte[] above = hsm.rsaPublic(RSA).getModulus().toByteArray();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> hsm.rsaPrivate(RSA, Bytes.of(above).from(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> hsm.generateRsa(RSA, 1024, 17));
    }

    private static RSAPrivateCrtKey platformKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA", "SunRsaSign");
        generator.initialize(new RSAKeyGenParameterSpec(1024, BigInteger.valueOf(3)));
        return (RSAPrivateCrtKey) generator.generateKeyPair().getPrivate();
    }

    private static Bytes publicPower(RSAPublicKey key, Bytes block) {
        BigInteger number = new BigInteger(1, block.toArray()).modPow(key.getPublicExponent(), key.getModulus());
        int length = (key.getModulus().bitLength() + 7) / 8;
        byte[] bytes = number.toByteArray();
        Bytes all = Bytes.of(bytes);
        return bytes.length > length
                ? all.from(bytes.length - length)
                : Bytes.zeros(length - bytes.length).then(all);
    }
}
