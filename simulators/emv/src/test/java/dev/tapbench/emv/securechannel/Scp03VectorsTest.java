package dev.tapbench.emv.securechannel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.emv.CommandApdu;
import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.ResponseApdu;
import dev.tapbench.emv.StatusWord;
import dev.tapbench.emv.testing.SoftwareHsm;
import dev.tapbench.emv.testing.Vector;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.KeyKind;
import dev.tapbench.ports.hsm.KeyLabel;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The host's side of SCP03 against recorded sessions, and what it refuses in them. */
class Scp03VectorsTest {
    private static final KeyLabel ENC = KeyLabel.of("isd/enc");
    private static final KeyLabel MAC = KeyLabel.of("isd/mac");
    private static final KeyLabel DEK = KeyLabel.of("isd/dek");

    private final SoftwareHsm hsm = new SoftwareHsm();

    private Scp03Session open(Vector vector, Bytes response) {
        Bytes enc = vector.in("static_enc");
        hsm.importKey(ENC, KeyKind.aes(enc.length()), enc);
        hsm.importKey(MAC, KeyKind.aes(enc.length()), vector.in("static_mac"));
        Bytes challenge = CommandApdu.parse(vector.in("initialize_update_apdu")).data();
        return Scp03Session.open(hsm, ENC, MAC, DEK, challenge, response);
    }

    private static Scp03Level level(Vector vector) {
        return Scp03Level.of(vector.out("external_authenticate_apdu").at(2));
    }

    static Stream<Vector> session() {
        return Vector.of("scp03.session");
    }

    @ParameterizedTest
    @MethodSource
    void session(Vector vector) {
        Scp03Session session = open(vector, vector.in("initialize_update_response"));
        // The source sends Le with some commands; the MAC does not cover it.
        assertThat(session.externalAuthenticate(level(vector)).toBytes())
                .isEqualTo(vector.out("external_authenticate_apdu"));
        for (int i = 0; i < vector.inputs().get("plain_apdus_in_order").size(); i++) {
            CommandApdu plain = CommandApdu.parse(
                    Bytes.hex(vector.inputs().get("plain_apdus_in_order").get(i).asString()));
            assertThat(session.wrap(plain).toBytes())
                    .isEqualTo(Bytes.hex(vector.expected().get("wrapped").get(i).asString()));
            // Below level 11 a response is as the card sent it, and the answer names none.
            if (i == 0 && vector.inputs().has("response_to_first_command")) {
                ResponseApdu response = new ResponseApdu(vector.in("response_to_first_command"), StatusWord.OK);
                assertThat(session.unwrap(response))
                        .isEqualTo(new ResponseApdu(vector.out("unwrapped_response_1"), StatusWord.OK));
            }
        }
        session.close();
        assertThat(hsm.has(ENC.child("session"))).isFalse();
        assertThat(hsm.has(MAC.child("session"))).isFalse();
        assertThat(hsm.has(MAC.child("session-response"))).isFalse();
    }

    private static Vector named(String id) {
        return Vector.all().filter(v -> v.id().equals(id)).findFirst().orElseThrow();
    }

    @Test
    void aWrongCardCryptogramEndsTheSessionAndLeavesNoKey() {
        Vector vector = named("scp03-aes192-level33");
        Bytes response = vector.in("initialize_update_response");
        Bytes wrong = Bytes.concat(response.slice(0, 28), Bytes.of(response.at(28) ^ 1), response.from(29));
        assertThatThrownBy(() -> open(vector, wrong))
                .isInstanceOf(CardCryptogramException.class)
                .hasMessageContaining("8F79FB08212FBED6")
                .hasMessageContaining("8F79FB08212FBED7");
        assertThat(hsm.has(ENC.child("session"))).isFalse();
        assertThat(hsm.has(MAC.child("session"))).isFalse();
        assertThat(hsm.has(MAC.child("session-response"))).isFalse();
    }

    @Test
    void aResponseThatIsNoAnswerOfScp03IsRefused() {
        Vector vector = named("scp03-aes192-level33");
        Bytes response = vector.in("initialize_update_response");
        assertThatThrownBy(() -> open(vector, response.slice(0, 31)))
                .isInstanceOf(EmvDataException.class)
                .hasMessageContaining("answered 31 bytes, expected 32");
        assertThatThrownBy(() -> open(vector, response.slice(0, 28)))
                .isInstanceOf(EmvDataException.class)
                .hasMessageContaining("answered 28 bytes, expected 32");
        Bytes scp02 = Bytes.concat(response.slice(0, 11), Bytes.of(2), response.from(12));
        assertThatThrownBy(() -> open(vector, scp02))
                .isInstanceOf(EmvDataException.class)
                .hasMessageContaining("speaks SCP02, expected SCP03");
        Bytes s16 = Bytes.concat(response.slice(0, 12), Bytes.of(0x71), response.from(13));
        assertThatThrownBy(() -> open(vector, s16))
                .isInstanceOf(EmvDataException.class)
                .hasMessageContaining("i=71, which is S16 mode");
    }

    @Test
    void aResponseWithoutItsMacOrWithAnotherIsRefused() {
        Vector vector = named("scp03-aes192-level33");
        Scp03Session session = open(vector, vector.in("initialize_update_response"));
        session.externalAuthenticate(Scp03Level.ALL);
        session.wrap(CommandApdu.parse(
                Bytes.hex(vector.inputs().get("plain_apdus_in_order").get(0).asString())));
        Bytes data = vector.in("response_to_first_command");
        assertThatThrownBy(() -> session.unwrap(new ResponseApdu(Bytes.zeros(7), StatusWord.OK)))
                .isInstanceOf(EmvDataException.class)
                .hasMessageContaining("has 7 bytes, expected a MAC of 8");
        Bytes wrong = Bytes.of(data.at(0) ^ 1).then(data.from(1));
        assertThatThrownBy(() -> session.unwrap(new ResponseApdu(wrong, StatusWord.OK)))
                .isInstanceOf(EmvDataException.class)
                .hasMessageContaining("expected ");
        assertThatThrownBy(() -> session.unwrap(new ResponseApdu(data, new StatusWord(0x6200))))
                .isInstanceOf(EmvDataException.class)
                .hasMessageContaining("carries the MAC ");
        ResponseApdu error = new ResponseApdu(Bytes.empty(), StatusWord.WRONG_DATA);
        assertThat(session.unwrap(error)).isEqualTo(error);
    }

    @Test
    void commandsBeforeAuthenticationAndAfterASecondOneAreMistakes() {
        Vector vector = named("scp03-aes128-level03");
        Scp03Session session = open(vector, vector.in("initialize_update_response"));
        CommandApdu command = CommandApdu.parse(Bytes.hex("80F22002"));
        assertThatThrownBy(() -> session.wrap(command)).isInstanceOf(IllegalStateException.class);
        session.externalAuthenticate(Scp03Level.C_MAC_AND_C_ENCIPHERMENT);
        assertThatThrownBy(() -> session.externalAuthenticate(Scp03Level.C_MAC))
                .isInstanceOf(IllegalStateException.class);
        assertThat(session.longestData()).isEqualTo(239);
        CommandApdu long240 = new CommandApdu(0x80, 0xE2, 0, 0, Bytes.zeros(240), CommandApdu.NO_LE);
        assertThatThrownBy(() -> session.wrap(long240))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("level 03 carries 239");
        assertThatThrownBy(() -> Scp03Level.of(0x23))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected 01, 03, 11, 13 or 33");
    }

    static Stream<Vector> cardKeys() {
        return Vector.of("scp03.card-keys");
    }

    @ParameterizedTest
    @MethodSource
    void cardKeys(Vector vector) {
        Bytes master = vector.in("master_key");
        KeyLabel label = KeyLabel.of("master");
        hsm.importKey(label, KeyKind.aes(master.length()), master);
        Scp03CardKeys.derive(hsm, label, vector.in("keydata"), ENC, MAC, DEK);
        assertThat(hsm.info(ENC).checkValue().value()).isEqualTo(vector.out("kcv_enc"));
        assertThat(hsm.info(MAC).checkValue().value()).isEqualTo(vector.out("kcv_mac"));
        assertThat(hsm.info(DEK).checkValue().value()).isEqualTo(vector.out("kcv_dek"));
    }
}
