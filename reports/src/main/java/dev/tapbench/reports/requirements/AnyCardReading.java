package dev.tapbench.reports.requirements;

import dev.tapbench.emv.StatusWord;
import dev.tapbench.ports.trace.TraceEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * C-05: a terminal without keys selects an application, begins a transaction and reads a record; what there is not, and a second
 * beginning, the card refuses with a word for it. Such a terminal sends nothing that costs a PIN try or makes a cryptogram.
 */
final class AnyCardReading {
    private static final Set<Integer> WITHOUT_KEYS = Set.of(
            Exchange.SELECT,
            Exchange.GET_PROCESSING_OPTIONS,
            Exchange.READ_RECORD,
            Exchange.GET_DATA,
            Exchange.GET_RESPONSE);
    private static final Set<Integer> CLASSES = Set.of(0x00, 0x80);
    private static final Set<Integer> REFUSALS = Set.of(0x6985, 0x6A82, 0x6A83, 0x6A88, 0x6D00, 0x6E00);

    private AnyCardReading() {}

    static List<Predicate> all() {
        return List.of(new StoryPredicate<>(
                "C-05",
                "activation by a terminal without keys",
                AnyCardReading::activations,
                AnyCardReading::missing,
                activation -> activation.stream().anyMatch(e -> REFUSALS.contains(e.statusWord()))
                        ? ""
                        : "the card refused nothing",
                AnyCardReading::carriedOut));
    }

    /** By activation; none where the terminal tried a PIN or asked for a cryptogram. */
    private static List<List<Exchange>> activations(List<TraceEvent> events) {
        List<List<Exchange>> activations = new ArrayList<>();
        List<Exchange> open = new ArrayList<>();
        for (Exchange command : new Span(events, 0, events.size())
                .exchanges(e -> e.ins() >= 0 && e.apdu().reader().startsWith("terminal"))) {
            if (isKnown(command) && !WITHOUT_KEYS.contains(command.ins())) {
                return List.of();
            }
            if (!open.isEmpty() && !open.get(0).sameTap(command)) {
                activations.add(open);
                open = new ArrayList<>();
            }
            open.add(command);
        }
        if (!open.isEmpty()) {
            activations.add(open);
        }
        return activations;
    }

    private static boolean isKnown(Exchange command) {
        return CLASSES.contains(command.cla()) && Exchange.ALL.contains(command.ins());
    }

    private static String missing(List<Exchange> activation) {
        for (int instruction : List.of(Exchange.SELECT, Exchange.GET_PROCESSING_OPTIONS, Exchange.READ_RECORD)) {
            if (activation.stream().noneMatch(e -> e.ins() == instruction && e.ok())) {
                return "no " + (instruction == Exchange.SELECT ? "application was selected" : "record was read");
            }
        }
        return "";
    }

    /** What no card may carry out: what does not exist, and a transaction that has begun already (EMV Book 3, 6.3.5 and 10.1). */
    private static String carriedOut(List<Exchange> activation) {
        boolean begun = false;
        for (Exchange command : activation) {
            if (command.ok() && !isKnown(command)) {
                return "the card carried out an unknown command: "
                        + command.apdu()
                                .command()
                                .slice(0, Math.min(4, command.apdu().command().length()));
            }
            if (command.ins() == Exchange.SELECT) {
                begun = false;
            }
            if (command.ins() == Exchange.GET_PROCESSING_OPTIONS && command.ok()) {
                if (begun) {
                    return "the card began a transaction twice in one selection, where it has to answer "
                            + StatusWord.CONDITIONS_NOT_SATISFIED;
                }
                begun = true;
            }
        }
        return "";
    }
}
