package dev.tapbench.emv.calc;

import dev.tapbench.emv.CommandApdu;
import dev.tapbench.emv.ResponseApdu;
import dev.tapbench.emv.StatusWord;
import dev.tapbench.emv.crypto.scheme.Visa2Keys;
import dev.tapbench.emv.securechannel.CpsKeys;
import dev.tapbench.emv.securechannel.Scp02SessionKey;
import dev.tapbench.emv.securechannel.Scp03CardKeys;
import dev.tapbench.emv.securechannel.Scp03InitializeUpdateResponse;
import dev.tapbench.emv.securechannel.Scp03Level;
import dev.tapbench.emv.securechannel.Scp03Session;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyLabel;
import java.util.ArrayList;
import java.util.List;

/** Card keys of secure channels, and sessions of SCP03. */
final class ChannelOperations {
    private static final Key KEYDATA = Key.bytes("keydata", "key diversification data of INITIALIZE UPDATE", 10);

    private ChannelOperations() {}

    static List<Operation> all() {
        return List.of(
                Operation.named("cps.card-keys", "Card keys of triple DES from a master key.", "EMV CPS 1.1, 4.1")
                        .takes(
                                Key.bytes("kmc", "master key", 16),
                                KEYDATA,
                                Key.word(
                                                KnownAnswer.DIVERSIFICATION,
                                                "which bytes of keydata: EMV CPS's without it",
                                                "cps",
                                                "visa2")
                                        .optional())
                        .gives("kcv_enc", "check value of ENC")
                        .gives("kcv_mac", "check value of MAC")
                        .gives("kcv_dek", "check value of DEK")
                        .example("kmc=404142434445464748494A4B4C4D4E4F", "keydata=00010203040506070809")
                        .computedInModule((in, keys, out) -> {
                            KeyLabel kmc = keys.tdes("kmc", in.bytes("kmc"));
                            CardLabels card = CardLabels.in(keys);
                            if (in.optionalText(KnownAnswer.DIVERSIFICATION)
                                    .orElse("cps")
                                    .equals("visa2")) {
                                Visa2Keys.derive(keys.hsm(), kmc, in.bytes("keydata"), card.enc, card.mac, card.dek);
                            } else {
                                CpsKeys.derive(keys.hsm(), kmc, in.bytes("keydata"), card.enc, card.mac, card.dek);
                            }
                            card.checkValues(keys.hsm(), out);
                        }),
                Operation.named("scp02.session-keys", "Session keys of SCP02.", "GlobalPlatform Card 2.3.1, E.4.1")
                        .takes(
                                Key.bytes("static_key", "card key; of a card whose three keys are one", 16),
                                Key.bytes("sequence_counter", "of INITIALIZE UPDATE", 2))
                        .gives("kcv_enc", "check value of S-ENC")
                        .gives("kcv_mac", "check value of C-MAC")
                        .gives("kcv_dek", "check value of the session DEK")
                        .gives("kcv_rmac", "check value of R-MAC")
                        .example("static_key=404142434445464748494A4B4C4D4E4F", "sequence_counter=0000")
                        .computedInModule(ChannelOperations::scp02Keys),
                Operation.named("scp03.card-keys", "Card keys of AES from a master key.", "NIST SP 800-108, 5.1")
                        .takes(Key.bytes("master_key", "AES", 16, 24, 32), KEYDATA)
                        .gives("kcv_enc", "check value of ENC")
                        .gives("kcv_mac", "check value of MAC")
                        .gives("kcv_dek", "check value of DEK")
                        .example("master_key=404142434445464748494A4B4C4D4E4F", "keydata=00010203040506070809")
                        .computedInModule((in, keys, out) -> {
                            KeyLabel master = CardKeyOperations.aes(keys, "master", in.bytes("master_key"));
                            CardLabels card = CardLabels.in(keys);
                            Scp03CardKeys.derive(keys.hsm(), master, in.bytes("keydata"), card.enc, card.mac, card.dek);
                            card.checkValues(keys.hsm(), out);
                        }),
                scp03());
    }

    /** Three labels for card keys. */
    record CardLabels(KeyLabel enc, KeyLabel mac, KeyLabel dek) {
        static CardLabels in(ScratchKeys keys) {
            return new CardLabels(keys.label("enc"), keys.label("mac"), keys.label("dek"));
        }

        private void checkValues(Hsm hsm, Answer out) {
            out.give("kcv_enc", CardKeyOperations.checkValue(hsm.info(enc), 3))
                    .give("kcv_mac", CardKeyOperations.checkValue(hsm.info(mac), 3))
                    .give("kcv_dek", CardKeyOperations.checkValue(hsm.info(dek), 3));
        }
    }

    private static void scp02Keys(Inputs in, ScratchKeys keys, Answer out) {
        KeyLabel card = keys.tdes("card", in.bytes("static_key"));
        int counter = (int) in.bytes("sequence_counter").toNumber();
        for (Scp02SessionKey key : Scp02SessionKey.values()) {
            String name = switch (key) {
                case S_ENC -> "enc";
                case C_MAC -> "mac";
                case R_MAC -> "rmac";
                case S_DEK -> "dek";
            };
            out.step("derivation data of " + name, key.derivation(counter).data())
                    .give(
                            "kcv_" + name,
                            CardKeyOperations.checkValue(
                                    keys.hsm().derive(keys.label(name), card, key.derivation(counter)), 3));
        }
    }

    private static Operation scp03() {
        return Operation.named(
                        "scp03.session", "The host's side of an SCP03 session.", "GlobalPlatform Amendment D, 6 and 7")
                .takes(
                        Key.bytes("static_enc", "card key ENC", 16, 24, 32),
                        Key.bytes("static_mac", "card key MAC", 16, 24, 32),
                        Key.bytes("initialize_update_apdu", "the command, with the host challenge"),
                        Key.bytes("initialize_update_response", "29 or 32 bytes"),
                        Key.word("security_level", "33 without it", "01", "03", "11", "13", "33")
                                .optional(),
                        Key.list("plain_apdus_in_order", "commands before they are wrapped")
                                .optional(),
                        Key.bytes("response_to_first_command", "its data as they came")
                                .optional(),
                        Key.bytes("response_sw", "its status word", 2).optional())
                .gives("card_cryptogram", "8 bytes")
                .gives("external_authenticate_apdu", "EXTERNAL AUTHENTICATE")
                .gives("wrapped", "the commands as they are sent")
                .gives("unwrapped_response_1", "the data of the first response in the clear")
                .example(
                        "static_enc=000102030405060708090A0B0C0D0E0F",
                        "static_mac=101112131415161718191A1B1C1D1E1F",
                        "initialize_update_apdu=80503000088E1552D0513C60F300",
                        "initialize_update_response=0000000000000000000030037030760CD2C47C1DD395065FE5EAD8A9D7000001",
                        "security_level=03",
                        "plain_apdus_in_order=[\"80F22002\"]")
                .computedInModule(ChannelOperations::scp03);
    }

    private static void scp03(Inputs in, ScratchKeys keys, Answer out) {
        KeyLabel enc = CardKeyOperations.aes(keys, "enc", in.bytes("static_enc"));
        KeyLabel mac = CardKeyOperations.aes(keys, "mac", in.bytes("static_mac"));
        CommandApdu initialize = CommandInputs.command(
                "initialize_update_apdu", in.bytes("initialize_update_apdu").toHex());
        Bytes response = in.bytes("initialize_update_response");
        Hsm hsm = keys.hsm();
        try (Scp03Session session = Scp03Session.open(hsm, enc, mac, keys.label("dek"), initialize.data(), response)) {
            out.step("check value of S-ENC", CardKeyOperations.checkValue(hsm.info(enc.child("session")), 3))
                    .step("check value of S-MAC", CardKeyOperations.checkValue(hsm.info(mac.child("session")), 3))
                    .step(
                            "check value of S-RMAC",
                            CardKeyOperations.checkValue(hsm.info(mac.child("session-response")), 3))
                    .give(
                            "card_cryptogram",
                            Scp03InitializeUpdateResponse.parse(response).cardCryptogram());
            Scp03Level level = Scp03Level.of(
                    Integer.parseInt(in.optionalText("security_level").orElse("33"), 16));
            out.give(
                    "external_authenticate_apdu",
                    CommandInputs.fitting("security_level", level, () -> session.externalAuthenticate(level))
                            .toBytes());
            List<Object> wrapped = new ArrayList<>();
            for (CommandApdu plain : CommandInputs.commands(in, "plain_apdus_in_order")) {
                wrapped.add(CommandInputs.fitting("plain_apdus_in_order", plain, () -> session.wrap(plain))
                        .toBytes());
                if (wrapped.size() == 1 && in.has("response_to_first_command")) {
                    StatusWord sw = in.optionalBytes("response_sw")
                            .map(CommandInputs::number)
                            .map(StatusWord::new)
                            .orElse(StatusWord.OK);
                    out.give(
                            "unwrapped_response_1",
                            session.unwrap(new ResponseApdu(in.bytes("response_to_first_command"), sw))
                                    .data());
                }
            }
            out.give("wrapped", wrapped);
        }
    }
}
