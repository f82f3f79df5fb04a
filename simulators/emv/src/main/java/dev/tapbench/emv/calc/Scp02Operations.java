package dev.tapbench.emv.calc;

import dev.tapbench.emv.CommandApdu;
import dev.tapbench.emv.Commands;
import dev.tapbench.emv.Dgi;
import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.securechannel.CardKeys;
import dev.tapbench.emv.securechannel.CpsKeys;
import dev.tapbench.emv.securechannel.InitializeUpdateResponse;
import dev.tapbench.emv.securechannel.KeyData;
import dev.tapbench.emv.securechannel.Scp02Card;
import dev.tapbench.emv.securechannel.Scp02Session;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.CipherMode;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyLabel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sessions of SCP02: by card keys, and as EMV CPS personalizes with them. */
final class Scp02Operations {
    private static final String RESPONSE = "initialize_update_response";
    private static final int ENCIPHERED_DATA = 0x60;
    private static final Key HOST_CHALLENGE = Key.bytes("host_challenge", "of INITIALIZE UPDATE", 8);
    private static final Key LEVEL = Key.word("security_level", "of the commands", "01", "03");
    private static final Key IMPLEMENTATION =
            Key.word("i", "15 without it", "15", "05").optional();

    private Scp02Operations() {}

    static List<Operation> all() {
        return List.of(
                described(Operation.named(
                                        "scp02.session",
                                        "The host's side of an SCP02 session.",
                                        "GlobalPlatform Card 2.3.1, E")
                                .takes(
                                        Key.bytes("static_enc", "card key ENC", 16),
                                        Key.bytes("static_mac", "card key MAC", 16),
                                        Key.bytes("static_dek", "card key DEK", 16),
                                        HOST_CHALLENGE,
                                        Key.bytes(RESPONSE, "28 bytes"),
                                        Key.context("sequence_counter", "as in the response"),
                                        Key.context("card_challenge", "as in the response"),
                                        LEVEL,
                                        IMPLEMENTATION,
                                        Key.list("plain_apdus_in_order", "commands before they are wrapped")
                                                .optional()))
                        .example(
                                "static_enc=404142434445464748494A4B4C4D4E4F",
                                "static_mac=404142434445464748494A4B4C4D4E4F",
                                "static_dek=404142434445464748494A4B4C4D4E4F",
                                "host_challenge=D067FF312745EBE5",
                                "initialize_update_response=000021619600596445050102000E2E07A5F0A58F617901CC45908A6D",
                                "security_level=01")
                        .computedInModule(Scp02Operations::session),
                described(Operation.named("cps.session", "A session that personalizes a chip.", "EMV CPS 1.1, 4 and 5")
                                .takes(
                                        Key.bytes("kmc", "master key of the chip's maker", 16),
                                        Key.bytes("keydata", "key diversification data", 10),
                                        HOST_CHALLENGE,
                                        Key.bytes(RESPONSE, "28 bytes").optional(),
                                        Key.bytes("sequence_counter", "instead of the response, which is made then", 2)
                                                .optional(),
                                        Key.bytes("card_challenge", "with sequence_counter", 6)
                                                .optional(),
                                        Key.bytes("key_info", "with sequence_counter: key version and 02", 2)
                                                .optional(),
                                        LEVEL,
                                        IMPLEMENTATION,
                                        Key.list("plain_commands_in_order", "commands before they are wrapped")
                                                .optional(),
                                        Key.list("store_data_p1_and_data", "[P1, data] of each STORE DATA")
                                                .optional()))
                        .gives("kenc", "card key ENC")
                        .gives("kmac", "card key MAC")
                        .gives("kdek", "card key DEK")
                        .gives(RESPONSE, "what the chip answers")
                        .gives("external_authenticate", "EXTERNAL AUTHENTICATE with Le 00")
                        .gives("store_data_apdus", "the STORE DATA as they are sent")
                        .gives("dek_decrypted_dgis", "{dgi, encrypted, clear} of each enciphered data group")
                        .example(
                                "kmc=404142434445464748494A4B4C4D4E4F",
                                "keydata=00005413338A1B2C3D4E",
                                "host_challenge=8CE8FEC18D742EE5",
                                "initialize_update_response=00005413338A1B2C3D4E010200071122334455660D122A582298CB53",
                                "security_level=01")
                        .computedInModule(Scp02Operations::personalization));
    }

    private static Operation.Draft described(Operation.Draft draft) {
        return draft.gives("session_enc", "session key S-ENC")
                .gives("session_mac", "session key C-MAC")
                .gives("session_dek", "session key DEK")
                .gives("card_cryptogram", "8 bytes")
                .gives("host_cryptogram", "8 bytes")
                .gives("external_authenticate_apdu", "EXTERNAL AUTHENTICATE")
                .gives("wrapped", "the commands as they are sent");
    }

    private static void session(Inputs in, ScratchKeys keys, Answer out) {
        ChannelOperations.CardLabels card = new ChannelOperations.CardLabels(
                keys.tdes("enc", in.bytes("static_enc")),
                keys.tdes("mac", in.bytes("static_mac")),
                keys.tdes("dek", in.bytes("static_dek")));
        try (Scp02Session session = open(in, keys, card, in.bytes(RESPONSE), out)) {
            authenticate(in, session, out);
            List<Object> wrapped = new ArrayList<>();
            CommandInputs.commands(in, "plain_apdus_in_order")
                    .forEach(plain -> wrapped.add(wrapped(session, plain).toBytes()));
            out.give("wrapped", wrapped);
        }
    }

    private static Scp02Session open(
            Inputs in, ScratchKeys keys, ChannelOperations.CardLabels card, Bytes response, Answer out) {
        Hsm hsm = keys.hsm();
        Scp02Session session = Scp02Session.open(
                hsm, card.enc(), card.mac(), card.dek(), in.bytes("host_challenge"), response, implementation(in));
        out.give("session_enc", keys.clear(hsm.info(card.enc().child("session"))))
                .give("session_mac", keys.clear(hsm.info(card.mac().child("session"))))
                .give("session_dek", keys.clear(hsm.info(card.dek().child("session"))));
        out.give("card_cryptogram", InitializeUpdateResponse.parse(response).cardCryptogram());
        return session;
    }

    private static CommandApdu wrapped(Scp02Session session, CommandApdu plain) {
        return CommandInputs.fitting("plain command", plain, () -> session.wrap(plain));
    }

    private static int implementation(Inputs in) {
        return Integer.parseInt(in.optionalText("i").orElse("15"), 16);
    }

    private static CommandApdu authenticate(Inputs in, Scp02Session session, Answer out) {
        CommandApdu command = session.externalAuthenticate(Integer.parseInt(in.text("security_level"), 16));
        out.give("host_cryptogram", command.data().slice(0, 8)).give("external_authenticate_apdu", command.toBytes());
        return command;
    }

    private static void personalization(Inputs in, ScratchKeys keys, Answer out) {
        KeyLabel kmc = keys.tdes("kmc", in.bytes("kmc"));
        ChannelOperations.CardLabels card = cardKeys(in, keys, kmc);
        Hsm hsm = keys.hsm();
        out.give("kenc", keys.clear(hsm.info(card.enc())))
                .give("kmac", keys.clear(hsm.info(card.mac())))
                .give("kdek", keys.clear(hsm.info(card.dek())));
        Bytes response = in.has(RESPONSE) ? in.bytes(RESPONSE) : chip(in, keys, kmc);
        out.give(RESPONSE, response);
        try (Scp02Session session = open(in, keys, card, response, out)) {
            out.give("external_authenticate", withLe(authenticate(in, session, out)));
            List<Object> wrapped = new ArrayList<>();
            List<Object> groups = new ArrayList<>();
            for (CommandApdu plain : CommandInputs.commands(in, "plain_commands_in_order")) {
                wrapped.add(withLe(wrapped(session, plain)));
                deciphered(plain, hsm, card.dek().child("session"), groups);
            }
            List<Object> storeData = new ArrayList<>();
            for (CommandApdu plain : storeData(in)) {
                storeData.add(wrapped(session, plain).toBytes());
            }
            out.give("wrapped", wrapped).give("store_data_apdus", storeData).give("dek_decrypted_dgis", groups);
        }
    }

    private static ChannelOperations.CardLabels cardKeys(Inputs in, ScratchKeys keys, KeyLabel kmc) {
        ChannelOperations.CardLabels card = ChannelOperations.CardLabels.in(keys);
        CpsKeys.derive(keys.hsm(), kmc, in.bytes("keydata"), card.enc(), card.mac(), card.dek());
        return card;
    }

    /** What a chip with that challenge and counter answers: the card's side, with keys of its own. */
    private static Bytes chip(Inputs in, ScratchKeys keys, KeyLabel kmc) {
        ChannelOperations.CardLabels labels = cardKeys(in, keys, kmc);
        Bytes keyInfo = in.bytes("key_info");
        CardKeys card =
                new CardKeys(labels.enc(), labels.mac(), labels.dek(), new KeyData(in.bytes("keydata")), keyInfo.at(0));
        int counter = (int) in.bytes("sequence_counter").toNumber();
        try (Scp02Card chip =
                new Scp02Card(keys.hsm(), card, implementation(in), counter, count -> in.bytes("card_challenge"))) {
            return chip.initializeUpdate(Commands.initializeUpdate(keyInfo.at(0), in.bytes("host_challenge")));
        }
    }

    /** As hosts send it that ask for whatever comes back; the MAC does not cover Le. */
    private static Bytes withLe(CommandApdu command) {
        return new CommandApdu(
                        command.cla(), command.ins(), command.p1(), command.p2(), command.data(), CommandApdu.ALL)
                .toBytes();
    }

    private static List<CommandApdu> storeData(Inputs in) {
        List<CommandApdu> commands = new ArrayList<>();
        if (in.has("store_data_p1_and_data")) {
            for (Object command : in.list("store_data_p1_and_data")) {
                String path = "store_data_p1_and_data." + commands.size();
                if (!(command instanceof List<?> pair) || pair.size() != 2) {
                    throw InputProblem.value(path, command, "[P1, data]");
                }
                int p1 = CommandInputs.number(Inputs.bytes(path + ".0", pair.get(0)));
                Bytes data = Inputs.bytes(path + ".1", pair.get(1));
                commands.add(new CommandApdu(0x80, 0xE2, p1, commands.size(), data, CommandApdu.NO_LE));
            }
        }
        return commands;
    }

    /** The data groups of a STORE DATA that says they are enciphered (EMV CPS 1.1, 4.3). */
    private static void deciphered(CommandApdu plain, Hsm hsm, KeyLabel dek, List<Object> groups) {
        if (plain.ins() != 0xE2 || (plain.p1() & ENCIPHERED_DATA) != ENCIPHERED_DATA) {
            return;
        }
        for (Dgi group : Dgi.parseAll(plain.data())) {
            CipherMode ecb = CipherMode.TDES_ECB;
            if (group.data().isEmpty()
                    || group.data().length() % ecb.algorithm().blockLength() != 0) {
                throw new EmvDataException("enciphered data group " + Bytes.number(group.identifier(), 2) + " has "
                        + group.data().length() + " bytes, expected whole blocks of 8 (EMV CPS 1.1, 4.3)");
            }
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("dgi", Bytes.number(group.identifier(), 2));
            shown.put("encrypted", group.data());
            shown.put("clear", hsm.decrypt(dek, ecb, ecb.algorithm().zeroIcv(), group.data()));
            groups.add(shown);
        }
    }
}
