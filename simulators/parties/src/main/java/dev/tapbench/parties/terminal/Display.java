package dev.tapbench.parties.terminal;

import dev.tapbench.ports.trace.Decided;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Prompt;
import dev.tapbench.ports.trace.Prompted;
import dev.tapbench.ports.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** What people see at terminal and reader during one tap; also writes down what came of it. */
final class Display {
    private final Trace trace;
    private final List<Prompted> shown = new ArrayList<>();

    Display(Trace trace) {
        this.trace = trace;
    }

    Display show(Party by, Prompt prompt, String detail) {
        Prompted prompted = new Prompted(by, prompt, detail);
        trace.record(prompted);
        shown.add(prompted);
        return this;
    }

    Display show(Prompt prompt, String detail) {
        return show(Party.TERMINAL, prompt, detail);
    }

    /** The tap's end where the transaction goes on with another tap. */
    TapResult goOn(Outcome outcome, String reason) {
        return new TapResult(outcome, true, shown, OptionalInt.empty(), reason);
    }

    /** As {@link #goOn}, after a wrong PIN. */
    TapResult goOn(Outcome outcome, int triesLeft, String reason) {
        return new TapResult(outcome, true, shown, OptionalInt.of(triesLeft), reason);
    }

    /** The transaction's end. */
    TapResult end(Outcome outcome, OptionalInt triesLeft, String reason) {
        trace.record(new Decided(
                Party.TERMINAL,
                Decision.TRANSACTION_OUTCOME,
                outcome == Outcome.APPROVED,
                outcome.label() + (reason.isEmpty() ? "" : ": " + reason)));
        return new TapResult(outcome, false, shown, triesLeft, reason);
    }

    TapResult end(Outcome outcome, String reason) {
        return end(outcome, OptionalInt.empty(), reason);
    }
}
