package dev.tapbench.parties.inspection;

import dev.tapbench.emv.Tags;
import dev.tapbench.emv.crypto.CertificateBody;
import dev.tapbench.ports.Bytes;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** From when to when card and certificates are valid. */
final class DateRules {
    private static final String DATES = "EMV Book 3, 10.4.3";
    private static final int MOST_YEARS = 20;

    static final List<Rule> ALL = List.of(
            Rule.error(
                    "IN-140",
                    "EMV Book 3, Annex A",
                    "the expiry date (5F24) is a day",
                    Seen.values(Tags.EXPIRY_DATE),
                    DateRules::day),
            Rule.error(
                    "IN-141",
                    "EMV Book 3, Annex A",
                    "the effective date (5F25) is a day",
                    Seen.values(Tags.EFFECTIVE_DATE),
                    DateRules::day),
            Rule.error(
                    "IN-142",
                    DATES,
                    "the application does not expire before it is effective",
                    DateRules::spans,
                    span -> Rule.unless(!span.until().isBefore(span.from()), span.toString())),
            Rule.warning(
                    "IN-143",
                    DATES,
                    "the application has not expired",
                    card -> today(card, Tags.EXPIRY_DATE),
                    span -> Rule.unless(!span.until().isBefore(span.from()), span.until() + ", today " + span.from())),
            Rule.warning(
                    "IN-144",
                    DATES,
                    "the application is effective",
                    card -> today(card, Tags.EFFECTIVE_DATE),
                    span -> Rule.unless(!span.until().isAfter(span.from()), span.until() + ", today " + span.from())),
            Rule.note(
                    "IN-145",
                    DATES,
                    "the application is valid for at most 20 years",
                    DateRules::spans,
                    span -> Rule.unless(!span.until().isAfter(span.from().plusYears(MOST_YEARS)), span.toString())),
            Rule.warning(
                    "IN-146",
                    "EMV Book 2, 5.3",
                    "the issuer's certificate does not expire before the application",
                    card -> outlived(card, chain -> chain.issuer().flatMap(CertificateChain.Opened::body)),
                    Months::problem),
            Rule.warning(
                    "IN-147",
                    "EMV Book 2, 6.4",
                    "the card's certificate does not expire before the application",
                    card -> outlived(card, chain -> chain.icc().flatMap(CertificateChain.Opened::body)),
                    Months::problem));

    private DateRules() {}

    /** Two days in their order. */
    private record Span(LocalDate from, LocalDate until) {
        @Override
        public String toString() {
            return from + " to " + until;
        }
    }

    /** When a certificate and when the application expires. */
    private record Months(YearMonth certificate, YearMonth application) {
        Optional<String> problem() {
            return Rule.unless(!certificate.isBefore(application), certificate + ", the application " + application);
        }
    }

    /** YYMMDD; of the years to come up to 2049 (EMV Book 4, 6.7.3). */
    static Optional<LocalDate> date(Bytes value) {
        if (value.length() != 3 || !Text.decimal(value)) {
            return Optional.empty();
        }
        String digits = value.toHex();
        int year = Integer.parseInt(digits.substring(0, 2));
        try {
            return Optional.of(LocalDate.of(
                    year < 50 ? 2000 + year : 1900 + year,
                    Integer.parseInt(digits.substring(2, 4)),
                    Integer.parseInt(digits.substring(4))));
        } catch (DateTimeException told) {
            return Optional.empty();
        }
    }

    private static Optional<String> day(Bytes value) {
        return Rule.unless(date(value).isPresent(), Text.hex(value));
    }

    private static Optional<LocalDate> date(SeenApplication application, int tag) {
        return application.value(tag).flatMap(DateRules::date);
    }

    private static Stream<Spot<Span>> spans(Seen card) {
        return Seen.<SeenApplication, Span>of(
                        Seen::read,
                        application -> date(application, Tags.EFFECTIVE_DATE)
                                .flatMap(from ->
                                        date(application, Tags.EXPIRY_DATE).map(until -> new Span(from, until))))
                .apply(card);
    }

    private static Stream<Spot<Span>> today(Seen card, int tag) {
        LocalDate today = card.knowledge().today();
        return Seen.<SeenApplication, Span>of(
                        Seen::read, application -> date(application, tag).map(until -> new Span(today, until)))
                .apply(card);
    }

    private static Stream<Spot<Months>> outlived(
            Seen card, Function<CertificateChain, Optional<CertificateBody>> certificate) {
        return Seen.<SeenApplication, Months>of(
                        Seen::read,
                        application -> certificate
                                .apply(CertificateChain.of(
                                        application, card.knowledge().caKeys()))
                                .flatMap(CertificateRules::expires)
                                .flatMap(month -> date(application, Tags.EXPIRY_DATE)
                                        .map(day -> new Months(month, YearMonth.from(day)))))
                .apply(card);
    }
}
