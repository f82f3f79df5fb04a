package dev.tapbench.drivers.program;

import dev.tapbench.ports.DeviceException;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.PinSource;

/** A program that knows the PINs of cards, and prints them for nobody but this one. */
final class ProgramPins implements PinSource {
    private final Program program;

    ProgramPins(Program program) {
        this.program = program;
    }

    @Override
    public String keyedIn(Card card, Which which) {
        return program.secret("pin", card.id(), which.label())
                .lines()
                .findFirst()
                .map(String::strip)
                .orElseThrow(() -> new DeviceException(program.file() + " pin " + card.id() + " " + which.label()
                        + " printed nothing: expected a line with the PIN"));
    }
}
