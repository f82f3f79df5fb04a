package dev.tapbench.reports.requirements;

import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.Money;
import dev.tapbench.ports.trace.Decided;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.Entered;
import dev.tapbench.ports.trace.LinkOpened;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Prompt;
import dev.tapbench.ports.trace.Prompted;
import dev.tapbench.ports.trace.TraceEvent;
import java.util.List;
import java.util.Optional;

/** What a cardholder asks a terminal for, whether the terminal takes it up or not: from the entry of an amount to the next one. */
record LoadOrder(Span span) {
    static List<LoadOrder> all(List<TraceEvent> events) {
        return Span.startingAt(
                        events,
                        e -> e instanceof Entered entered
                                && entered.at() == Party.TERMINAL
                                && entered.entry() == Entered.Entry.LOAD_AMOUNT)
                .stream()
                .map(LoadOrder::new)
                .toList();
    }

    Optional<At<Decided>> taken() {
        return span.decided(Party.TERMINAL, Decision.LOAD_REQUESTED, true);
    }

    Optional<At<Decided>> refused() {
        return span.decided(Party.TERMINAL, Decision.LOAD_REQUESTED, false);
    }

    /** What was asked for, in minor units; -1 where the terminal does not say. */
    long amount() {
        String detail = taken().map(t -> t.event().detail()).orElse("");
        try {
            return Money.parse(detail).minor();
        } catch (EmvDataException | IllegalArgumentException unreadable) {
            return -1;
        }
    }

    /** The terminal's prompt for the card. */
    Optional<At<Prompted>> prompt() {
        return span.prompts(Prompt.PRESENT_CARD).stream()
                .filter(p -> p.event().by() == Party.TERMINAL)
                .findFirst();
    }

    /** First GENERATE AC of a load, whatever came of it. */
    Optional<Exchange> first() {
        return span.exchange(Exchange::firstOfLoad);
    }

    /** The activation that an exchange belongs to. */
    Optional<At<LinkOpened>> tapOf(Exchange exchange) {
        return span.taps().stream()
                .filter(t -> t.event().reader().equals(exchange.apdu().reader())
                        && t.event().tap() == exchange.apdu().tap())
                .findFirst();
    }
}
