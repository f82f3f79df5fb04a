package dev.tapbench.reports.requirements;

import dev.tapbench.emv.CounterReport;
import dev.tapbench.emv.Cvr;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.trace.LinkOpened;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Prompt;
import dev.tapbench.ports.trace.Prompted;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** a tap, funds found to suffice, the lost-or-stolen limit tripped, and the holder asked for. */
final class PhonePrompt {
    /** In whichever way the phone asks for its owner. */
    private static final Set<Prompt> VERIFICATION =
            EnumSet.of(Prompt.ENTER_PASSCODE, Prompt.DRAW_PATTERN, Prompt.SHOW_FINGER);

    private PhonePrompt() {}

    static List<Predicate> all() {
        return List.of(
                phone(
                        "R-05",
                        PhonePrompt::tapMissing,
                        PhonePrompt::wiredPaymentUnattempted,
                        PhonePrompt::wiredPaymentMade),
                phone(
                        "R-06",
                        PhonePrompt::fundsCheckMissing,
                        PhonePrompt::shortFundsUnattempted,
                        PhonePrompt::askedInVain),
                phone("R-07", PhonePrompt::limitMissing, PhonePrompt::limitUnattempted, PhonePrompt::limitPassed),
                phone(
                        "R-08",
                        PhonePrompt::promptMissing,
                        PhonePrompt::silentTapUnattempted,
                        PhonePrompt::promptedUnasked));
    }

    static Predicate phone(
            String requirement,
            Function<PhoneUse, String> missing,
            Function<PhoneUse, String> unattempted,
            Function<PhoneUse, String> violation) {
        return new StoryPredicate<>(requirement, "payment", PhoneUse::all, missing, unattempted, violation);
    }

    private static Optional<At<Prompted>> verificationPrompt(Span part) {
        return part.prompts(VERIFICATION).stream()
                .filter(p -> p.event().by() == Party.PHONE)
                .findFirst();
    }

    private static String tapMissing(PhoneUse use) {
        for (Exchange payment : use.payments()) {
            Span before = use.span().before(payment.index());
            boolean tapped = !before.of(
                            LinkOpened.class,
                            l -> l.medium() == Medium.CONTACTLESS
                                    && l.tap() == payment.apdu().tap()
                                    && l.reader().equals(payment.apdu().reader()))
                    .isEmpty();
            boolean selected = before.exchange(e -> e.sameTap(payment) && e.ins() == Exchange.SELECT && e.ok())
                    .isPresent();
            Span after = use.span().after(payment.index());
            boolean noticed = after.exchange(Exchange::asksWhatIsWanted).isPresent()
                    || !after.of(Prompted.class, p -> p.by() == Party.PHONE).isEmpty();
            if (tapped && selected && payment.contactless() && payment.ok() && noticed) {
                return "";
            }
        }
        return "there is no tap in which the phone was selected, asked to pay, and then acted on it";
    }

    private static String wiredPaymentUnattempted(PhoneUse use) {
        return use.payments().stream().anyMatch(p -> !p.contactless()) ? "" : "nobody tried to pay without a tap";
    }

    private static String wiredPaymentMade(PhoneUse use) {
        return use.payments().stream().anyMatch(p -> !p.contactless() && p.paid())
                ? "the phone paid without a tap"
                : "";
    }

    private static boolean sufficient(Exchange payment) {
        return PhoneUse.funds(payment) >= payment.amount()
                && payment.amount() >= 0
                && !PhoneUse.over(payment, Cvr.Bit.UPPER_AMOUNT_EXCEEDED);
    }

    private static String fundsCheckMissing(PhoneUse use) {
        for (Exchange asking : use.asking()) {
            if (sufficient(asking)
                    && verificationPrompt(use.span().after(asking.index()).before(use.until(asking)))
                            .isPresent()) {
                return "";
            }
        }
        return "no verification was asked for after funds had been found to suffice";
    }

    private static List<Exchange> shortOfFunds(PhoneUse use) {
        return use.span()
                .exchanges(e -> e.payment()
                        && e.contactless()
                        && e.ok()
                        && !e.paid()
                        && PhoneUse.funds(e) >= 0
                        && PhoneUse.funds(e) < e.amount());
    }

    private static String shortFundsUnattempted(PhoneUse use) {
        return shortOfFunds(use).isEmpty() ? "nobody tried to pay more than the phone holds" : "";
    }

    private static String askedInVain(PhoneUse use) {
        for (Exchange payment : use.payments()) {
            // A certificate tells the funds after it was paid from: only a refusal tells what was there before.
            boolean isShort =
                    !payment.paid() && PhoneUse.funds(payment) >= 0 && PhoneUse.funds(payment) < payment.amount();
            Span answer = use.span().after(payment.index()).before(use.until(payment));
            boolean asked = payment.asksForCvm()
                    || verificationPrompt(answer).isPresent()
                    || answer.prompt(Prompt.SEE_PHONE).isPresent();
            if (isShort && asked) {
                return "a verification was asked for although the funds do not suffice";
            }
        }
        return "";
    }

    private static List<Exchange> overLimit(PhoneUse use) {
        return use.span()
                .exchanges(
                        e -> e.payment() && e.contactless() && PhoneUse.over(e, Cvr.Bit.LOST_OR_STOLEN_LIMIT_EXCEEDED));
    }

    private static String limitMissing(PhoneUse use) {
        List<Exchange> tripped = overLimit(use).stream()
                .filter(e -> e.asksForCvm() && !e.paid() && sufficient(e))
                .toList();
        if (tripped.isEmpty()) {
            return "the card did not report its lost-or-stolen limit as exceeded and ask for a verification";
        }
        Optional<Exchange> earlier =
                use.span().before(tripped.get(0).index()).exchange(e -> e.payment() && e.contactless() && e.paid());
        return earlier.isPresent()
                ? limitsUnclear(use, tripped.get(0))
                : "nothing was paid before, so the second pair had nothing to count";
    }

    /** The claim says counter and accumulator: what the card counted, and this payment, are over both of its limits. */
    private static String limitsUnclear(PhoneUse use, Exchange tripped) {
        Optional<CounterReport> read = use.span()
                .after(tripped.index())
                .before(use.until(tripped))
                .exchange(e -> e.counters().isPresent())
                .flatMap(Exchange::counters);
        if (read.isEmpty()) {
            return "nobody read the second pair after it had tripped";
        }
        CounterReport counters = read.get();
        boolean both = counters.secondCount() + 1 > counters.secondCountLimit()
                && counters.secondAmount() + tripped.amount() > counters.secondAmountLimit();
        return both
                ? ""
                : "the second pair was not over both of its limits: " + counters.secondCount() + " payments of "
                        + counters.secondCountLimit() + " and " + counters.secondAmount() + " minor units of "
                        + counters.secondAmountLimit() + " before this one";
    }

    private static String limitUnattempted(PhoneUse use) {
        return overLimit(use).isEmpty() ? "nobody tried to pay over the lost-or-stolen limit" : "";
    }

    private static String limitPassed(PhoneUse use) {
        return overLimit(use).stream().anyMatch(e -> e.paid() && !PhoneUse.over(e, Cvr.Bit.CVM_ARMED))
                ? "the phone paid over its lost-or-stolen limit without a verification"
                : "";
    }

    private static String promptMissing(PhoneUse use) {
        for (Exchange asking : use.asking()) {
            Span after = use.span().after(asking.index()).before(use.until(asking));
            // R-06 comes before R-08: a prompt for a payment whose funds were not found to suffice shows nothing.
            if (sufficient(asking)
                    && after.prompt(Prompt.SEE_PHONE).isPresent()
                    && verificationPrompt(after).isPresent()) {
                return "";
            }
        }
        return use.asking().isEmpty()
                ? "the applet asked for no verification"
                : "terminal and phone did not both prompt after the applet had asked for a verification";
    }

    /** A tap that is over the limit or short of funds, and that must not end in a prompt because no verification would help it. */
    private static String silentTapUnattempted(PhoneUse use) {
        return shortOfFunds(use).stream().anyMatch(e -> !e.asksForCvm())
                ? ""
                : "there is no tap that a verification would not have helped";
    }

    private static String promptedUnasked(PhoneUse use) {
        for (At<Prompted> prompt : use.span().prompts(VERIFICATION)) {
            boolean asked = use.lastPaymentBefore(prompt.index())
                    .filter(Exchange::asksForCvm)
                    .isPresent();
            if (prompt.event().by() == Party.PHONE && !asked) {
                return "the phone prompted although the applet had asked for nothing";
            }
        }
        return limitPassed(use);
    }
}
