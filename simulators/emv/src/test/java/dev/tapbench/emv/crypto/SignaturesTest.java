package dev.tapbench.emv.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.Tlv;
import dev.tapbench.emv.crypto.CertificateBody.Kind;
import dev.tapbench.emv.testing.SoftwareHsm;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.KeyLabel;
import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import org.junit.jupiter.api.Test;

/** SDA, DDA and CDA as they are made and checked here; the checking half is held to real cards in RsaVectorsTest. */
class SignaturesTest {
    private static final KeyLabel SIGNER = KeyLabel.of("signer");
    private static final Bytes STATIC_DATA = Bytes.hex("5A0854133390000061735F24033012315900");
    private static final Bytes CODE = Bytes.hex("DAC1");
    private static final Bytes NUMBER = Bytes.hex("A1B2C3D4");
    private static final Bytes UNPREDICTABLE = Bytes.hex("7FBC4049");
    private static final Bytes CRYPTOGRAM = Bytes.hex("51F4F65DDE43732D");
    private static final List<Bytes> SENT = List.of(Bytes.hex("0102"), Bytes.hex("000000001000"));
    private static final Tlv RESPONSE = Tlv.of(0x77, Bytes.hex("9F2701809F36020006"));

    private final SoftwareHsm hsm = new SoftwareHsm();
    private final RSAPublicKey key = hsm.generateRsa(SIGNER, 1024, 3);

    @Test
    void staticDataIsSignedAndOnlyThisDataHolds() {
        Bytes signature = Sda.sign(hsm, SIGNER, CODE, STATIC_DATA);
        assertThat(Sda.verify(key, signature, STATIC_DATA)).isEqualTo(new Sda.Valid(CODE));
        assertThat(reason(Sda.verify(key, signature, STATIC_DATA.from(1)))).contains("hash of other static data");
        assertThat(reason(Sda.verify(key, signature.from(1), STATIC_DATA)))
                .contains("has 127 bytes, the signer's key 128 (EMV Book 2, 5.4)");
        assertThat(reason(Sda.verify(key, Bytes.zeros(128), STATIC_DATA))).contains("opens to 00..00, expected 6A..BC");
    }

    @Test
    void dynamicDataIsSignedAndOnlyForThisTerminal() {
        Bytes signature = Dda.sign(hsm, SIGNER, NUMBER, UNPREDICTABLE);
        assertThat(Dda.verify(key, signature, UNPREDICTABLE)).isEqualTo(new Dda.Valid(NUMBER));
        assertThat(reason(Dda.verify(key, signature, Bytes.zeros(4)))).contains("INTERNAL AUTHENTICATE brought");
        assertThat(reason(Dda.verify(key, Sda.sign(hsm, SIGNER, CODE, STATIC_DATA), UNPREDICTABLE)))
                .contains("has format 03, expected 05");
        assertThat(Dda.verify(key, signature, UNPREDICTABLE).valid()).isTrue();
        assertThat(Dda.verify(key, signature, Bytes.zeros(4)).valid()).isFalse();
    }

    @Test
    void theCryptogramIsSignedWithWhatWasSaid() {
        Bytes signature = Cda.sign(hsm, SIGNER, NUMBER, 0x80, CRYPTOGRAM, UNPREDICTABLE, SENT, RESPONSE);
        Tlv signed = Tlv.of(0x77, RESPONSE.value().then(Tlv.encode(0x9F4B, signature)));
        assertThat(Cda.verify(key, UNPREDICTABLE, SENT, signed))
                .isEqualTo(new Cda.Valid(CryptogramType.ARQC, 0x80, CRYPTOGRAM, NUMBER));
        assertThat(reason(Cda.verify(key, Bytes.zeros(4), SENT, signed))).contains("this unpredictable number");
        assertThat(reason(Cda.verify(key, UNPREDICTABLE, List.of(), signed))).contains("transaction data hash");
        Tlv withoutCryptogram =
                Tlv.of(0x77, RESPONSE.value().then(Tlv.encode(0x9F4B, Dda.sign(hsm, SIGNER, NUMBER, UNPREDICTABLE))));
        assertThat(reason(Cda.verify(key, UNPREDICTABLE, SENT, withoutCryptogram)))
                .contains("5 bytes of dynamic data, expected 01 and 30 to 103");
    }

    @Test
    void lengthsThatNoSignatureHasAreRefused() {
        assertThatThrownBy(() -> Sda.sign(hsm, SIGNER, Bytes.of(1), STATIC_DATA))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 bytes, not 1");
        assertThatThrownBy(() -> Dda.sign(hsm, SIGNER, Bytes.of(1), UNPREDICTABLE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 to 8 bytes");
        assertThatThrownBy(() -> Cda.sign(hsm, SIGNER, NUMBER, 0x80, CRYPTOGRAM.from(1), UNPREDICTABLE, SENT, RESPONSE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("8 bytes and an unpredictable number of 4, not 7 and 4");
    }

    /** The platform makes no key below 512 bits; a card may show any modulus. */
    @Test
    void aSignersKeyThatIsTooShortIsRefused() {
        BigInteger modulus = BigInteger.ONE.shiftLeft(30 * 8).subtract(BigInteger.ONE);
        RSAPublicKey tiny = new ShortKey(modulus, BigInteger.valueOf(3));
        assertThatThrownBy(() -> CertificateBody.recover(Kind.ISSUER, tiny, Bytes.zeros(30)))
                .isInstanceOf(BadSignatureException.class)
                .hasMessageContaining("needs a signer's key of at least 36 bytes, this one has 30");
    }

    private record ShortKey(BigInteger getModulus, BigInteger getPublicExponent) implements RSAPublicKey {
        @Override
        public String getAlgorithm() {
            return "RSA";
        }

        @Override
        public String getFormat() {
            return "none";
        }

        @Override
        public byte[] getEncoded() {
            return new byte[0];
        }
    }

    private static String reason(Sda.Result result) {
        assertThat(result).isInstanceOf(Sda.Invalid.class);
        return ((Sda.Invalid) result).reason();
    }

    private static String reason(Dda.Result result) {
        assertThat(result).isInstanceOf(Dda.Invalid.class);
        return ((Dda.Invalid) result).reason();
    }

    private static String reason(Cda.Result result) {
        assertThat(result).isInstanceOf(Cda.Invalid.class);
        return ((Cda.Invalid) result).reason();
    }
}
