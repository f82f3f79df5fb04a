package dev.tapbench.ports.hsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tapbench.ports.Bytes;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every security module must do with secret keys, against known answers whose source is named; {@link HsmRsaContract}
 * adds RSA. A driver's test extends both and says how its module is opened.
 */
@SuppressWarnings("NullAway.Init")
public abstract class HsmContract {
    /** The key of many published examples; each byte has odd parity. */
    static final Bytes KEY = Bytes.hex("0123456789ABCDEFFEDCBA9876543210");

    /** GlobalPlatform's test key. */
    static final Bytes GP_KEY = Bytes.hex("404142434445464748494A4B4C4D4E4F");

    static final Bytes NO_ICV = Bytes.zeros(8);

    private static final KeyLabel A = KeyLabel.of("contract/a");
    private static final KeyLabel B = KeyLabel.of("contract/b");
    private static final KeyLabel NOBODY = KeyLabel.of("contract/nobody");
    private static final Bytes TWO_BLOCKS = Bytes.hex("4E6F77206973207468652074696D6520");

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

    @Test
    void theModuleHasAName() {
        assertThat(hsm.name()).isNotBlank();
    }

    /** Sources: GlobalPlatformPro and pyemv tests (TDES), pySim SCP03_KCV_Test (AES-128), OpenSSL 3 (AES-192, AES-256). */
    @ParameterizedTest
    @CsvSource({
        "TDES, 0123456789ABCDEFFEDCBA9876543210, 08D7B4",
        "TDES, 11111111111111112222222222222222, D2B91C",
        "TDES, 404142434445464748494A4B4C4D4E4F, 8BAF47",
        "AES_128, 000102030405060708090A0B0C0D0E0F, C35280",
        "AES_192, 000102030405060708090A0B0C0D0E0F1011121314151617, 38FCB6",
        "AES_256, 000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F, 75E208"
    })
    void anImportedKeyIsKnownByItsCheckValueAndLineage(KeyKind kind, String key, String checkValue) {
        KeyInfo info = hsm.importKey(A, kind, Bytes.hex(key));
        assertThat(info.checkValue()).hasToString(checkValue);
        assertThat(info.label()).isEqualTo(A);
        assertThat(info.kind()).isEqualTo(kind);
        assertThat(info.parent()).isEmpty();
        assertThat(info.derivation()).isEmpty();
        assertThat(info.lived()).isEqualTo(KeyInfo.Lived.HOST_MEMORY);
        assertThat(hsm.info(A)).isEqualTo(info);
    }

    @Test
    void aSecondImportReplacesTheFirst() {
        hsm.importKey(A, KeyKind.TDES, KEY);
        hsm.importKey(A, KeyKind.TDES, GP_KEY);
        assertThat(hsm.info(A).checkValue()).hasToString("8BAF47");
        assertThat(hsm.encrypt(A, CipherMode.TDES_ECB, NO_ICV, NO_ICV).slice(0, 3))
                .isEqualTo(Bytes.hex("8BAF47"));
    }

    @ParameterizedTest
    @EnumSource(KeyKind.class)
    void generatedKeysDiffer(KeyKind kind) {
        assertThat(hsm.generateKey(A, kind).checkValue())
                .isNotEqualTo(hsm.generateKey(B, kind).checkValue());
        assertThat(hsm.info(A).kind()).isEqualTo(kind);
    }

    @Test
    void aGeneratedKeyWorksInEachOperation() {
        hsm.generateKey(A, KeyKind.TDES);
        hsm.importKey(B, KeyKind.TDES, GP_KEY);
        Bytes mac = hsm.mac(A, MacAlgorithm.RETAIL, NO_ICV, TWO_BLOCKS);
        KeyLabel copy = KeyLabel.of("contract/copy");
        Bytes clear = hsm.decrypt(B, CipherMode.TDES_ECB, NO_ICV, hsm.wrap(B, A));
        hsm.importKey(copy, KeyKind.TDES, clear);
        assertThat(hsm.mac(copy, MacAlgorithm.RETAIL, NO_ICV, TWO_BLOCKS)).isEqualTo(mac);
        assertThat(hsm.info(copy).checkValue()).isEqualTo(hsm.info(A).checkValue());
    }

    /** EMV Issuer and Application Security Guidelines, annex A.3: common session key of ATC 3456. */
    @Test
    void derivesInEcb() {
        hsm.importKey(A, KeyKind.TDES, Bytes.hex("08DF34253220A720EFF2C1343852E63D"));
        Derivation derivation = Derivation.ecb(Bytes.hex("3456F00000000000 34560F0000000000"), "session key");
        KeyInfo derived = hsm.derive(B, A, derivation);
        assertThat(derived.checkValue()).hasToString("ACD12A");
        assertThat(derived.parent()).contains(A);
        assertThat(derived.derivation()).contains(derivation);
        assertThat(clear(B)).isEqualTo(withoutParity(Bytes.hex("182025BA4FAB32F5A63A1BA5E6845D4E")));
        assertThat(hsm.mac(
                        B,
                        MacAlgorithm.RETAIL,
                        NO_ICV,
                        Bytes.hex("0000000100000000000010000840000000108008409807040011111111580034560FA500A03800000000"
                                + "000000000000000F010000000000000000000000000000")))
                .as("the ARQC of annex A.3")
                .isEqualTo(Bytes.hex("C20039270FE384D5"));
    }

    /** GlobalPlatformPro TestPlaintextKeys.testSessionKeys_SCP02. */
    @ParameterizedTest
    @CsvSource({"0182, F2DCDD", "0101, 5FCC69", "0181, 85272E"})
    void derivesInCbc(String constant, String checkValue) {
        hsm.importKey(A, KeyKind.TDES, GP_KEY);
        Bytes data = Bytes.hex(constant + "0000").then(Bytes.zeros(12));
        assertThat(hsm.derive(B, A, Derivation.cbc(data, "SCP02")).checkValue()).hasToString(checkValue);
    }

    /** EFTlab Cryptographic Calculator (option A of the ICC master key); GlobalPlatformPro testDiversification_EMV_SCP02 (CPS). */
    @ParameterizedTest
    @CsvSource({
        "0123456789ABCDEF0123456789ABCDEF, 1987654321098700E6789ABCDEF678FF, 0DA897",
        "404142434445464748494A4B4C4D4E4F, 040506070809F0010405060708090F01, C33013",
        "404142434445464748494A4B4C4D4E4F, 040506070809F0020405060708090F02, 6F4CA6",
        "404142434445464748494A4B4C4D4E4F, 040506070809F0030405060708090F03, BB8179"
    })
    void derivesCardKeys(String master, String data, String checkValue) {
        hsm.importKey(A, KeyKind.TDES, Bytes.hex(master));
        assertThat(hsm.derive(B, A, Derivation.ecb(Bytes.hex(data), "card key")).checkValue())
                .hasToString(checkValue);
    }

    /** A real UICC's session: pySim test_globalplatform.py SCP02_Auth_Test. */
    @Test
    void holdsAnScp02SessionOfARealCard() {
        hsm.importKey(A, KeyKind.TDES, Bytes.hex("100102030405060708090A0B0C0D0E0F"));
        hsm.importKey(B, KeyKind.TDES, Bytes.hex("101102030405060708090A0B0C0D0E0F"));
        KeyLabel enc = A.child("session");
        KeyLabel mac = B.child("session");
        hsm.derive(enc, A, Derivation.cbc(Bytes.hex("01820001").then(Bytes.zeros(12)), "S-ENC"));
        hsm.derive(mac, B, Derivation.cbc(Bytes.hex("01010001").then(Bytes.zeros(12)), "S-MAC"));
        assertThat(hsm.mac(enc, MacAlgorithm.TDES_CBC, NO_ICV, Bytes.hex("40A62C37FA6304F800016B4524ABEE7C")))
                .as("card cryptogram")
                .isEqualTo(Bytes.hex("F32EA3838BC148F3"));
        Bytes first = hsm.mac(mac, MacAlgorithm.RETAIL, NO_ICV, Bytes.hex("8482010010BA6961667737C5BC"));
        assertThat(first).as("C-MAC of EXTERNAL AUTHENTICATE").isEqualTo(Bytes.hex("EBECE14C7D6A4376"));
        Bytes icv = hsm.encrypt(mac, CipherMode.DES_ECB_LEFT_HALF, NO_ICV, first);
        assertThat(hsm.mac(mac, MacAlgorithm.RETAIL, icv, Bytes.hex("84F2200208")))
                .as("C-MAC that chains with an enciphered ICV")
                .isEqualTo(Bytes.hex("14DB34FA4341DCA8"));
    }

    /** ICAO Doc 9303 part 11, appendix D.3: whole blocks get a block of padding. */
    @Test
    void retailMacOfWholeBlocks() {
        hsm.importKey(A, KeyKind.TDES, Bytes.hex("7962D9ECE03D1ACD4C76089DCE131543"));
        assertThat(hsm.mac(
                        A,
                        MacAlgorithm.RETAIL,
                        NO_ICV,
                        Bytes.hex("72C29C2371CC9BDB65B779B8E8D37B29ECC154AA56A8799FAE2F498F76ED92F2")))
                .isEqualTo(Bytes.hex("5F1448EEA8AD90A7"));
    }

    /** pyemv tests/test_sm_hsm.py: less than a block. */
    @Test
    void retailMacOfLessThanABlock() {
        hsm.importKey(A, KeyKind.TDES, Bytes.hex("38758097AE8C9410581945610D85986B"));
        assertThat(hsm.mac(A, MacAlgorithm.RETAIL, NO_ICV, Bytes.hex("8424000008")))
                .isEqualTo(Bytes.hex("CF323F09A0F6AB9E"));
    }

    /** openemv/crypto (ISO/IEC 9797-1:2011, B.4), the first four bytes; pyemv tests/test_mac.py, padded with zeros. */
    @ParameterizedTest
    @CsvSource({
        "0123456789ABCDEFFEDCBA9876543210, 4E6F77206973207468652074696D6520666F7220616C6C20, A1C72E74",
        "AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBB, 68656C6C6F20776F726C640000000000, 78DA3D3DEB48FD4D"
    })
    void retailMacOfBlocksThatTheCallerHasPadded(String key, String blocks, String mac) {
        hsm.importKey(A, KeyKind.TDES, Bytes.hex(key));
        Bytes expected = Bytes.hex(mac);
        assertThat(hsm.mac(A, MacAlgorithm.RETAIL_UNPADDED, NO_ICV, Bytes.hex(blocks))
                        .slice(0, expected.length()))
                .isEqualTo(expected);
    }

    /** OpenSSL 3 (triple DES); FIPS 81, table B1 (DES under the left half). */
    @ParameterizedTest
    @CsvSource({
        "TDES_ECB, 0000000000000000, D80A0D8B2BAE5E4E6A0094171ABCFC27",
        "TDES_CBC, 1234567890ABCDEF, F85D4AB92066789E1D0430671F28AE7A",
        "DES_ECB_LEFT_HALF, 0000000000000000, 3FA40E8A984D48156A271787AB8883F9"
    })
    void enciphersAndDeciphers(CipherMode mode, String icv, String cryptogram) {
        hsm.importKey(A, KeyKind.TDES, KEY);
        assertThat(hsm.encrypt(A, mode, Bytes.hex(icv), TWO_BLOCKS)).isEqualTo(Bytes.hex(cryptogram));
        assertThat(hsm.decrypt(A, mode, Bytes.hex(icv), Bytes.hex(cryptogram))).isEqualTo(TWO_BLOCKS);
    }

    /** OpenSSL 3. */
    @Test
    void wrapsAKeyForAnotherHolder() {
        hsm.importKey(A, KeyKind.TDES, GP_KEY);
        hsm.importKey(B, KeyKind.TDES, KEY);
        assertThat(hsm.wrap(A, B)).isEqualTo(Bytes.hex("FF3E0B17BD60FE2CE0C8AA582DAB10BA"));
    }

    /** OpenSSL 3. */
    @Test
    void translatesFromOneKeyToAnother() {
        hsm.importKey(A, KeyKind.TDES, GP_KEY);
        hsm.importKey(B, KeyKind.TDES, KEY);
        assertThat(hsm.translate(A, B, Bytes.hex("F1D75E4F0D37C22CB8D54E6253BB40B1")))
                .isEqualTo(Bytes.hex("52C5C0705D9089E1DECFC0F111152B12"));
    }

    @Test
    void aDestroyedKeyIsGoneAndDestroyingAgainIsHarmless() {
        hsm.importKey(A, KeyKind.TDES, KEY);
        assertThat(hsm.has(A)).isTrue();
        hsm.destroy(A);
        assertThat(hsm.has(A)).isFalse();
        assertThatCode(() -> hsm.destroy(A)).doesNotThrowAnyException();
        assertThatExceptionOfType(HsmException.class).isThrownBy(() -> hsm.info(A));
    }

    @Test
    void anUnknownLabelIsNamedInEachOperation() {
        hsm.importKey(A, KeyKind.TDES, KEY);
        Map<String, Consumer<Hsm>> operations = Map.of(
                "info", h -> h.info(NOBODY),
                "derive", h -> h.derive(B, NOBODY, Derivation.ecb(Bytes.zeros(16), "test")),
                "mac", h -> h.mac(NOBODY, MacAlgorithm.RETAIL, NO_ICV, TWO_BLOCKS),
                "encrypt", h -> h.encrypt(NOBODY, CipherMode.TDES_ECB, NO_ICV, TWO_BLOCKS),
                "decrypt", h -> h.decrypt(NOBODY, CipherMode.TDES_ECB, NO_ICV, TWO_BLOCKS),
                "wrap", h -> h.wrap(A, NOBODY),
                "translate", h -> h.translate(NOBODY, A, TWO_BLOCKS),
                "RSA public", h -> h.rsaPublic(NOBODY),
                "RSA private", h -> h.rsaPrivate(NOBODY, Bytes.zeros(128)),
                "generate card RSA", h -> h.generateCardRsa(1024, NOBODY));
        operations.forEach((name, operation) -> assertThatExceptionOfType(HsmException.class)
                .as(name)
                .isThrownBy(() -> operation.accept(hsm))
                .withMessageContaining(NOBODY.value())
                .withMessageContaining(name));
    }

    @Test
    void aKeyOfAnotherAlgorithmIsRefused() {
        hsm.importKey(A, KeyKind.AES_128, KEY);
        assertThatExceptionOfType(HsmException.class)
                .isThrownBy(() -> hsm.mac(A, MacAlgorithm.RETAIL, NO_ICV, TWO_BLOCKS))
                .withMessageContaining("AES_128");
        assertThatExceptionOfType(HsmException.class).isThrownBy(() -> hsm.rsaPublic(A));
    }

    @Test
    void dataOfAWrongLengthIsOurDefect() {
        hsm.importKey(A, KeyKind.TDES, KEY);
        Bytes seven = Bytes.zeros(7);
        assertThatIllegalArgumentException().isThrownBy(() -> hsm.importKey(B, KeyKind.TDES, Bytes.zeros(24)));
        assertThatIllegalArgumentException().isThrownBy(() -> hsm.derive(B, A, Derivation.ecb(Bytes.zeros(8), "test")));
        assertThatIllegalArgumentException().isThrownBy(() -> hsm.mac(A, MacAlgorithm.RETAIL, seven, TWO_BLOCKS));
        assertThatIllegalArgumentException().isThrownBy(() -> hsm.mac(A, MacAlgorithm.RETAIL_UNPADDED, NO_ICV, seven));
        assertThatIllegalArgumentException().isThrownBy(() -> hsm.encrypt(A, CipherMode.TDES_CBC, seven, TWO_BLOCKS));
        assertThatIllegalArgumentException().isThrownBy(() -> hsm.encrypt(A, CipherMode.TDES_ECB, NO_ICV, seven));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> hsm.decrypt(A, CipherMode.TDES_ECB, NO_ICV, Bytes.empty()));
        assertThatIllegalArgumentException().isThrownBy(() -> hsm.translate(A, A, seven));
    }

    @Test
    void randomNumbersAreAsManyAsAskedForAndDiffer() {
        assertThat(hsm.random(20).length()).isEqualTo(20);
        assertThat(hsm.random(16)).isNotEqualTo(hsm.random(16));
    }

    @Test
    void aClosedModuleRefuses() {
        hsm.importKey(A, KeyKind.TDES, KEY);
        hsm.close();
        assertThatExceptionOfType(HsmException.class).isThrownBy(() -> hsm.info(A));
        // "No" would send whoever asks down the way of a key that never was.
        assertThatExceptionOfType(HsmException.class).isThrownBy(() -> hsm.has(A));
        assertThatCode(hsm::close).doesNotThrowAnyException();
    }

    @Test
    void aCardsRsaKeyIsGivenOutUnderTheTransportKey() {
        hsm.importKey(A, KeyKind.TDES, GP_KEY);
        CardRsaKey key = hsm.generateCardRsa(1024, A);
        BigInteger p = open(key.encipheredP());
        BigInteger q = open(key.encipheredQ());
        assertThat(key.modulus()).isEqualTo(p.multiply(q));
        assertThat(key.modulus().bitLength()).isEqualTo(1024);
        assertThat(open(key.encipheredQInverse())).isEqualTo(q.modInverse(p));
        assertThat(Optional.of(key.exponent())).get().isIn(BigInteger.valueOf(3), BigInteger.valueOf(65537));
        assertThat(open(key.encipheredDp())).isEqualTo(key.exponent().modInverse(p.subtract(BigInteger.ONE)));
        assertThat(open(key.encipheredDq())).isEqualTo(key.exponent().modInverse(q.subtract(BigInteger.ONE)));
    }

    private BigInteger open(Bytes component) {
        assertThat(component.length()).isEqualTo(64);
        return new BigInteger(
                1, hsm.decrypt(A, CipherMode.TDES_ECB, NO_ICV, component).toArray());
    }

    /** A key as another holder gets it; modules may adjust the parity bits. */
    private Bytes clear(KeyLabel label) {
        KeyLabel transport = KeyLabel.of("contract/transport");
        hsm.importKey(transport, KeyKind.TDES, KEY);
        return withoutParity(hsm.decrypt(transport, CipherMode.TDES_ECB, NO_ICV, hsm.wrap(transport, label)));
    }

    private static Bytes withoutParity(Bytes key) {
        byte[] bytes = key.toArray();
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] &= (byte) 0xFE;
        }
        return Bytes.of(bytes);
    }
}
