package dev.tapbench.emv.securechannel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.emv.CommandApdu;
import dev.tapbench.emv.Commands;
import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.testing.SoftwareHsm;
import dev.tapbench.emv.testing.Vector;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.KeyKind;
import dev.tapbench.ports.hsm.KeyLabel;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Card keys and SCP02 sessions against known answers, among them sessions of GlobalPlatformPro, pySim and real cards. */
class Scp02VectorsTest {
    private static final KeyLabel KMC = KeyLabel.of("tsp/kmc-541333");
    private static final KeyLabel ENC = KeyLabel.of("tsp/s1/enc");
    private static final KeyLabel MAC = KeyLabel.of("tsp/s1/mac");
    private static final KeyLabel DEK = KeyLabel.of("tsp/s1/dek");

    private final SoftwareHsm hsm = new SoftwareHsm();

    private Bytes checkValue(KeyLabel label) {
        return hsm.info(label).checkValue().value();
    }

    static Stream<Vector> cardKeys() {
        return Vector.of("cps.card-keys");
    }

    @ParameterizedTest
    @MethodSource
    void cardKeys(Vector vector) {
        hsm.importKey(KMC, KeyKind.TDES, vector.in("kmc"));
        CpsKeys.derive(hsm, KMC, vector.in("keydata"), ENC, MAC, DEK);
        assertThat(checkValue(ENC)).isEqualTo(vector.out("kcv_enc"));
        assertThat(checkValue(MAC)).isEqualTo(vector.out("kcv_mac"));
        assertThat(checkValue(DEK)).isEqualTo(vector.out("kcv_dek"));
        assertThat(CpsKeys.clear(vector.in("kmc"), vector.in("keydata")))
                .isEqualTo(new CpsKeys.Clear(hsm.clear(ENC), hsm.clear(MAC), hsm.clear(DEK)));
    }

    static Stream<Vector> sessionKeys() {
        return Vector.of("scp02.session-keys");
    }

    @ParameterizedTest
    @MethodSource
    void sessionKeys(Vector vector) {
        importCardKeys(vector.in("static_key"), vector.in("static_key"), vector.in("static_key"));
        // The known answer has no challenges: the card cryptogram is made here, as a card would.
        Bytes counter = vector.in("sequence_counter");
        Bytes host = Bytes.hex("0102030405060708");
        Bytes card = Bytes.hex("A1A2A3A4A5A6");
        Bytes sessionEnc = SoftwareHsm.cipher(
                true,
                "CBC",
                vector.in("static_key"),
                Bytes.zeros(8),
                Bytes.concat(Bytes.hex("0182"), counter, Bytes.zeros(12)));
        Bytes covered = SoftwareHsm.padded(Bytes.concat(host, counter, card));
        Bytes cryptogram = SoftwareHsm.cipher(true, "CBC", sessionEnc, Bytes.zeros(8), covered)
                .from(16);
        Bytes response = Bytes.concat(Bytes.zeros(10), Bytes.hex("0102"), counter, card, cryptogram);
        try (Scp02Session session = Scp02Session.open(hsm, ENC, MAC, DEK, host, response, Scp02Session.I_15)) {
            assertThat(session.longestData()).isEqualTo(247);
            assertThat(checkValue(ENC.child("session"))).isEqualTo(vector.out("kcv_enc"));
            assertThat(checkValue(MAC.child("session"))).isEqualTo(vector.out("kcv_mac"));
            assertThat(checkValue(DEK.child("session"))).isEqualTo(vector.out("kcv_dek"));
        }
        assertThat(hsm.has(ENC.child("session"))).isFalse();
        assertThat(hsm.has(MAC.child("session"))).isFalse();
        assertThat(hsm.has(DEK.child("session"))).isFalse();
    }

    private void importCardKeys(Bytes enc, Bytes mac, Bytes dek) {
        hsm.importKey(ENC, KeyKind.TDES, enc);
        hsm.importKey(MAC, KeyKind.TDES, mac);
        hsm.importKey(DEK, KeyKind.TDES, dek);
    }

    static Stream<Vector> session() {
        return Stream.concat(Vector.of("scp02.session"), Vector.of("cps.session"));
    }

    @ParameterizedTest
    @MethodSource
    void session(Vector vector) {
        if (vector.inputs().has("kmc")) {
            hsm.importKey(KMC, KeyKind.TDES, vector.in("kmc"));
            CpsKeys.derive(hsm, KMC, vector.in("keydata"), ENC, MAC, DEK);
        } else {
            importCardKeys(vector.in("static_enc"), vector.in("static_mac"), vector.in("static_dek"));
        }
        boolean given = vector.inputs().has("initialize_update_response");
        Bytes response = given ? vector.in("initialize_update_response") : vector.out("initialize_update_response");
        Scp02Session session =
                Scp02Session.open(hsm, ENC, MAC, DEK, vector.in("host_challenge"), response, implementation(vector));
        assertSessionKey(vector, "session_enc", ENC);
        assertSessionKey(vector, "session_mac", MAC);
        assertSessionKey(vector, "session_dek", DEK);
        // Some sources send Le with EXTERNAL AUTHENTICATE; the MAC does not cover it.
        CommandApdu authenticate = session.externalAuthenticate(Integer.parseInt(vector.text("security_level"), 16));
        String name =
                vector.expected().has("external_authenticate") ? "external_authenticate" : "external_authenticate_apdu";
        assertThat(CommandApdu.parse(vector.out(name)).data()).isEqualTo(authenticate.data());
        assertThat(vector.out(name).slice(0, 5))
                .isEqualTo(authenticate.toBytes().slice(0, 5));
        wrapped(vector, session);
        deciphered(vector);
    }

    private static int implementation(Vector vector) {
        return vector.inputs().has("i") ? Integer.parseInt(vector.text("i"), 16) : Scp02Session.I_15;
    }

    private void assertSessionKey(Vector vector, String name, KeyLabel card) {
        if (vector.expected().has(name)) {
            assertThat(hsm.clear(card.child("session"))).isEqualTo(vector.out(name));
        }
    }

    private static void wrapped(Vector vector, Scp02Session session) {
        JsonNode in = vector.inputs();
        if (in.has("store_data_p1_and_data")) {
            int number = 0;
            for (JsonNode command : in.get("store_data_p1_and_data")) {
                boolean last = command.get(0).asString().equals("80");
                CommandApdu plain = Commands.storeData(
                        last, false, number, Bytes.hex(command.get(1).asString()));
                assertThat(session.wrap(plain).toBytes())
                        .isEqualTo(Bytes.hex(vector.expected()
                                .get("store_data_apdus")
                                .get(number)
                                .asString()));
                number++;
            }
            return;
        }
        String name = in.has("plain_apdus_in_order") ? "plain_apdus_in_order" : "plain_commands_in_order";
        if (!in.has(name)) {
            return;
        }
        for (int i = 0; i < in.get(name).size(); i++) {
            CommandApdu plain = CommandApdu.parse(Bytes.hex(in.get(name).get(i).asString()));
            CommandApdu expected = CommandApdu.parse(
                    Bytes.hex(vector.expected().get("wrapped").get(i).asString()));
            CommandApdu wrapped = session.wrap(plain);
            assertThat(new CommandApdu(
                            wrapped.cla(), wrapped.ins(), wrapped.p1(), wrapped.p2(), wrapped.data(), expected.le()))
                    .isEqualTo(expected);
        }
    }

    private void deciphered(Vector vector) {
        if (!vector.expected().has("dek_decrypted_dgis")) {
            return;
        }
        for (JsonNode dgi : vector.expected().get("dek_decrypted_dgis")) {
            assertThat(hsm.decrypt(
                            DEK.child("session"),
                            dev.tapbench.ports.hsm.CipherMode.TDES_ECB,
                            Bytes.zeros(8),
                            Bytes.hex(dgi.get("encrypted").asString())))
                    .isEqualTo(Bytes.hex(dgi.get("clear").asString()));
        }
    }

    @Test
    void aChipOfAnotherMasterKeyIsRefusedAndNoSessionKeyIsLeft() {
        Vector vector = Vector.of("cps.session")
                .filter(v -> v.id().equals("cps-gp-mac"))
                .findFirst()
                .orElseThrow();
        hsm.importKey(KMC, KeyKind.TDES, Bytes.hex("9E15204313F7318ACB79B90BD986AD29"));
        CpsKeys.derive(hsm, KMC, vector.in("keydata"), ENC, MAC, DEK);
        Bytes response = vector.in("initialize_update_response");
        assertThatThrownBy(() ->
                        Scp02Session.open(hsm, ENC, MAC, DEK, vector.in("host_challenge"), response, Scp02Session.I_15))
                .isInstanceOf(CardCryptogramException.class)
                .hasMessageContaining("0D122A582298CB53");
        assertThat(hsm.has(ENC.child("session"))).isFalse();
    }

    @Test
    void keyDataNamesItsMasterKey() {
        assertThat(new KeyData(Bytes.hex("FFFFFF54133312345678")).issuer()).isEqualTo("541333");
        assertThat(new KeyData(Bytes.hex("00000054133312345678")).issuer()).isEqualTo("541333");
        assertThat(KeyData.of("541333", Bytes.hex("12345678")).value()).isEqualTo(Bytes.hex("00000054133312345678"));
        assertThatThrownBy(() -> new KeyData(Bytes.hex("0000005413AB12345678")).issuer())
                .isInstanceOf(EmvDataException.class);
        assertThatThrownBy(() -> new KeyData(Bytes.zeros(9))).isInstanceOf(EmvDataException.class);
    }
}
