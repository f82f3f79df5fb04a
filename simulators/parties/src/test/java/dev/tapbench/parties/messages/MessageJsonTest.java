package dev.tapbench.parties.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.parties.messages.DeviceCommands.Purpose;
import dev.tapbench.ports.Bytes;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;

/** Every message of personalization can travel: written and read again it is equal. */
class MessageJsonTest {
    private static final Bytes EIGHT = Bytes.hex("0123456789ABCDEF");
    private static final Bytes KEYDATA = Bytes.hex("FFFFFF99990200000007");

    static List<SessionMessage> messages() {
        return List.of(
                new PersonalizationRequest("s", 1, "prepaid card", 2000, 978),
                new DataRequest("s", 1, "prepaid card", 2000, 978),
                new DataApproval("s", 1, "prepaid card", "account", "prepaid"),
                new DataRefusal("s", 1, "no"),
                new PreparationOrder(
                        "s",
                        1,
                        "prepaid card",
                        "prepaid",
                        "account",
                        "9999020000000019",
                        1,
                        LocalDate.of(2026, 1, 1),
                        LocalDate.of(2030, 12, 31),
                        2000,
                        978,
                        EIGHT,
                        Bytes.empty()),
                new PreparedDataRequest("s", 1),
                new PreparedData(
                        "s",
                        1,
                        List.of(new PreparedApplication(
                                Bytes.hex("F0544150011010"), List.of(new DataGroup(0x8010, EIGHT, true))))),
                new DeviceCommands("s", 1, Purpose.PROBE, List.of(EIGHT)),
                new DeviceResponses("s", 2, List.of(Bytes.hex("9000"), Bytes.empty()), ""),
                new ConfirmationRequest(
                        "s",
                        2,
                        "account",
                        Bytes.zeros(29),
                        Bytes.hex("1100"),
                        Bytes.hex("0001"),
                        Bytes.zeros(32),
                        EIGHT),
                new ConfirmationResponse("s", 2, true, ""),
                new Personalized("s", 3, "account", KEYDATA),
                new PersonalizationFailed("s", 3, "account", Bytes.empty(), "removed"));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void writtenAndReadAgainItIsEqual(SessionMessage message) {
        SessionMessage read = MessageJson.read(MessageJson.write(message), message.getClass());

        assertThat(read).isEqualTo(message);
    }

    @Test
    void bytesAreHexadecimalAndUnknownFieldsAreRefused() {
        assertThat(MessageJson.write(new Personalized("s", 3, "a", KEYDATA))).contains("\"FFFFFF99990200000007\"");
        assertThatThrownBy(() ->
                        MessageJson.read("{\"session\":\"s\",\"number\":1,\"pan\":\"1\"}", PreparedDataRequest.class))
                .isInstanceOf(JacksonException.class);
    }

    @Test
    void anOrderPrintsItsCardNumberMasked() {
        assertThat(messages().get(4).toString())
                .doesNotContain("9999020000000019")
                .contains("999902..0019");
    }
}
