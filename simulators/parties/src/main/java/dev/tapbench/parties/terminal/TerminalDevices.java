package dev.tapbench.parties.terminal;

import dev.tapbench.ports.card.Reader;
import java.util.Optional;

/**
 * What a terminal is made of.
 *
 * @param antenna where cards are tapped; record its exchanges by wrapping it
 * @param slot where they are put in; empty where the terminal takes taps only
 * @param memory what it still knows from before it was switched on
 */
public record TerminalDevices(Reader antenna, Optional<Reader> slot, TerminalMemory memory) {}
