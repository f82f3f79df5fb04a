package dev.tapbench.drivers.person;

import dev.tapbench.ports.card.CardNotGivenException;
import dev.tapbench.ports.card.RunAbortedException;
import java.util.Locale;
import java.util.Optional;

/**
 * What a person may type instead of doing what they were asked for.
 *
 * @param notDone what they have not done then, for the reason of the skipped scenario
 */
record Answers(String notDone) {
    static final String HELP = "Or type s to skip (s and a reason), a to end the run, and Enter.";

    /** What a line means; empty when it means nothing. */
    Optional<RuntimeException> refusal(String line) {
        String word = line.split("\\s+", 2)[0];
        String reason = line.substring(word.length()).strip();
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "s", "skip" ->
                Optional.of(new CardNotGivenException(
                        notDone + ": skipped at the bench" + (reason.isEmpty() ? "" : ", " + reason)));
            case "a", "abort" -> Optional.of(new RunAbortedException(notDone + ": the run was ended at the bench"));
            default -> Optional.empty();
        };
    }
}
