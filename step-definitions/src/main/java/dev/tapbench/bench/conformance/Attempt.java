package dev.tapbench.bench.conformance;

import dev.tapbench.emv.CommandApdu;
import dev.tapbench.emv.Commands;
import dev.tapbench.parties.inspection.Visit;
import dev.tapbench.ports.Bytes;
import java.util.function.Function;

/** What a terminal without keys can send to any payment card, after what the command needs. */
@SuppressWarnings("ImmutableEnumChecker") // what a constant does is a function without state
public enum Attempt implements Worded {
    SELECT("SELECT", Visit::select),
    NO_SUCH_APPLICATION(
            "SELECT of an application that is not there", visit -> Commands.select(Bytes.hex("F05441504E4F4E45"))),
    OPTIONS("GET PROCESSING OPTIONS", Visit::options),
    OPTIONS_AGAIN("GET PROCESSING OPTIONS twice", visit -> {
        CommandApdu options = visit.options();
        visit.send(options);
        return options;
    }),
    NO_SUCH_FILE("READ RECORD of a file that is not there", Visit::fileThatIsNotThere),
    NO_SUCH_RECORD("READ RECORD of a record that is not there", Visit::recordThatIsNotThere),
    NO_SUCH_DATA("GET DATA of a tag that is not there", selected(Commands.getData(0xDF7E))),
    UNKNOWN_CLASS(
            "a command of an unknown class",
            selected(new CommandApdu(0xB0, 0xCA, 0x9F, 0x36, Bytes.empty(), CommandApdu.ALL))),
    UNKNOWN_INSTRUCTION(
            "an unknown instruction",
            selected(new CommandApdu(0x80, 0x02, 0x00, 0x00, Bytes.empty(), CommandApdu.ALL)));

    private final String words;
    private final Function<Visit, CommandApdu> command;

    Attempt(String words, Function<Visit, CommandApdu> command) {
        this.words = words;
        this.command = command;
    }

    @Override
    public String words() {
        return words;
    }

    /** The command, with what it needs sent before. */
    CommandApdu after(Visit visit) {
        return command.apply(visit);
    }

    private static Function<Visit, CommandApdu> selected(CommandApdu command) {
        return visit -> {
            visit.send(visit.select());
            return command;
        };
    }
}
