package dev.tapbench.ports.hsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tapbench.ports.Bytes;
import java.math.BigInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every security module must do with AES keys, against known answers whose source is named. */
@SuppressWarnings("NullAway.Init")
public abstract class HsmAesContract {
    /** NIST SP 800-38A, F.1 to F.2: one key of each length. */
    private static final Bytes KEY_128 = Bytes.hex("2B7E151628AED2A6ABF7158809CF4F3C");

    private static final Bytes NIST_DATA =
            Bytes.hex("6BC1BEE22E409F96E93D7E117393172AAE2D8A571E03AC9C9EB76FAC45AF8E51");
    private static final Bytes GP_KEY = Bytes.hex("404142434445464748494A4B4C4D4E4F");
    private static final Bytes ZEROS = KeyAlgorithm.AES.zeroIcv();

    private static final KeyLabel A = KeyLabel.of("contract/aes-a");
    private static final KeyLabel B = KeyLabel.of("contract/aes-b");

    private Hsm hsm;

    /** Opens the module under test, empty as far as labels below {@code contract/} go. */
    protected abstract Hsm open();

    @BeforeEach
    final void openModule() {
        hsm = open();
    }

    @AfterEach
    final void closeModule() {
        hsm.close();
    }

    /** NIST SP 800-38A, F.1.1, F.1.3, F.1.5, F.2.1, F.2.3, F.2.5. */
    @ParameterizedTest
    @CsvSource({
        "AES_ECB, 00000000000000000000000000000000, 2B7E151628AED2A6ABF7158809CF4F3C,"
                + " 3AD77BB40D7A3660A89ECAF32466EF97F5D3D58503B9699DE785895A96FDBAAF",
        "AES_ECB, 00000000000000000000000000000000, 8E73B0F7DA0E6452C810F32B809079E562F8EAD2522C6B7B,"
                + " BD334F1D6E45F25FF712A214571FA5CC974104846D0AD3AD7734ECB3ECEE4EEF",
        "AES_ECB, 00000000000000000000000000000000,"
                + " 603DEB1015CA71BE2B73AEF0857D77811F352C073B6108D72D9810A30914DFF4,"
                + " F3EED1BDB5D2A03C064B5A7E3DB181F8591CCB10D410ED26DC5BA74A31362870",
        "AES_CBC, 000102030405060708090A0B0C0D0E0F, 2B7E151628AED2A6ABF7158809CF4F3C,"
                + " 7649ABAC8119B246CEE98E9B12E9197D5086CB9B507219EE95DB113A917678B2",
        "AES_CBC, 000102030405060708090A0B0C0D0E0F, 8E73B0F7DA0E6452C810F32B809079E562F8EAD2522C6B7B,"
                + " 4F021DB243BC633D7178183A9FA071E8B4D9ADA9AD7DEDF4E5E738763F69145A",
        "AES_CBC, 000102030405060708090A0B0C0D0E0F,"
                + " 603DEB1015CA71BE2B73AEF0857D77811F352C073B6108D72D9810A30914DFF4,"
                + " F58C4C04D6E5F1BA779EABFB5F7BFBD69CFC4E967EDB808D679F777BC6702C7D"
    })
    void enciphersAndDeciphers(CipherMode mode, String icv, String key, String cryptogram) {
        Bytes clear = Bytes.hex(key);
        hsm.importKey(A, KeyKind.aes(clear.length()), clear);
        assertThat(hsm.encrypt(A, mode, Bytes.hex(icv), NIST_DATA)).isEqualTo(Bytes.hex(cryptogram));
        assertThat(hsm.decrypt(A, mode, Bytes.hex(icv), Bytes.hex(cryptogram))).isEqualTo(NIST_DATA);
    }

    /** pySim SCP03_KCV_Test. */
    @ParameterizedTest
    @CsvSource({
        "000102030405060708090A0B0C0D0E0F, C35280",
        "101112131415161718191A1B1C1D1E1F, 013808",
        "202122232425262728292A2B2C2D2E2F, 840DE5"
    })
    void checkValueOverABlockOfOnes(String key, String checkValue) {
        assertThat(hsm.importKey(A, KeyKind.AES_128, Bytes.hex(key)).checkValue())
                .hasToString(checkValue);
    }

    /** NIST SP 800-38B, the examples as openemv/crypto has them. */
    @ParameterizedTest
    @CsvSource({
        "2B7E151628AED2A6ABF7158809CF4F3C, 0, BB1D6929E95937287FA37D129B756746",
        "2B7E151628AED2A6ABF7158809CF4F3C, 16, 070A16B46B4D4144F79BDD9DD04A287C",
        "2B7E151628AED2A6ABF7158809CF4F3C, 40, DFA66747DE9AE63030CA32611497C827",
        "2B7E151628AED2A6ABF7158809CF4F3C, 64, 51F0BEBF7E3B9D92FC49741779363CFE",
        "8E73B0F7DA0E6452C810F32B809079E562F8EAD2522C6B7B, 16, 9E99A7BF31E710900662F65E617C5184",
        "8E73B0F7DA0E6452C810F32B809079E562F8EAD2522C6B7B, 20, 3D75C194ED96070444A9FA7EC740ECF8",
        "603DEB1015CA71BE2B73AEF0857D77811F352C073B6108D72D9810A30914DFF4, 0, 028962F61B7BF89EFC6B551F4667D983",
        "603DEB1015CA71BE2B73AEF0857D77811F352C073B6108D72D9810A30914DFF4, 16, 28A7023F452E8F82BD4BF28D8C37C35C",
        "603DEB1015CA71BE2B73AEF0857D77811F352C073B6108D72D9810A30914DFF4, 64, E1992190549F6ED5696A2C056C315410"
    })
    void cmac(String key, int length, String mac) {
        Bytes data = Bytes.hex("6BC1BEE22E409F96E93D7E117393172AAE2D8A571E03AC9C9EB76FAC45AF8E51"
                + "30C81C46A35CE411E5FBC1191A0A52EFF69F2445DF4F9B17AD2B417BE66C3710");
        Bytes clear = Bytes.hex(key);
        hsm.importKey(A, KeyKind.aes(clear.length()), clear);
        assertThat(hsm.mac(A, MacAlgorithm.AES_CMAC, Bytes.empty(), data.slice(0, length)))
                .isEqualTo(Bytes.hex(mac));
    }

    /** GlobalPlatformPro TestPlaintextKeys.testDiversification_KDF3: the counter stands first. */
    @ParameterizedTest
    @CsvSource({
        "404142434445464748494A4B4C4D4E4F, 01, E79C05",
        "404142434445464748494A4B4C4D4E4F, 02, D1BD77",
        "404142434445464748494A4B4C4D4E4F, 03, 3FDE8C",
        "404142434445464748494A4B4C4D4E4F5051525354555657, 01, 1DE8EA",
        "404142434445464748494A4B4C4D4E4F5051525354555657, 02, 47C00C",
        "404142434445464748494A4B4C4D4E4F5051525354555657, 03, C04D76"
    })
    void derivesCardKeysInCounterMode(String master, String constant, String checkValue) {
        Bytes clear = Bytes.hex(master);
        KeyKind kind = KeyKind.aes(clear.length());
        hsm.importKey(A, kind, clear);
        Bytes after = Bytes.hex("000000" + constant + "0000010203040506070809");
        Derivation derivation = Derivation.cmacCounter(kind, Bytes.empty(), after, "card key");
        KeyInfo info = hsm.derive(B, A, derivation);
        assertThat(info.checkValue()).hasToString(checkValue);
        assertThat(info.kind()).isEqualTo(kind);
        assertThat(info.parent()).contains(A);
        assertThat(info.derivation()).contains(derivation);
    }

    /** cfpp test_emv.c: option C of the ICC master key, from PAN and sequence number. */
    @Test
    void derivesInEcb() {
        hsm.importKey(A, KeyKind.AES_128, Bytes.hex("DFADBFEF0123456789866443DFADBFEF"));
        Derivation derivation =
                Derivation.aesEcb(KeyKind.AES_128, Bytes.hex("00000000000000901234543210123201"), "ICC master key");
        hsm.derive(B, A, derivation);
        assertThat(carried(B)).isEqualTo(Bytes.hex("3AD95FE6AD75062DFCF19D834504AC23"));
    }

    /** NIST SP 800-38A, F.1.3: the key is the beginning of the enciphered blocks. */
    @Test
    void aDerivedKeyIsAsLongAsItsKindSays() {
        hsm.importKey(A, KeyKind.AES_192, Bytes.hex("8E73B0F7DA0E6452C810F32B809079E562F8EAD2522C6B7B"));
        hsm.derive(B, A, Derivation.aesEcb(KeyKind.AES_192, NIST_DATA, "test"));
        assertThat(carried(B).slice(0, 24)).isEqualTo(Bytes.hex("BD334F1D6E45F25FF712A214571FA5CC974104846D0AD3AD"));
        assertThat(hsm.info(B).kind()).isEqualTo(KeyKind.AES_192);
    }

    /** A key as another holder gets it. */
    private Bytes carried(KeyLabel label) {
        KeyLabel transport = KeyLabel.of("contract/aes-transport");
        hsm.importKey(transport, KeyKind.AES_128, GP_KEY);
        return hsm.decrypt(transport, CipherMode.AES_CBC, ZEROS, hsm.wrap(transport, label));
    }

    /** OpenSSL 3: a triple-DES key of one block, and an AES key that needs padding. */
    @ParameterizedTest
    @CsvSource({
        "TDES, 0123456789ABCDEFFEDCBA9876543210, 8D362080EE5DC6DBDB5FEE14AAA67265",
        "AES_192, 000102030405060708090A0B0C0D0E0F1011121314151617, 3D0FA4B855D2A5AA4954B8B5DF582A3A091178493F68BAFFEC01366CE60189E2"
    })
    void wrapsAKeyInCbcFromAZeroVector(KeyKind kind, String key, String wrapped) {
        hsm.importKey(A, KeyKind.AES_128, GP_KEY);
        hsm.importKey(B, kind, Bytes.hex(key));
        assertThat(hsm.wrap(A, B)).isEqualTo(Bytes.hex(wrapped));
    }

    /** OpenSSL 3: a PIN block of 8 bytes is padded for AES, two blocks of DES make one of AES. */
    @ParameterizedTest
    @CsvSource({
        "9859240AE52820C3, 7AEEFF5378F8F4F79D4CB088B08EDE08",
        "D80A0D8B2BAE5E4E6A0094171ABCFC27, A78B317A8B7CE762764C1B578E006889"
    })
    void translatesFromTripleDesToAes(String cryptogram, String translated) {
        hsm.importKey(A, KeyKind.TDES, Bytes.hex("0123456789ABCDEFFEDCBA9876543210"));
        hsm.importKey(B, KeyKind.AES_128, GP_KEY);
        assertThat(hsm.translate(A, B, Bytes.hex(cryptogram))).isEqualTo(Bytes.hex(translated));
        if (Bytes.hex(cryptogram).length() == 16) {
            assertThat(hsm.translate(B, A, Bytes.hex(translated))).isEqualTo(Bytes.hex(cryptogram));
        }
    }

    @Test
    void aCardsRsaKeyIsGivenOutUnderAnAesKey() {
        hsm.importKey(A, KeyKind.AES_128, GP_KEY);
        CardRsaKey key = hsm.generateCardRsa(1024, A);
        Bytes p = hsm.decrypt(A, CipherMode.AES_CBC, ZEROS, key.encipheredP());
        Bytes q = hsm.decrypt(A, CipherMode.AES_CBC, ZEROS, key.encipheredQ());
        assertThat(new BigInteger(1, p.toArray()).multiply(new BigInteger(1, q.toArray())))
                .isEqualTo(key.modulus());
    }

    @Test
    void aKeyOfAnotherAlgorithmIsRefused() {
        hsm.importKey(A, KeyKind.AES_128, KEY_128);
        hsm.importKey(B, KeyKind.TDES, KEY_128);
        assertThatExceptionOfType(HsmException.class)
                .isThrownBy(() -> hsm.mac(B, MacAlgorithm.AES_CMAC, Bytes.empty(), NIST_DATA))
                .withMessageContaining(B.value())
                .withMessageContaining("AES");
        assertThatExceptionOfType(HsmException.class)
                .isThrownBy(() -> hsm.encrypt(A, CipherMode.TDES_ECB, ZEROS, NIST_DATA));
        assertThatExceptionOfType(HsmException.class)
                .isThrownBy(() -> hsm.decrypt(B, CipherMode.AES_CBC, ZEROS, NIST_DATA));
        assertThatExceptionOfType(HsmException.class)
                .isThrownBy(() -> hsm.derive(A, B, Derivation.aesEcb(KeyKind.AES_128, ZEROS, "test")));
    }

    @Test
    void dataOfAWrongLengthIsOurDefect() {
        hsm.importKey(A, KeyKind.AES_128, KEY_128);
        Bytes eight = Bytes.zeros(8);
        assertThatIllegalArgumentException().isThrownBy(() -> hsm.importKey(B, KeyKind.AES_192, KEY_128));
        assertThatIllegalArgumentException().isThrownBy(() -> hsm.encrypt(A, CipherMode.AES_ECB, ZEROS, eight));
        assertThatIllegalArgumentException().isThrownBy(() -> hsm.encrypt(A, CipherMode.AES_CBC, eight, NIST_DATA));
        assertThatIllegalArgumentException().isThrownBy(() -> hsm.mac(A, MacAlgorithm.AES_CMAC, ZEROS, NIST_DATA));
        assertThatIllegalArgumentException().isThrownBy(() -> hsm.translate(A, A, eight));
    }
}
