package dev.tapbench.drivers.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user reads when the token, its library or the PIN is not as it should be; each case in a process of its own. */
class LibraryErrorsTest {
    private static final String RETAIL_MAC = "5F1448EEA8AD90A7";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeAll
    static void requireSoftHsm() {
        ChildJvm.requireSoftHsm();
    }

    private Map<String, String> opened(Map<String, String> environment, String... targets) {
        return new ChildJvm(folder).run(OpenProgram.class, environment, "", targets);
    }

    @Test
    void softHsmGivesTheCodesThatItCanBeBroughtToGive() {
        assertThat(new ChildJvm(folder).run(LibraryErrorsProgram.class, Map.of(), ""))
                .containsEntry("unknown mechanism", text(Ckr.MECHANISM_INVALID))
                .containsEntry("half a block", text(Ckr.DATA_LEN_RANGE))
                .containsEntry("no such key", text(Ckr.OBJECT_HANDLE_INVALID))
                .containsEntry("a key for something else", text(Ckr.KEY_FUNCTION_NOT_PERMITTED))
                .containsEntry("a key that stays", text(Ckr.KEY_UNEXTRACTABLE))
                .containsEntry("a key to look at", text(Ckr.ATTRIBUTE_SENSITIVE))
                .containsEntry("a key without a value", text(Ckr.TEMPLATE_INCOMPLETE))
                .containsEntry("no such slot", text(Ckr.SLOT_ID_INVALID))
                .containsEntry("logged out", text(Ckr.USER_NOT_LOGGED_IN))
                .containsEntry("library ended", text(Ckr.CRYPTOKI_NOT_INITIALIZED));
    }

    /** Found before a log-in is tried, and told by the list of what is there as well. */
    @Test
    void aTokenWithoutAUserPinIsToldWithTheRemedy() {
        Map<String, String> said = new ChildJvm(folder).run(TokenWithoutPinProgram.class, Map.of(), "");
        assertThat(said.get("pkcs11 softhsm?token=nopin"))
                .contains("no user PIN, so that nobody can use it: give the token a user PIN: softhsm2-util");
        assertThat(said.get("pkcs11 softhsm")).contains("AES").doesNotContain("PIN");
        assertThat(said.get("open"))
                .contains("the token 'nopin' in slot", "has no user PIN; give the token a user PIN: softhsm2-util");
    }

    private static String text(Ckr row) {
        return "it cannot: CKR_" + row.name() + "; " + row.remedy();
    }

    /** Nothing is lost where nothing was there yet: whoever opens a module does not hear of sessions that had gone. */
    @ParameterizedTest
    @CsvSource({"pkcs11:softhsm", "pkcs11:softhsm?derive=native"})
    void sessionsThatHadGoneAreOpenedAgain(String target) {
        Map<String, String> said = new ChildJvm(folder)
                .run(LostTokenProgram.class, Map.of(), "", target, "sessions closed before opening");
        assertThat(said).containsEntry("open", "opened");
    }

    @ParameterizedTest
    @CsvSource({
        "pkcs11:softhsm, sessions closed, CKR_SESSION_HANDLE_INVALID",
        "pkcs11:softhsm, library ended, CKR_CRYPTOKI_NOT_INITIALIZED",
        "pkcs11:softhsm?derive=native, sessions closed, CKR_SESSION_HANDLE_INVALID",
        "pkcs11:softhsm?derive=native, library ended, CKR_CRYPTOKI_NOT_INITIALIZED"
    })
    void aLostTokenIsToldAndOpenedAgain(String target, String event, String code) {
        Map<String, String> said = new ChildJvm(folder).run(LostTokenProgram.class, Map.of(), "", target, event);
        assertThat(said).containsEntry("before", RETAIL_MAC);
        assertThat(said.get("next")).contains("lost/key").contains(code).contains("open the module again");
        assertThat(said.get("after that"))
                .isEqualTo(target + " cannot mac with key 'lost/key': the token went away (" + code
                        + ") and its keys with it; open the module again");
        assertThat(said)
                .containsEntry("lost", "true")
                // Else the platform would destroy its keys by their numbers, which may be those of new keys now.
                .containsEntry("kept", "true")
                .containsEntry("has", "false")
                .containsEntry("again", RETAIL_MAC)
                .containsEntry("lost again", "false");
    }

    @ParameterizedTest
    @CsvSource({"pkcs11:softhsm", "pkcs11:softhsm?derive=native"})
    void aTokenThatWasTakenOutIsMissedUntilItIsBack(String target) {
        Map<String, String> said = new ChildJvm(folder).run(LostTokenProgram.class, Map.of(), "", target, "token gone");
        assertThat(said.get("first")).contains("open the module again");
        assertThat(said.get("open without a token"))
                .isEqualTo("the library "
                        + KnownModule.SOFTHSM.library().orElseThrow()
                        + " does not start: CKR_GENERAL_ERROR; " + Ckr.GENERAL_ERROR.remedy());
        assertThat(said).containsEntry("again", RETAIL_MAC);
    }

    /** The token that Tapbench makes, as if somebody else had made it. */
    private void makeForeignToken() throws IOException {
        assertThat(opened(Map.of(), "pkcs11:softhsm")).containsEntry("1", "opened, random 8");
        Path configuration = folder.resolve("softhsm2.conf");
        Files.writeString(configuration, "# By somebody else\n" + Files.readString(configuration));
    }

    @Test
    void aPinForAnotherTokenIsNotTriedOnOurOwn() {
        assertThat(opened(Map.of(UserPin.VARIABLE, "9999"), "pkcs11:softhsm")).containsEntry("1", "opened, random 8");
    }

    @Test
    void aWrongPinIsToldAndNotTriedTwice() throws IOException {
        makeForeignToken();
        Map<String, String> said = opened(Map.of(UserPin.VARIABLE, "9999"), "pkcs11:softhsm", "pkcs11:softhsm");
        assertThat(said.get("1")).endsWith("cannot be opened: CKR_PIN_INCORRECT; " + Ckr.PIN_INCORRECT.remedy());
        assertThat(said.get("2")).isEqualTo(said.get("1") + " (this PIN was refused before and not tried again)");
    }

    @Test
    void aTokenOfSomebodyElseWantsItsPin() throws Exception {
        makeForeignToken();
        assertThat(opened(Map.of(), "pkcs11:softhsm"))
                .containsEntry(
                        "1",
                        "there is no PIN for the token 'tapbench': set the environment variable TAPBENCH_HSM_PIN, or start"
                                + " on a terminal to be asked");
        assertThat(opened(Map.of(UserPin.VARIABLE, "1234"), "pkcs11:softhsm")).containsEntry("1", "opened, random 8");
    }

    @Test
    void aTokenIsFoundByItsLabelInAnyLibrary() throws Exception {
        opened(Map.of(), "pkcs11:softhsm");
        init("second");
        String library = KnownModule.SOFTHSM.library().orElseThrow().toString();
        Map<String, String> said = opened(
                Map.of(UserPin.VARIABLE, "1234"),
                "pkcs11:" + library + "?token=second",
                "pkcs11:softhsm?token=second",
                "pkcs11:softhsm?token=third",
                "pkcs11:softhsm?slot-index=9");
        assertThat(said).containsEntry("1", "opened, random 8").containsEntry("2", "opened, random 8");
        assertThat(said.get("3"))
                .contains("there is no token 'third'")
                .contains("'tapbench' in slot")
                .contains("'second' in slot");
        assertThat(said.get("4")).contains("no slot with index 9").contains("'second' in slot");
    }

    @Test
    void twoTokensWithOneLabelAreNotGuessedAt() throws Exception {
        opened(Map.of(), "pkcs11:softhsm");
        init("tapbench");
        assertThat(opened(Map.of(UserPin.VARIABLE, "1234"), "pkcs11:softhsm").get("1"))
                .contains("names 2 tokens")
                .contains("choose with ?token=LABEL or ?slot=NUMBER");
    }

    @Test
    void aSlotWithoutAnInitialisedTokenIsTold() {
        assertThat(opened(Map.of(), "pkcs11:softhsm?slot-index=1").get("1"))
                .contains("is not initialised")
                .contains(Ckr.TOKEN_NOT_RECOGNIZED.remedy());
    }

    @Test
    void aFileThatIsNoLibraryIsTold() throws IOException {
        Path file = Files.writeString(folder.resolve("none.so"), "not a library");
        Path other = Path.of(System.getProperty("java.home"), "lib", System.mapLibraryName("zip"));
        Map<String, String> said = opened(Map.of(UserPin.VARIABLE, "1234"), "pkcs11:" + file, "pkcs11:" + other);
        assertThat(said.get("1")).startsWith(file + " is no PKCS #11 library that this computer can load");
        assertThat(said.get("2")).startsWith(other + " is no PKCS #11 library that this computer can load");
    }

    private void init(String label) throws Exception {
        ProcessBuilder util = new ProcessBuilder(
                        "softhsm2-util",
                        "--init-token",
                        "--free",
                        "--label",
                        label,
                        "--pin",
                        "1234",
                        "--so-pin",
                        "1234")
                .redirectErrorStream(true);
        util.environment().put("SOFTHSM2_CONF", folder.resolve("softhsm2.conf").toString());
        Process process = util.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
