package dev.tapbench.parties.terminal;

import dev.tapbench.ports.trace.Prompt;
import dev.tapbench.ports.trace.Prompted;
import java.util.List;
import java.util.OptionalInt;

/**
 * What came of a tap, and what people were shown.
 *
 * @param restart whether the terminal waits for another tap of the same transaction
 * @param shown in order
 * @param pinTriesLeft how many the card said are left, after a wrong PIN
 * @param reason why; empty where there is nothing to say
 */
public record TapResult(
        Outcome outcome, boolean restart, List<Prompted> shown, OptionalInt pinTriesLeft, String reason) {
    public TapResult {
        shown = List.copyOf(shown);
    }

    /** Whether this was on a display. */
    public boolean shows(Prompt prompt) {
        return shown.stream().anyMatch(prompted -> prompted.prompt() == prompt);
    }
}
