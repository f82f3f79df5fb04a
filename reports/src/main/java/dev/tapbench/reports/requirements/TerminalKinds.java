package dev.tapbench.reports.requirements;

import dev.tapbench.emv.Cvr;
import dev.tapbench.ports.trace.TraceEvent;
import java.util.List;
import java.util.function.BiPredicate;

/** T-09: one card does at one kind of terminal what it does not at another, and counts at all of them. */
final class TerminalKinds {
    /** Of the types of EMV Book 4, Annex A1, by their last digit: 4 to 6 have nobody beside them, 3 and 6 have no line. */
    private static final int FIRST_UNATTENDED = 4;

    private TerminalKinds() {}

    static List<Predicate> all() {
        return List.of(new StoryPredicate<>(
                "T-09",
                "payment",
                TerminalKinds::payments,
                use -> among(use, (earlier, later) -> !earlier.paid() && later.paid())
                        ? ""
                        : "no card paid at one kind of terminal what it had refused at another",
                use -> among(use, (earlier, later) -> earlier.paid() && !later.paid())
                        ? ""
                        : "no card refused at one kind of terminal what it had paid at another",
                TerminalKinds::countedOrAskedWrongly));
    }

    private static List<PhoneUse> payments(List<TraceEvent> events) {
        return PhoneUse.all(events);
    }

    /** Whether there are two taps of one card for one amount at two kinds of terminals that differ so. */
    private static boolean among(PhoneUse use, BiPredicate<Exchange, Exchange> differ) {
        List<Exchange> taps = use.span().exchanges(e -> e.payment() && e.contactless());
        return taps.stream()
                .anyMatch(later -> taps.stream()
                        .anyMatch(earlier -> earlier.index() < later.index()
                                && isAlike(earlier, later)
                                && earlier.terminalType() != later.terminalType()
                                && differ.test(earlier, later)));
    }

    private static boolean isAlike(Exchange one, Exchange other) {
        return one.sameCard(other)
                && one.amount() == other.amount()
                && one.currency().equals(other.currency());
    }

    private static boolean isUnattended(Exchange payment) {
        return payment.terminalType() % 10 >= FIRST_UNATTENDED;
    }

    private static String countedOrAskedWrongly(PhoneUse use) {
        for (Exchange payment : use.payments()) {
            if (payment.contactless()
                    && payment.paid()
                    && !isUnattended(payment)
                    && PhoneUse.over(payment, Cvr.Bit.LOST_OR_STOLEN_LIMIT_EXCEEDED)
                    && !PhoneUse.over(payment, Cvr.Bit.CVM_ARMED)) {
                return "over its lost-or-stolen limit the card paid where somebody could have asked for its holder";
            }
        }
        for (Exchange read : use.span().exchanges(e -> e.counters().isPresent())) {
            int taps = use.counted(read.index()).size();
            if (read.counters().orElseThrow().secondCount() != taps) {
                return "the card has counted "
                        + read.counters().orElseThrow().secondCount() + " payments since its holder was seen, and made "
                        + taps;
            }
        }
        return "";
    }
}
