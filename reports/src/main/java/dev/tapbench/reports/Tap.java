package dev.tapbench.reports;

import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.trace.ApduExchanged;
import dev.tapbench.ports.trace.TraceEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One tap at a terminal, and how long the card worked in it: by its timing model where it has one, else by the clock.
 *
 * @param number of the activation on the reader
 * @param apdus commands in it
 * @param micros the card's time, microseconds
 */
record Tap(int number, int apdus, long micros) {
    /**
     * How long a cardholder can be asked to hold a card to a reader, milliseconds. Half a second is what the trade says of a
     * whole tap; no clause of EMV Contactless sets a limit, so passing it is shown and no verdict.
     */
    static final int LIMIT_MILLIS = 500;

    private static final String TERMINAL = "terminal";

    /** The taps at the terminal among a scenario's events, in order. */
    static List<Tap> of(List<TraceEvent> events) {
        Map<Integer, Tap> taps = new LinkedHashMap<>();
        for (TraceEvent event : events) {
            if (event instanceof ApduExchanged apdu
                    && apdu.medium() == Medium.CONTACTLESS
                    && apdu.reader().equals(TERMINAL)) {
                taps.merge(apdu.tap(), new Tap(apdu.tap(), 1, apdu.nanos() / 1_000), Tap::and);
            }
        }
        return new ArrayList<>(taps.values());
    }

    /** The taps at the terminal among the rows of a step, in order. */
    static List<Tap> among(List<TraceRow> rows) {
        Map<Integer, Tap> taps = new LinkedHashMap<>();
        for (TraceRow row : rows) {
            Integer tap = row.tap();
            Long micros = row.micros();
            if (row.who().equals(TERMINAL) && tap != null && micros != null) {
                taps.merge(tap, new Tap(tap, 1, micros), Tap::and);
            }
        }
        return new ArrayList<>(taps.values());
    }

    private Tap and(Tap more) {
        return new Tap(number, apdus + more.apdus, micros + more.micros);
    }

    double millis() {
        return micros / 1e3;
    }

    boolean overLimit() {
        return millis() > LIMIT_MILLIS;
    }
}
