package dev.tapbench.drivers.pcsc;

import dev.tapbench.ports.DeviceException;
import dev.tapbench.ports.card.CardRemovedException;
import java.util.Optional;

/** A function of PC/SC that did not succeed. */
final class PcscException extends Exception {
    private static final long serialVersionUID = 1;

    private final String function;
    private final int code;

    PcscException(String function, int code) {
        super(function + ": " + symbol(code));
        this.function = function;
        this.code = code;
    }

    private static String symbol(int code) {
        return PcscError.of(code).map(PcscError::symbol).orElseGet(() -> String.format("0x%08X", code));
    }

    boolean is(PcscError error) {
        return error().filter(error::equals).isPresent();
    }

    Optional<PcscError> error() {
        return PcscError.of(code);
    }

    /** What it is to those above: a card that left, or a device that let us down. */
    DeviceException at(String reader) {
        String what = "reader '" + reader + "': " + function + " answered " + symbol(code);
        String remedy = Optional.of(PcscError.NO_SERVICE)
                .filter(this::is)
                .flatMap(none -> ServiceSocket.refusal())
                .or(() -> error().map(PcscError::remedy))
                .orElse("");
        String message = remedy.isEmpty() ? what : what + "; " + remedy;
        return error().filter(PcscError::cardIsGone).isPresent()
                ? new CardRemovedException(message)
                : new DeviceException(message, this);
    }
}
