package dev.tapbench.reports.requirements;

import dev.tapbench.emv.Cvr;
import dev.tapbench.emv.Iad;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.trace.Decided;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.TraceEvent;
import java.util.List;
import java.util.Optional;

/** The use of one phone in a scenario: taps on readers, and the wire to its processor. */
record PhoneUse(Span span) {
    /** One use, where there was a payment at all. */
    static List<PhoneUse> all(List<TraceEvent> events) {
        PhoneUse use = new PhoneUse(new Span(events, 0, events.size()));
        return use.payments().isEmpty() ? List.of() : List.of(use);
    }

    /** Payments, in order. */
    List<Exchange> payments() {
        return span.exchanges(Exchange::payment);
    }

    /** Payments at a tap that made the applet ask for a cardholder verification. */
    List<Exchange> asking() {
        return span.exchanges(e -> e.payment() && e.contactless() && e.asksForCvm());
    }

    Optional<Exchange> lastPaymentBefore(int place) {
        return Span.last(span.before(place).exchanges(Exchange::payment));
    }

    /** Cardholder verifications on the wire. */
    List<Exchange> verifies() {
        return span.exchanges(e -> e.ins() == Exchange.VERIFY && e.apdu().medium() == Medium.WIRED);
    }

    /** The first valid verification that a tap had asked for. */
    Optional<Exchange> verified() {
        Optional<Exchange> asked = asking().stream().findFirst();
        return verifies().stream()
                .filter(v -> v.ok() && asked.filter(a -> a.index() < v.index()).isPresent())
                .findFirst();
    }

    /** The last valid verification on the wire before a place. */
    private Optional<Exchange> lastValidBefore(int place) {
        return Span.last(
                verifies().stream().filter(v -> v.ok() && v.index() < place).toList());
    }

    /** Payments at a tap since the last valid verification; one made under a verification is not counted. */
    List<Exchange> counted(int place) {
        int verified = lastValidBefore(place).map(Exchange::index).orElse(-1);
        return span.before(place)
                .exchanges(e -> e.index() > verified
                        && e.payment()
                        && e.contactless()
                        && e.paid()
                        && !over(e, Cvr.Bit.CVM_ARMED));
    }

    /** The payment that asked for the verification at that place. */
    Optional<Exchange> askedBy(Exchange verify) {
        return lastPaymentBefore(verify.index()).filter(Exchange::asksForCvm);
    }

    List<At<Decided>> cvmDecisions() {
        return span.decided(Party.PHONE, Decision.CVM_VALID);
    }

    /** Funds that the card told with a payment, in minor units; -1 where its IAD cannot be read. */
    static long funds(Exchange payment) {
        return payment.iad().map(Iad::funds).orElse(-1L);
    }

    static boolean over(Exchange payment, Cvr.Bit bit) {
        return payment.iad().filter(i -> i.cvr().has(bit)).isPresent();
    }

    /** The place of the next payment, or the end. */
    int until(Exchange payment) {
        return span.after(payment.index())
                .exchange(Exchange::payment)
                .map(Exchange::index)
                .orElse(span.to());
    }
}
