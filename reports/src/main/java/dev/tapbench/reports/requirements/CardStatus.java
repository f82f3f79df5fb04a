package dev.tapbench.reports.requirements;

import dev.tapbench.emv.StatusWord;
import dev.tapbench.ports.trace.TraceEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** C-03: each status word answers a command that can have its condition; no other word comes. */
final class CardStatus {
    private static final Set<Integer> SCRIPTS = Set.of(
            Exchange.PUT_DATA,
            Exchange.UPDATE_RECORD,
            Exchange.PIN_CHANGE,
            Exchange.APPLICATION_BLOCK,
            Exchange.APPLICATION_UNBLOCK,
            Exchange.CARD_BLOCK);
    private static final Set<Integer> OTHERS = Set.of(
            Exchange.SELECT,
            Exchange.GET_PROCESSING_OPTIONS,
            Exchange.READ_RECORD,
            Exchange.GET_DATA,
            Exchange.GENERATE_AC,
            Exchange.GET_CHALLENGE,
            Exchange.VERIFY,
            Exchange.INTERNAL_AUTHENTICATE,
            Exchange.INITIALIZE_UPDATE,
            Exchange.EXTERNAL_AUTHENTICATE,
            Exchange.STORE_DATA);
    private static final Set<Integer> CLASSES = Set.of(0x00, 0x80, 0x84, 0x8C, 0x0C);
    /** Words that any command can be answered with. */
    private static final Set<Integer> GENERAL = Set.of(0x9000, 0x6700, 0x6985, 0x6A80, 0x6A86, 0x6E00);
    /** Words of some commands, by instruction. */
    private static final Map<Integer, Set<Integer>> SPECIAL = Map.ofEntries(
            Map.entry(0x6283, Set.of(Exchange.SELECT)),
            Map.entry(0x6A81, Set.of(Exchange.SELECT)),
            Map.entry(0x6300, Set.of(Exchange.EXTERNAL_AUTHENTICATE)),
            Map.entry(0x63C0, Set.of(Exchange.VERIFY)),
            Map.entry(0x6983, Set.of(Exchange.VERIFY)),
            Map.entry(0x6984, Set.of(Exchange.VERIFY)),
            Map.entry(0x6A82, Set.of(Exchange.SELECT, Exchange.READ_RECORD, Exchange.UPDATE_RECORD)),
            Map.entry(0x6A83, Set.of(Exchange.READ_RECORD, Exchange.UPDATE_RECORD)),
            Map.entry(0x6A88, Set.of(Exchange.GET_DATA, Exchange.PUT_DATA)));

    private CardStatus() {}

    static List<Predicate> all() {
        return List.of(new StoryPredicate<>(
                "C-03",
                "command",
                CardStatus::commands,
                command -> command.ok() ? "" : "the card carried out nothing",
                command -> command.ok() ? "the card refused nothing" : "",
                CardStatus::outOfPlace));
    }

    private static List<Exchange> commands(List<TraceEvent> events) {
        return new Span(events, 0, events.size()).exchanges(e -> e.ins() >= 0);
    }

    private static String outOfPlace(Exchange command) {
        int word = command.statusWord();
        return fits(command, word)
                ? ""
                : "the card answered " + new StatusWord(word) + " (" + new StatusWord(word).meaning()
                        + ") to the command "
                        + command.apdu()
                                .command()
                                .slice(0, Math.min(4, command.apdu().command().length()));
    }

    private static boolean fits(Exchange command, int word) {
        if (!CLASSES.contains(command.cla())) {
            return word == 0x6E00;
        }
        if (!SCRIPTS.contains(command.ins()) && !OTHERS.contains(command.ins())) {
            return word == 0x6D00;
        }
        return switch (word) {
            case 0x6982 -> SCRIPTS.contains(command.ins()) || personalizes(command);
            case 0x6987, 0x6988 -> SCRIPTS.contains(command.ins()) && command.script();
            default ->
                GENERAL.contains(word)
                        || SPECIAL.getOrDefault((word & 0xFFF0) == 0x63C0 ? 0x63C0 : word, Set.of())
                                .contains(command.ins());
        };
    }

    private static boolean personalizes(Exchange command) {
        return command.ins() == Exchange.STORE_DATA || command.ins() == Exchange.EXTERNAL_AUTHENTICATE;
    }
}
