package dev.tapbench.parties.terminal;

import dev.tapbench.emv.Pin;
import java.util.Optional;
import java.util.OptionalInt;

/** The person in front of the PIN pad, who is asked while the card stays in the reader. */
@FunctionalInterface
public interface PinEntry {
    /** Nobody who could be asked: as if the PIN were passed over. */
    PinEntry NOBODY = triesLeft -> Optional.empty();

    /**
     * The PIN pad asks for a PIN.
     *
     * @param triesLeft how many the card said are left; empty at the first question where it does not say
     * @return empty when the person cancels or passes the question over
     */
    Optional<Pin> enter(OptionalInt triesLeft);
}
