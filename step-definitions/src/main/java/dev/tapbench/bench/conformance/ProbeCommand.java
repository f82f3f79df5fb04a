package dev.tapbench.bench.conformance;

import dev.tapbench.emv.CommandApdu;
import dev.tapbench.emv.Commands;
import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tvr;
import dev.tapbench.emv.crypto.PinBlocks;
import dev.tapbench.ports.Bytes;
import java.util.function.Function;

/**
 * The commands of the card, each as it has to be, after what it needs; and such as a card has to refuse, by what is wrong with them.
 * What comes before a command brings the card as far as its state lets it.
 */
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
    VERIFY_WRONG("VERIFY of a wrong PIN", probe -> verify(probe, true)),
    INTERNAL_AUTHENTICATE("INTERNAL AUTHENTICATE", initiated(Commands.internalAuthenticate(Bytes.hex("11223344")))),
    PUT_DATA("PUT DATA", probe -> probe.script(Commands.putData(Tags.SECOND_COUNT_LIMIT, Bytes.of(2)))),
    PIN_UNBLOCK("PIN CHANGE/UNBLOCK", probe -> probe.script(pinUnblock())),
    APPLICATION_BLOCK("APPLICATION BLOCK", probe -> probe.script(Commands.applicationBlock())),
    MAC_WRONG("PIN CHANGE/UNBLOCK with a wrong MAC", probe -> {
        CommandApdu right = probe.script(pinUnblock());
        byte[] data = right.data().toArray();
        data[data.length - 1] ^= 1;
        return right.with(right.cla(), Bytes.of(data));
    });

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
        return new CommandApdu(0x80, 0x24, 0x00, 0x00, Bytes.empty(), CommandApdu.NO_LE);
    }
}
