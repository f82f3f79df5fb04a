package dev.tapbench.reports.requirements;

import static dev.tapbench.reports.requirements.PhonePrompt.phone;

import dev.tapbench.emv.CounterReport;
import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.Cvr;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.UserSettings;
import dev.tapbench.ports.ProductException;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.trace.Decided;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.Party;
import java.util.List;
import java.util.Optional;

/** the owner has a say in when the phone asks, behind a valid verification, and never against the issuer. */
final class PhoneSettings {
    private PhoneSettings() {}

    static List<Predicate> all() {
        return List.of(phone(
                "R-04",
                PhoneSettings::obedienceMissing,
                PhoneSettings::refusalUnattempted,
                PhoneSettings::issuerOverruled));
    }

    /** Commands on the wire that write the owner's wishes. */
    private static List<Exchange> changes(PhoneUse use) {
        return use.span()
                .exchanges(e -> e.ins() == Exchange.PUT_DATA
                        && e.p1p2() == Tags.USER_SETTINGS
                        && e.apdu().medium() == Medium.WIRED);
    }

    private static Optional<UserSettings> wishes(Exchange change) {
        try {
            return Optional.of(UserSettings.parse(change.data()));
        } catch (ProductException unreadable) {
            return Optional.empty();
        }
    }

    /** What the applet took last before a place. */
    private static Optional<UserSettings> taken(PhoneUse use, int place) {
        return Span.last(changes(use).stream()
                        .filter(c -> c.ok() && c.index() < place)
                        .toList())
                .flatMap(PhoneSettings::wishes);
    }

    /** The issuer's limits as the phone itself reports them. */
    private static Optional<CounterReport> limits(PhoneUse use) {
        return use.span().exchange(e -> e.counters().isPresent()).flatMap(Exchange::counters);
    }

    private static long sum(List<Exchange> payments) {
        return payments.stream().mapToLong(Exchange::amount).sum();
    }

    private static String obedienceMissing(PhoneUse use) {
        if (changes(use).stream().noneMatch(Exchange::ok)) {
            return "the applet took no settings of its owner";
        }
        if (use.span().decided(Party.PHONE, Decision.SETTINGS_TAKEN, true).isEmpty()) {
            return "the phone did not tell that the settings are taken";
        }
        Optional<CounterReport> limits = limits(use);
        if (limits.isEmpty()) {
            return "nobody read the issuer's limits";
        }
        boolean obeyed = use.asking().stream().anyMatch(asked -> askedForOwnerAlone(use, asked, limits.get()));
        return obeyed ? "" : "the phone did not ask where its owner alone wanted it to";
    }

    /** Whether the phone asked for the owner's sake: neither limit of the issuer was reached. */
    private static boolean askedForOwnerAlone(PhoneUse use, Exchange asked, CounterReport limits) {
        List<Exchange> counted = use.counted(asked.index());
        return wanted(use, asked)
                && counted.size() + 1 <= limits.secondCountLimit()
                && sum(counted) + asked.amount() <= limits.secondAmountLimit();
    }

    private static boolean wanted(PhoneUse use, Exchange payment) {
        return taken(use, payment.index())
                .filter(w -> w.ask(use.counted(payment.index()).size(), payment.amount()))
                .isPresent();
    }

    private static String refusalUnattempted(PhoneUse use) {
        boolean refused = changes(use).stream().anyMatch(c -> !c.ok())
                || use.span()
                        .decided(Party.PHONE, Decision.SETTINGS_TAKEN, false)
                        .isPresent();
        return refused ? "" : "nobody wanted settings that the phone must not take";
    }

    private static String issuerOverruled(PhoneUse use) {
        Optional<CounterReport> limits = limits(use);
        for (Exchange change : changes(use)) {
            if (change.ok() && !verified(use, change)) {
                return "the applet took settings without a valid verification before them in the same activation";
            }
            if (change.ok()
                    && limits.isPresent()
                    && wishes(change).filter(w -> w.looserThan(limits.get())).isPresent()) {
                return "the applet took settings that are looser than the issuer's limits";
            }
        }
        for (At<Decided> told : use.span().decided(Party.PHONE, Decision.SETTINGS_TAKEN)) {
            boolean ok = Span.last(changes(use).stream()
                            .filter(c -> c.index() < told.index())
                            .toList())
                    .filter(Exchange::ok)
                    .isPresent();
            if (told.event().positive() && !ok) {
                return "the phone told that settings were taken which the applet did not take";
            }
        }
        return paidUnasked(use, limits);
    }

    private static boolean verified(PhoneUse use, Exchange change) {
        return use.verifies().stream().anyMatch(v -> v.ok() && v.index() < change.index() && v.sameTap(change));
    }

    /** A certificate that was given although owner or issuer wanted a verification first. */
    private static String paidUnasked(PhoneUse use, Optional<CounterReport> limits) {
        for (Exchange payment : use.payments()) {
            if (!payment.gave(CryptogramType.TC) || PhoneUse.over(payment, Cvr.Bit.CVM_ARMED)) {
                continue;
            }
            if (wanted(use, payment)) {
                return "the phone paid without asking, although its owner wants to be asked";
            }
            List<Exchange> counted = use.counted(payment.index());
            if (taken(use, payment.index()).isPresent()
                    && limits.filter(l -> counted.size() + 1 > l.secondCountLimit()
                                    && sum(counted) + payment.amount() > l.secondAmountLimit())
                            .isPresent()) {
                return "with its owner's settings the phone paid beyond both of the issuer's limits";
            }
        }
        return "";
    }
}
