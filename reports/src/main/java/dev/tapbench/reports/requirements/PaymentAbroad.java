package dev.tapbench.reports.requirements;

import dev.tapbench.emv.CounterReport;
import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.Tags;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.trace.TraceEvent;
import java.util.List;
import java.util.Optional;

/**
 * T-08: an amount in another currency than the card's own is not taken for one in its own.
 *
 * @param whole the whole trace: what was counted before is older than this payment
 * @param payment in another currency
 * @param own the card's currency, two bytes
 */
record PaymentAbroad(PhoneUse whole, Exchange payment, Bytes own) {
    static List<Predicate> all() {
        return List.of(new StoryPredicate<>(
                "T-08",
                "payment in another currency",
                PaymentAbroad::stories,
                PaymentAbroad::missing,
                PaymentAbroad::refusalMissing,
                PaymentAbroad::takenForOwn));
    }

    private static List<PaymentAbroad> stories(List<TraceEvent> events) {
        Span all = new Span(events, 0, events.size());
        PhoneUse use = new PhoneUse(all);
        return use.payments().stream()
                .flatMap(payment -> ownCurrency(all, payment)
                        .filter(own -> !own.equals(payment.currency()))
                        .map(own -> new PaymentAbroad(use, payment, own))
                        .stream())
                .toList();
    }

    /** The currency that the card names as its own in its records. */
    private static Optional<Bytes> ownCurrency(Span all, Exchange payment) {
        return all.exchange(e -> e.sameCard(payment)
                        && e.ins() == Exchange.READ_RECORD
                        && e.tag(Tags.APPLICATION_CURRENCY).isPresent())
                .flatMap(e -> e.tag(Tags.APPLICATION_CURRENCY));
    }

    /** Up to the next payment. */
    private Span story() {
        return new Span(whole.span().all(), payment.index(), whole.until(payment));
    }

    private List<Exchange> reads() {
        return story().exchanges(e -> e.counters().isPresent());
    }

    /** What the card approved by itself up to here. */
    private List<Exchange> offline() {
        return whole.span()
                .before(story().to())
                .exchanges(e -> e.payment() && e.sameCard(payment) && e.gave(CryptogramType.TC));
    }

    private String missing() {
        if (!payment.paid()) {
            return "the payment in another currency was not made";
        }
        if (payment.gave(CryptogramType.ARQC)) {
            return Payment.certificateMissing(story());
        }
        Optional<CounterReport> counted = Span.last(reads()).flatMap(Exchange::counters);
        if (counted.isEmpty()) {
            return "nobody read what the card counted for the payment in another currency";
        }
        return counted.get().firstAmount() > inOwnCurrency(offline()) ? "" : "the card counted nothing for it";
    }

    private String refusalMissing() {
        return payment.gave(CryptogramType.AAC) ? "" : Payment.refusalMissing(story());
    }

    private String takenForOwn() {
        for (Exchange read : reads()) {
            CounterReport counters = read.counters().orElseThrow();
            if (isAsItWas(counters.firstAmount(), offline())
                    || isAsItWas(counters.secondAmount(), whole.counted(read.index()))) {
                return "the card counted an amount in another currency as if it were in its own";
            }
        }
        return "";
    }

    /** Whether an accumulator is the sum of all amounts, whatever their currency. */
    private boolean isAsItWas(long accumulator, List<Exchange> counted) {
        long all = counted.stream().mapToLong(Exchange::amount).sum();
        return all != inOwnCurrency(counted) && accumulator == all;
    }

    private long inOwnCurrency(List<Exchange> payments) {
        return payments.stream()
                .filter(e -> e.currency().equals(own))
                .mapToLong(Exchange::amount)
                .sum();
    }
}
