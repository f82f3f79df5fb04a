package dev.tapbench.reports.requirements;

import static dev.tapbench.reports.requirements.PhonePrompt.phone;

import dev.tapbench.emv.CounterReport;
import dev.tapbench.emv.Cvr;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.trace.Decided;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.LinkOpened;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Prompt;
import dev.tapbench.ports.trace.Prompted;
import java.util.List;
import java.util.Optional;

/** the applet judges the verification, a valid one resets the second pair and only that, and the second tap pays. */
final class PhoneVerification {
    private PhoneVerification() {}

    static List<Predicate> all() {
        return List.of(
                phone(
                        "R-09",
                        PhoneVerification::decisionMissing,
                        PhoneVerification::wrongUnattempted,
                        PhoneVerification::wrongBelieved),
                phone(
                        "R-10",
                        PhoneVerification::resetMissing,
                        PhoneVerification::resetUnattempted,
                        PhoneVerification::resetWithoutVerification),
                phone(
                        "R-11",
                        PhoneVerification::consummationMissing,
                        PhoneVerification::otherPaymentUnattempted,
                        PhoneVerification::otherPaymentMade));
    }

    private static String decisionMissing(PhoneUse use) {
        Optional<Exchange> verified = use.verified();
        if (verified.isEmpty()) {
            return "the applet found no verification valid that a tap had asked for";
        }
        return use.span()
                        .after(verified.get().index())
                        .decided(Party.PHONE, Decision.CVM_VALID, true)
                        .isPresent()
                ? ""
                : "the phone did not learn from the applet that the verification is valid";
    }

    private static String wrongUnattempted(PhoneUse use) {
        boolean refused = use.verifies().stream()
                .anyMatch(v -> !v.ok()
                        && use.span()
                                .after(v.index())
                                .decided(Party.PHONE, Decision.CVM_VALID, false)
                                .isPresent());
        return refused ? "" : "the applet was given no wrong verification";
    }

    private static String wrongBelieved(PhoneUse use) {
        for (At<Decided> decided : use.cvmDecisions()) {
            boolean valid =
                    lastVerify(use, decided.index()).filter(Exchange::ok).isPresent();
            if (decided.event().positive() != valid) {
                return "the phone took another decision on the verification than the applet";
            }
        }
        for (At<Prompted> again : use.span().prompts(Prompt.TAP_AGAIN)) {
            if (lastVerify(use, again.index()).filter(Exchange::ok).isEmpty()) {
                return "the phone asked for the second tap without a valid verification";
            }
        }
        return "";
    }

    private static Optional<Exchange> lastVerify(PhoneUse use, int place) {
        return Span.last(use.span()
                .before(place)
                .exchanges(e -> e.ins() == Exchange.VERIFY && e.apdu().medium() == Medium.WIRED));
    }

    private static Optional<CounterReport> counters(Span part) {
        return part.exchange(e -> e.counters().isPresent()).flatMap(Exchange::counters);
    }

    private static String resetMissing(PhoneUse use) {
        Optional<Exchange> verified = use.verified();
        if (verified.isEmpty()) {
            return "there is no valid verification that a tap had asked for";
        }
        Span after = use.span().after(verified.get().index());
        int nextPayment = after.exchange(Exchange::payment).map(Exchange::index).orElse(after.to());
        Optional<CounterReport> counters = counters(after.before(nextPayment));
        if (counters.isEmpty()) {
            return "nobody read the counters between the verification and the next payment";
        }
        if (counters.get().secondCount() != 0 || counters.get().secondAmount() != 0) {
            return "the second pair was not reset: " + counters.get().secondCount() + " payments, "
                    + counters.get().secondAmount() + " minor units";
        }
        return firstPairKept(use, verified.get(), counters.get());
    }

    /** What the card told with the declined payment still holds: a reset of the first pair would raise the funds. */
    private static String firstPairKept(PhoneUse use, Exchange verified, CounterReport after) {
        Optional<Exchange> asked = use.askedBy(verified);
        if (asked.isEmpty()) {
            return "the verification does not follow the payment that asked for it";
        }
        long paid =
                use.span().before(verified.index()).exchanges(e -> e.payment() && e.contactless() && e.paid()).stream()
                        .count();
        if (paid > 0 && (after.firstCount() == 0 || after.firstAmount() == 0)) {
            return "the verification reset the first pair as well";
        }
        return after.upperAmount() - after.firstAmount() == PhoneUse.funds(asked.get())
                ? ""
                : "the verification moved the funds";
    }

    private static String resetUnattempted(PhoneUse use) {
        // Over the air there is no right one: a phone's verification is made on the wire.
        Optional<Exchange> wrong = use.span().exchange(e -> e.ins() == Exchange.VERIFY && (e.contactless() || !e.ok()));
        if (wrong.isEmpty()) {
            return "the applet was given no wrong verification";
        }
        return counters(use.span().after(wrong.get().index()))
                        .filter(c -> c.secondCount() > 0)
                        .isPresent()
                ? ""
                : "nobody read after the wrong verification that the second pair still counts";
    }

    /** Second counters that stand at zero although payments were counted and no valid verification came since. */
    private static String resetWithoutVerification(PhoneUse use) {
        for (Exchange read : use.span().exchanges(e -> e.counters().isPresent())) {
            boolean counted = !use.counted(read.index()).isEmpty();
            if (counted && read.counters().orElseThrow().secondCount() == 0) {
                return "the second pair was reset without a valid verification";
            }
        }
        return "";
    }

    /** The first payment at a tap of its own after the valid verification. */
    private static Optional<Exchange> secondTap(PhoneUse use) {
        return use.verified().flatMap(v -> use.span().after(v.index()).exchange(e -> e.payment() && e.contactless()));
    }

    private static boolean sameKind(Exchange asked, Exchange payment) {
        return payment.amount() >= 0
                && payment.amount() <= asked.amount()
                && payment.currency().equals(asked.currency())
                && payment.type() == asked.type();
    }

    private static String consummationMissing(PhoneUse use) {
        Optional<Exchange> second = secondTap(use);
        Optional<Exchange> asked = use.verified().flatMap(use::askedBy);
        if (second.isEmpty() || asked.isEmpty()) {
            return "there is no second tap after a valid verification that the first had asked for";
        }
        Exchange payment = second.get();
        boolean newTap = !use.span()
                .after(use.verified().orElseThrow().index())
                .before(payment.index())
                .of(
                        LinkOpened.class,
                        l -> l.reader().equals(payment.apdu().reader())
                                && l.tap() == payment.apdu().tap())
                .isEmpty();
        if (!newTap) {
            return "the payment was made in the tap from before the verification";
        }
        if (!sameKind(asked.get(), payment)) {
            return "the second tap is another payment than the first";
        }
        if (!payment.paid() || !PhoneUse.over(payment, Cvr.Bit.CVM_ARMED)) {
            return "the second tap did not pay under the verification";
        }
        return use.span()
                        .after(payment.index())
                        .decided(Party.TERMINAL, Decision.TRANSACTION_OUTCOME, true)
                        .isPresent()
                ? ""
                : "the terminal did not approve the payment of the second tap";
    }

    private static String otherPaymentUnattempted(PhoneUse use) {
        Optional<Exchange> second = secondTap(use);
        Optional<Exchange> asked = use.verified().flatMap(use::askedBy);
        return second.isPresent() && asked.isPresent() && !sameKind(asked.get(), second.get())
                ? ""
                : "nobody tried another payment at the second tap";
    }

    private static String otherPaymentMade(PhoneUse use) {
        Optional<Exchange> second = secondTap(use);
        Optional<Exchange> asked = use.verified().flatMap(use::askedBy);
        return second.isPresent()
                        && asked.isPresent()
                        && !sameKind(asked.get(), second.get())
                        && second.get().paid()
                ? "the phone paid something else than what its holder was verified for"
                : "";
    }
}
