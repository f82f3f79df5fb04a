package dev.tapbench.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.ports.Bytes;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskerTest {
    private final Masker masker = new Masker(new Secrets());

    private String command(String hex) {
        Bytes apdu = Bytes.hex(hex);
        return ApduMask.hex(apdu, masker.apdus().commands().next(apdu));
    }

    private String response(String hex) {
        Bytes apdu = Bytes.hex(hex);
        return ApduMask.hex(apdu, masker.apdus().response(apdu));
    }

    @ParameterizedTest
    @CsvSource({
        // VERIFY plaintext and enciphered
        "0020008008241234FFFFFFFFFF, 0020008008****************",
        "00200088040102030400, 0020008804********00",
        // PIN CHANGE/UNBLOCK
        "8C240002040102030400, 8C24000204********00",
        // STORE DATA in clear: PIN block, keys, RSA component; the PAN in a record
        "80E20000 0B 8010 08 241234FFFFFFFFFF, 80E200000B801008****************",
        "80E20000 08 8000 05 0102030405, 80E2000008800005**********",
        "80E20000 08 8203 05 0102030405, 80E2000008820305**********",
        "80E20000 05 9010 02 0303, 80E2000005901002" + "0303",
        "80E20000 0F 0101 0C 700A 5A08 5413330089604111, 80E200000F01010C700A5A08541333******4111",
        // all groupings enciphered by P1, with and without secure messaging
        "80E26000 08 9102 05 0102030405, 80E2600008910205**********",
        "84E26000 08 0102030405060708, 84E2600008****************",
        // a long grouping that goes on in the next command
        "80E20000 08 8201 FF0100 010203, 80E20000088201FF0100******",
        // INSTALL and PUT KEY
        "80E60C00 05 0102030405, 80E60C0005**********",
        "80D80000 05 0102030405, 80D8000005**********",
        // nothing secret
        "80CA9F5000, 80CA9F5000",
        "00A4040007F054415001101000, 00A4040007F054415001101000"
    })
    void hidesWhatTheCommandHolds(String clear, String masked) {
        assertThat(command(clear)).isEqualTo(masked);
    }

    @ParameterizedTest
    @CsvSource({
        "700A 5A08 5413330089604111 9000, 700A5A08541333******41119000",
        "700B 5A09 5413330089604111 2F 9000, 700B5A09541333*******1112F9000",
        "700F 570D 5413330089604111D2512201FF 9000, 700F570D541333******4111D*********9000",
        "7004 5F20 01 41 9000, 70045F2001**9000",
        "9F50 06 000000005000 9000, 9F50060000000050009000",
        // cut short: what is there is hidden all the same
        "70 20 5A08 54133300896041, 70205A08**********6041"
    })
    void hidesWhatTheResponseHolds(String clear, String masked) {
        assertThat(response(clear)).isEqualTo(masked);
    }

    /** Each test's commands are those of one session; they come and are expected one after the other. */
    private String session(String... commands) {
        return masker.fields(Map.of("commands", String.join(" ", commands))).getOrDefault("commands", "");
    }

    private static final String AT_LEVEL_03 = "8482030010" + "11".repeat(8) + "22".repeat(8);
    private static final String AT_LEVEL_01 = "8482010010" + "11".repeat(8) + "22".repeat(8);
    private static final String MAC = "A1A2A3A4A5A6A7A8";

    @Test
    void underLevel03TheFieldIsOneCryptogramWhateverItsBytesLookLike() {
        // The cryptogram reads as DGI 8000 with a key, and as a record with a PAN: neither is there.
        String key = "84E2000010" + "8000050102030405" + MAC;
        String pan = "84E2000018" + "01010D700B5A095413330089604111AA" + MAC;
        assertThat(session(AT_LEVEL_03, key, pan)).isEqualTo(AT_LEVEL_03 + " " + key + " " + pan);
        assertThat(masker.text("0102030405"))
                .as("nor is anything learned from it")
                .isEqualTo("0102030405");
    }

    @Test
    void underLevel03WhatP1CallsEncipheredIsHidden() {
        assertThat(session(AT_LEVEL_03, "84E2600010" + "8000050102030405" + MAC))
                .isEqualTo(AT_LEVEL_03 + " 84E2600010" + "*".repeat(32));
    }

    @Test
    void underLevel01SecretsAreHiddenAndTheMacStays() {
        assertThat(session(AT_LEVEL_01, "84E2000010" + "8000050102030405" + MAC))
                .isEqualTo(AT_LEVEL_01 + " 84E2000010" + "800005" + "*".repeat(10) + MAC);
    }

    @Test
    void underLevel01TheRestOfAGroupingIsHiddenInTheNextCommand() {
        assertThat(session(
                        AT_LEVEL_01,
                        "84E200000E" + "820108C1C2C3" + MAC,
                        "84E2000112" + "C4C5C6C7C8" + "9010020303" + MAC))
                .isEqualTo(AT_LEVEL_01 + " 84E200000E" + "820108******" + MAC + " 84E2000112" + "*".repeat(10)
                        + "9010020303" + MAC);
    }

    @Test
    void underLevel01WhatFollowsACutHeaderIsHidden() {
        assertThat(session(AT_LEVEL_01, "84E200000A" + "8201" + MAC, "84E200010E" + "08C1C2C3C4C5" + MAC))
                .isEqualTo(AT_LEVEL_01 + " 84E200000A" + "****" + MAC + " 84E200010E" + "*".repeat(12) + MAC);
    }

    @Test
    void aSecuredFieldOfUnknownLevelIsHiddenWhole() {
        String store = "84E2000010" + "9010020303000000" + MAC;
        String hidden = "84E2000010" + "*".repeat(32);
        assertThat(session(store)).isEqualTo(hidden);
        assertThat(session(AT_LEVEL_03, "00A4040000", store)).isEqualTo(AT_LEVEL_03 + " 00A4040000 " + hidden);
        assertThat(session(AT_LEVEL_03, "8050000008" + "33".repeat(8), store)).endsWith(hidden);
    }

    @Test
    void withoutSecureMessagingALevelOpensNothing() {
        assertThat(session(AT_LEVEL_03, "80E2000008" + "8000050102030405"))
                .isEqualTo(AT_LEVEL_03 + " 80E2000008" + "800005" + "*".repeat(10));
    }

    @Test
    void unparsableBytesNeitherThrowNorEscape() {
        assertThat(response("5A")).isEqualTo("5A");
        assertThat(response("")).isEmpty();
        assertThat(command("00")).isEqualTo("00");
        assertThat(response("5A085413330089604111FFFFFF9000")).startsWith("5A08541333******4111");
        assertThat(response("5A04FFFFFFFF9000")).isEqualTo("5A04********9000");
    }

    @Test
    void whatStructureShowedIsHiddenEverywhereElse() {
        response("700A5A0854133300896041119000");
        command("00200088080102030405060708");
        assertThat(masker.text("card 5413330089604111 refused")).isEqualTo("card 541333******4111 refused");
        assertThat(masker.text("bytes 0102030405060708 came")).isEqualTo("bytes **************** came");
    }

    @Test
    void hidesRegisteredValuesInAnyCase() {
        masker.secrets().forbid("key", Bytes.hex("0F1E2D3C4B5A6978"));
        masker.secrets().forbidPan("5413330089604111");
        assertThat(masker.text("a0F1e2D3c4B5A6978b")).isEqualTo("a****************b");
        assertThat(masker.text("57105413330089604111D25")).isEqualTo("5710541333******4111D25");
        assertThat(masker.text("ß 0F1E2D3C4B5A6978 İ")).isEqualTo("ß **************** İ");
    }

    @Test
    void shortValuesAreRefusedBecauseTheyAreFoundByChance() {
        assertThatThrownBy(() -> masker.secrets().forbid("PIN", Bytes.hex("1234")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PIN block")
                .hasMessageNotContaining("1234");
    }

    @ParameterizedTest
    @CsvSource({
        "a PAN 4012888888881881 in a text, a PAN 401288******1881 in a text",
        "not one 4012888888881882 by Luhn, not one 4012888888881882 by Luhn",
        "time 1763782000000 stays, time 1763782000000 stays",
        "amount 000000005000 stays, amount 000000005000 stays",
        "hex A4012888888881881B stays, hex A4012888888881881B stays"
    })
    void hidesWhatLooksLikeAPan(String clear, String masked) {
        assertThat(masker.text(clear)).isEqualTo(masked);
    }

    @Test
    void hidesFieldsByTheirNames() {
        Map<String, String> masked = masker.fields(Map.of(
                "DE2", "5413330089604111",
                "DE35", "5413330089604111D2512",
                "DE52", "0102030405060708",
                "DE55", "5A0854133300896041119F3602000A",
                "DE4", "000000005000",
                "commands", "0020008008241234FFFFFFFFFF 80CA9F5000",
                "responses", "700A5A0854133300896041119000",
                "groups", "8000 8010"));
        assertThat(masked)
                .containsEntry("DE2", "541333******4111")
                .containsEntry("DE35", "*********************")
                .containsEntry("DE52", "****************")
                .containsEntry("DE55", "5A08541333******41119F3602000A")
                .containsEntry("DE4", "000000005000")
                .containsEntry("commands", "0020008008**************** 80CA9F5000")
                .containsEntry("responses", "700A5A08541333******41119000")
                .containsEntry("groups", "8000 8010");
    }
}
