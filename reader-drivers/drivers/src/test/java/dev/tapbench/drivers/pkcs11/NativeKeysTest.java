package dev.tapbench.drivers.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.CipherMode;
import dev.tapbench.ports.hsm.Derivation;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.HsmCapability;
import dev.tapbench.ports.hsm.HsmException;
import dev.tapbench.ports.hsm.KeyInfo.Lived;
import dev.tapbench.ports.hsm.KeyKind;
import dev.tapbench.ports.hsm.KeyLabel;
import dev.tapbench.ports.hsm.MacAlgorithm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What derivation in the token is for: keys that this process never has, and the truth about those that it has. */
@SuppressWarnings("NullAway.Init")
class NativeKeysTest {
    private static final KeyLabel MASTER = KeyLabel.of("native/master");
    private static final KeyLabel KEY = KeyLabel.of("native/key");
    private static final KeyLabel KEK = KeyLabel.of("native/kek");
    private static final Bytes CLEAR = Bytes.hex("08DF34253220A720EFF2C1343852E63D");
    private static final Bytes NO_ICV = Bytes.zeros(8);
    private static final Derivation SESSION =
            Derivation.ecb(Bytes.hex("3456F00000000000 34560F0000000000"), "session key");

    private TestToken token;
    private Hsm hsm;

    @BeforeAll
    static void requireSoftHsm() {
        ChildJvm.requireSoftHsm();
    }

    @BeforeEach
    void open() throws CryptokiException {
        token = TestToken.open("pkcs11:softhsm?derive=native");
        hsm = token.hsm();
    }

    @AfterEach
    void close() {
        hsm.close();
    }

    @Test
    void theOpenedModuleSaysWhatItCan() throws CryptokiException {
        assertThat(hsm.capabilities()).containsExactly(HsmCapability.HSM_DERIVE);
        try (Hsm other = TestToken.open().hsm()) {
            assertThat(other.capabilities()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(KeyKind.class)
    void aGeneratedKeyNeverWasInThisProcess(KeyKind kind) {
        assertThat(hsm.generateKey(KEY, kind).lived()).isEqualTo(Lived.TOKEN);
    }

    @Test
    void aDerivedKeyKeepsItsWholeLineage() {
        hsm.importKey(MASTER, KeyKind.TDES, CLEAR);
        assertThat(hsm.derive(KEY, MASTER, SESSION)).satisfies(info -> {
            assertThat(info.label()).isEqualTo(KEY);
            assertThat(info.parent()).contains(MASTER);
            assertThat(info.derivation()).contains(SESSION);
            assertThat(info.checkValue()).hasToString("ACD12A");
            assertThat(info.lived()).isEqualTo(Lived.TOKEN);
        });
    }

    @Test
    void underAnAesKeyItIsWrappedInsideTheToken() {
        hsm.importKey(MASTER, KeyKind.TDES, CLEAR);
        hsm.importKey(KEK, KeyKind.AES_128, CLEAR);
        hsm.derive(KEY, MASTER, SESSION);
        assertThat(hsm.clearDuringWrap(KEK, KEY)).isEqualTo(Lived.TOKEN);
        Bytes wrapped = hsm.wrap(KEK, KEY);
        assertThat(hsm.decrypt(KEK, CipherMode.AES_CBC, Bytes.zeros(16), wrapped))
                .as("the key of annex A.3, with odd parity as the token gives it")
                .isEqualTo(Bytes.hex("192025BA4FAB32F4A73B1AA4E6855D4F"));
        assertThat(hsm.info(KEY).lived()).isEqualTo(Lived.TOKEN);
    }

    /** SoftHSM wraps under no triple-DES key: the driver has to, and does not hide it. */
    @Test
    void underATripleDesKeyItPassesThroughThisProcessAndItsLineageSaysSo() {
        hsm.importKey(MASTER, KeyKind.TDES, CLEAR);
        hsm.importKey(KEK, KeyKind.TDES, Bytes.hex("404142434445464748494A4B4C4D4E4F"));
        hsm.derive(KEY, MASTER, SESSION);
        assertThat(hsm.clearDuringWrap(KEK, KEY)).isEqualTo(Lived.HOST_MEMORY);
        assertThat(hsm.wrap(KEK, KEY)).isNotNull();
        assertThat(hsm.info(KEY).lived()).isEqualTo(Lived.HOST_MEMORY);
        assertThat(hsm.info(KEY).checkValue()).hasToString("ACD12A");
    }

    @Test
    void aMasterOfTheTokenIsFoundByItsLabelAndStaysThere() throws CryptokiException {
        long master = token.keepMaster(MASTER.value(), TestToken.DES2, CLEAR.toArray());
        try {
            assertThat(hsm.has(MASTER)).isTrue();
            assertThat(hsm.info(MASTER).lived()).isEqualTo(Lived.TOKEN);
            assertThat(hsm.derive(KEY, MASTER, SESSION).checkValue()).hasToString("ACD12A");
            assertThatExceptionOfType(HsmException.class)
                    .isThrownBy(() -> hsm.mac(MASTER, MacAlgorithm.RETAIL, NO_ICV, CLEAR))
                    .withMessageContaining("derive a key from it");
            hsm.destroy(MASTER);
            assertThat(hsm.has(MASTER))
                    .as("another program's key is not ours to destroy")
                    .isTrue();
        } finally {
            token.session().destroy(master);
        }
    }

    @Test
    void twoKeysUnderOneLabelAreNotGuessedAt() throws CryptokiException {
        long one = token.keepMaster(MASTER.value(), TestToken.DES2, CLEAR.toArray());
        long two = token.keepMaster(MASTER.value(), TestToken.AES, CLEAR.toArray());
        try {
            assertThatExceptionOfType(HsmException.class)
                    .isThrownBy(() -> hsm.info(MASTER))
                    .withMessageContaining("more than one key with the label 'native/master'");
        } finally {
            token.session().destroy(one);
            token.session().destroy(two);
        }
    }

    @Test
    void destroyedKeysLeaveNothingInTheToken() throws CryptokiException {
        // The platform's provider keeps keys of other modules, which cannot be extracted.
        Template ours = new Template()
                .with(Template.CLASS, Template.SECRET_KEY)
                .with(Template.TOKEN, false)
                .with(Template.EXTRACTABLE, true);
        hsm.importKey(MASTER, KeyKind.AES_192, Bytes.zeros(24));
        hsm.importKey(KEY, KeyKind.TDES, CLEAR);
        assertThat(token.session().find(ours)).isNotEmpty();
        hsm.close();
        assertThat(token.session().find(ours)).isEmpty();
    }
}
