package dev.tapbench.bench.conformance;

import dev.tapbench.emv.CommandApdu;
import dev.tapbench.emv.Commands;
import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.emv.Tvr;
import dev.tapbench.emv.crypto.PinBlocks;
import dev.tapbench.emv.securechannel.HostSession;
import dev.tapbench.ports.Bytes;
import dev.tapbench.reports.SkipException;
import java.util.function.Function;

/**
 * The commands of the card, each as it has to be, after what it needs; and such as a card has to refuse, by what is wrong with them.
 * What comes before a command brings the card as far as its state lets it. The commands are called as the card's own constants.
 */
@SuppressWarnings("ImmutableEnumChecker") // what a constant does is a function without state
public enum ProbeCommand implements Worded {
    SELECT("SELECT", probe -> {
        probe.activate();
        return Commands.select(probe.profile().application().aid());
    }),
    GET_PROCESSING_OPTIONS("GET PROCESSING OPTIONS", selected(Commands.gpo(Bytes.empty()))),
    READ_RECORD("READ RECORD", selected(Commands.readRecord(1, 1))),
    GET_DATA("GET DATA", selected(Commands.getData(Tags.ATC))),
    GENERATE_AC("GENERATE AC", probe -> generateAc(probe, purchase(probe))),
    GET_CHALLENGE("GET CHALLENGE", selected(Commands.getChallenge())),
    VERIFY("VERIFY", probe -> verify(probe, false)),
    INTERNAL_AUTHENTICATE("INTERNAL AUTHENTICATE", initiated(Commands.internalAuthenticate(Bytes.hex("11223344")))),
    PUT_DATA("PUT DATA", probe -> probe.script(Commands.putData(Tags.SECOND_COUNT_LIMIT, Bytes.of(2)))),
    UPDATE_RECORD("UPDATE RECORD", probe -> probe.script(iso(0xDC, 0x01, 0x0C, "700357011F"))),
    PIN_CHANGE("PIN CHANGE/UNBLOCK", probe -> probe.script(pinUnblock())),
    APPLICATION_BLOCK("APPLICATION BLOCK", probe -> probe.script(Commands.applicationBlock())),
    APPLICATION_UNBLOCK("APPLICATION UNBLOCK", probe -> probe.script(proprietary(0x18, 0, ""))),
    CARD_BLOCK("CARD BLOCK", probe -> probe.script(proprietary(0x16, 0, ""))),
    INITIALIZE_UPDATE("INITIALIZE UPDATE", selected(Commands.initializeUpdate(0, Bytes.zeros(8)))),
    EXTERNAL_AUTHENTICATE("EXTERNAL AUTHENTICATE", ProbeCommand::authentication),
    STORE_DATA(
            "STORE DATA",
            probe -> probe.authenticatedChannel()
                    .map(session -> session.wrap(storeData()))
                    .orElseGet(ProbeCommand::storeData)),

    VERIFY_WRONG("VERIFY of a wrong PIN", probe -> verify(probe, true)),
    VERIFY_TOO_SHORT("VERIFY of seven bytes", initiated(Commands.verifyPlaintext(Bytes.zeros(7)))),
    VERIFY_UNCHALLENGED(
            "VERIFY of an enciphered PIN without a challenge", initiated(Commands.verifyEnciphered(Bytes.zeros(128)))),
    VERIFY_NOT_RECOVERED("VERIFY of an enciphered PIN that does not open", probe -> {
        int length = probe.cardKeyLength();
        probe.send(Commands.getChallenge());
        return Commands.verifyEnciphered(Bytes.zeros(length));
    }),
    VERIFY_TOO_EARLY("VERIFY before GET PROCESSING OPTIONS", probe -> {
        probe.selected();
        return Commands.verifyPlaintext(PinBlocks.format2(probe.pin()));
    }),
    GENERATE_AC_TOO_SHORT(
            "GENERATE AC with a byte too few",
            probe -> generateAc(probe, purchase(probe).slice(0, purchase(probe).length() - 1))),
    GENERATE_AC_NO_NUMBER(
            "GENERATE AC over an amount that is no number",
            probe -> generateAc(probe, Bytes.of(0x0A).then(purchase(probe).from(1)))),
    GENERATE_AC_RESERVED("GENERATE AC of a reserved type", probe -> {
        probe.initiated();
        return new CommandApdu(0x80, 0xAE, 0xC0, 0x00, purchase(probe), CommandApdu.ALL);
    }),
    GENERATE_AC_TOO_EARLY("GENERATE AC before GET PROCESSING OPTIONS", probe -> {
        probe.selected();
        return Commands.generateAc(CryptogramType.TC, false, purchase(probe));
    }),
    GENERATE_AC_AGAIN("GENERATE AC after an AAC", probe -> {
        probe.first(CryptogramType.AAC, false, probe.small(), true);
        return Commands.generateAc(CryptogramType.TC, false, purchase(probe));
    }),
    OPTIONS_AGAIN("GET PROCESSING OPTIONS twice", initiated(Commands.gpo(Bytes.empty()))),
    OPTIONS_TOO_LONG("GET PROCESSING OPTIONS with a byte too many", selected(Commands.gpo(Bytes.of(0)))),
    CHALLENGE_WITH_PARAMETERS("GET CHALLENGE with parameters", selected(iso(0x84, 0x01, 0x00, ""))),
    NO_SUCH_FILE("READ RECORD of a file that is not there", selected(Commands.readRecord(3, 1))),
    NO_SUCH_RECORD("READ RECORD of a record that is not there", selected(Commands.readRecord(1, 200))),
    NO_SUCH_DATA("GET DATA of a tag that is not there", selected(Commands.getData(0x9F4F))),
    OTHER_CLASS("GET DATA of another class", selected(iso(0xCA, 0x9F, 0x36, ""))),
    UNKNOWN_CLASS(
            "a command of an unknown class",
            selected(new CommandApdu(0xB0, 0xCA, 0x9F, 0x36, Bytes.empty(), CommandApdu.ALL))),
    UNKNOWN_INSTRUCTION("an unknown instruction", selected(iso(0x70, 0x00, 0x00, ""))),
    NOT_SECURED("APPLICATION BLOCK without secure messaging", probe -> {
        probe.requested();
        return Commands.applicationBlock();
    }),
    MAC_MISSING("APPLICATION BLOCK without a MAC", probe -> {
        probe.requested();
        return new CommandApdu(0x8C, 0x1E, 0x00, 0x00, Bytes.empty(), CommandApdu.NO_LE);
    }),
    MAC_WRONG("PIN CHANGE/UNBLOCK with a wrong MAC", probe -> {
        CommandApdu right = probe.script(pinUnblock());
        byte[] data = right.data().toArray();
        data[data.length - 1] ^= 1;
        return right.with(right.cla(), Bytes.of(data));
    }),
    MAC_TOO_SHORT("PIN CHANGE/UNBLOCK with a MAC of seven bytes", probe -> {
        CommandApdu right = probe.script(pinUnblock());
        return right.with(right.cla(), Tlv.encode(0x8E, right.data().slice(2, 9)));
    }),
    PUT_DATA_UNKNOWN(
            "PUT DATA of a tag that is not there", probe -> probe.script(Commands.putData(0x9F4F, Bytes.of(2)))),
    PUT_DATA_TOO_LONG(
            "PUT DATA with a byte too many",
            probe -> probe.script(Commands.putData(Tags.SECOND_COUNT_LIMIT, Bytes.of(2, 2)))),
    SCRIPT_AFTER_FAILURE("PIN CHANGE/UNBLOCK after a script that failed", probe -> {
        MAC_WRONG.send(probe);
        return probe.script(pinUnblock());
    }),
    HOST_WRONG("EXTERNAL AUTHENTICATE with a wrong cryptogram", probe -> {
        if (probe.profile().chip().channel().scp03()) {
            throw new SkipException(
                    "under SCP03 the MAC is checked before the host cryptogram, so that a chip with SCP02 is"
                            + " needed here, and not one of " + probe.profile().file());
        }
        CommandApdu right = authentication(probe);
        byte[] data = right.data().toArray();
        data[0] ^= 1;
        return right.with(right.cla(), Bytes.of(data));
    }),
    STORE_DATA_UNSECURED("STORE DATA without a secure channel", selected(storeData()));

    private final String words;
    private final Function<Probe, CommandApdu> command;

    ProbeCommand(String words, Function<Probe, CommandApdu> command) {
        this.words = words;
        this.command = command;
    }

    @Override
    public String words() {
        return words;
    }

    /** Sends it, after what it needs. */
    void send(Probe probe) {
        probe.send(command.apply(probe));
    }

    private static Function<Probe, CommandApdu> selected(CommandApdu command) {
        return probe -> {
            probe.selected();
            return command;
        };
    }

    private static Function<Probe, CommandApdu> initiated(CommandApdu command) {
        return probe -> {
            probe.initiated();
            return command;
        };
    }

    private static Bytes purchase(Probe probe) {
        return probe.purchase(probe.small(), true, Tvr.CLEAR);
    }

    private static CommandApdu generateAc(Probe probe, Bytes purchase) {
        probe.initiated();
        return Commands.generateAc(CryptogramType.TC, false, purchase);
    }

    private static CommandApdu verify(Probe probe, boolean wrong) {
        probe.initiated();
        return Commands.verifyPlaintext(PinBlocks.format2(wrong ? probe.wrongPin() : probe.pin()));
    }

    private static CommandApdu pinUnblock() {
        return proprietary(0x24, 0x00, "");
    }

    /** A record of one object, as its DGI (EMV CPS 1.1, annex A). */
    private static CommandApdu storeData() {
        return Commands.storeData(false, false, 0, Bytes.hex("010105700357011F"));
    }

    private static CommandApdu iso(int ins, int p1, int p2, String data) {
        return new CommandApdu(
                0x00, ins, p1, p2, Bytes.hex(data), data.isEmpty() ? CommandApdu.ALL : CommandApdu.NO_LE);
    }

    private static CommandApdu proprietary(int ins, int p2, String data) {
        return new CommandApdu(0x80, ins, 0x00, p2, Bytes.hex(data), CommandApdu.NO_LE);
    }

    /** Where the card opens no channel there are no keys: its state has to refuse the command before it looks. */
    private static CommandApdu authentication(Probe probe) {
        return probe.channel()
                .map(HostSession::externalAuthenticate)
                .orElseGet(() -> new CommandApdu(0x84, 0x82, 0x03, 0x00, Bytes.zeros(16), CommandApdu.NO_LE));
    }
}
