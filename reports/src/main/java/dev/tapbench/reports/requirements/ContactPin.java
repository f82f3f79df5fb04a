package dev.tapbench.reports.requirements;

import dev.tapbench.emv.CryptogramType;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.trace.LinkOpened;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Prompt;
import dev.tapbench.ports.trace.TraceEvent;
import java.util.List;

/** T-05: the PIN of a card in the slot. */
final class ContactPin {
    private static final int ENCIPHERED = 0x88;

    private ContactPin() {}

    static List<Predicate> all() {
        return List.of(new StoryPredicate<>(
                "T-05",
                "purchase over contacts whose PIN was asked for",
                ContactPin::purchases,
                ContactPin::paymentMissing,
                ContactPin::wrongHolderMissing,
                ContactPin::paidWithoutPin));
    }

    /** From a card's insertion to the next link to any card, where the PIN pad asked for a PIN or told that no try is left. */
    private static List<Span> purchases(List<TraceEvent> events) {
        return Span.startingAt(events, LinkOpened.class::isInstance).stream()
                .filter(span -> ((LinkOpened) events.get(span.from())).medium() != Medium.CONTACTLESS)
                .filter(span -> shown(span, Prompt.ENTER_PIN) || shown(span, Prompt.PIN_TRIES_EXHAUSTED))
                .toList();
    }

    private static boolean shown(Span span, Prompt prompt) {
        return span.prompts(prompt).stream().anyMatch(p -> p.event().by() == Party.PIN_PAD);
    }

    private static List<Exchange> verifies(Span span) {
        return span.exchanges(e -> e.ins() == Exchange.VERIFY);
    }

    private static boolean verified(Span span) {
        return verifies(span).stream().anyMatch(Exchange::ok);
    }

    private static boolean paid(Span span) {
        return span.exchange(e -> e.ins() == Exchange.GENERATE_AC && e.gave(CryptogramType.TC))
                .isPresent();
    }

    private static String paymentMissing(Span span) {
        if (!verified(span)) {
            return "the card did not find the PIN right";
        }
        for (Exchange verify : verifies(span)) {
            boolean challenged = Span.last(span.before(verify.index()).exchanges(e -> true))
                    .filter(e -> e.ins() == Exchange.GET_CHALLENGE && e.ok())
                    .isPresent();
            if (!challenged) {
                return "the PIN was not enciphered under a challenge asked for immediately before";
            }
        }
        return paid(span) ? "" : "the card gave no certificate after it had found the PIN right";
    }

    private static String wrongHolderMissing(Span span) {
        return verified(span) ? "whoever was there knew the PIN" : "";
    }

    private static String paidWithoutPin(Span span) {
        if (verifies(span).stream().anyMatch(v -> v.p2() != ENCIPHERED)) {
            return "the PIN went to the card in clear";
        }
        return paid(span) && !verified(span)
                ? "the card gave a certificate for a payment whose PIN was asked for and not found right"
                : "";
    }
}
