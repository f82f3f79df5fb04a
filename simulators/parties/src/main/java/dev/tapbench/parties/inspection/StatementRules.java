package dev.tapbench.parties.inspection;

import dev.tapbench.emv.Aip;
import dev.tapbench.emv.CvmList;
import dev.tapbench.emv.Tags;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.profiles.CardStatement;
import dev.tapbench.profiles.StatementAnswer;
import dev.tapbench.profiles.StatementQuestion;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether a card shows what its statement says, as far as a reader without keys can look. */
final class StatementRules {
    private static final String STATEMENT = "the card's statement";
    /** Where a PIN is verified, by the methods of a CVM list (EMV Book 3, C3); signature and none are no PIN. */
    private static final Map<Integer, StatementAnswer> PINS = Map.of(
            0x01, StatementAnswer.PLAIN_OFFLINE,
            0x03, StatementAnswer.PLAIN_OFFLINE,
            0x04, StatementAnswer.ENCIPHERED_OFFLINE,
            0x05, StatementAnswer.ENCIPHERED_OFFLINE,
            0x02, StatementAnswer.ONLINE);

    static final List<Rule> ALL = List.of(
            Rule.error(
                    "IN-340",
                    STATEMENT,
                    "the card is reached as its statement says",
                    card -> stated(card)
                            .flatMap(statement -> card.directories().stream()
                                    .map(directory -> new Spot<>(
                                            directory.at(),
                                            interfaces(statement).contains(interfaceOf(directory.medium()))))),
                    holds -> Rule.unless(holds, "a way that is not stated")),
            Rule.error(
                    "IN-341",
                    STATEMENT,
                    "the card has each application of its statement",
                    card -> stated(card)
                            .flatMap(statement -> card.directories().stream()
                                    .map(directory -> new Spot<>(
                                            SeenApplication.where(directory.medium()),
                                            missing(card, statement, directory)))),
                    missing -> Rule.unless(missing.isEmpty(), "no " + missing)),
            Rule.error(
                    "IN-342",
                    STATEMENT,
                    "the card has no application that its statement does not name",
                    card -> stated(card)
                            .flatMap(statement -> card.selected()
                                    .map(spot -> spot.with(aids(statement)
                                            .contains(spot.thing().name())))),
                    holds -> Rule.unless(holds, "one that is not stated")),
            ofApplication(
                    "IN-343",
                    "label as the statement says",
                    CardStatement.Application::label,
                    application -> application.ofFci(Tags.APPLICATION_LABEL).map(Text::of)),
            ofApplication(
                    "IN-344",
                    "currency as the statement says",
                    application -> application.currency().map(currency -> currency.code()),
                    application -> application.value(Tags.APPLICATION_CURRENCY)),
            Rule.error(
                    "IN-345",
                    STATEMENT,
                    "the strongest offline data authentication of the AIP is that of the statement",
                    card -> compared(
                            card,
                            SeenApplication::aip,
                            (aip, statement) -> same(
                                    strongest(aip).words(),
                                    statement
                                            .to(StatementQuestion.OFFLINE_DATA_AUTHENTICATION)
                                            .words())),
                    Function.identity()),
            Rule.error(
                    "IN-346",
                    STATEMENT,
                    "the holder's PIN is verified where the statement says (CVM list and AIP)",
                    card -> compared(
                            card,
                            application -> application.aip().map(aip -> pins(application, aip)),
                            (pins, statement) -> Rule.unless(
                                    pins.equals(new HashSet<>(
                                            statement.to(StatementQuestion.PIN).answers())),
                                    words(pins) + ", the statement says "
                                            + statement
                                                    .to(StatementQuestion.PIN)
                                                    .words())),
                    Function.identity()),
            Rule.error(
                    "IN-347",
                    STATEMENT,
                    "the card has a payment system environment exactly where the statement says so",
                    card -> stated(card)
                            .flatMap(statement -> card.directories().stream()
                                    .filter(directory -> !directory.proximity())
                                    .map(directory -> new Spot<>(
                                            directory.at(),
                                            yes(
                                                    statement,
                                                    StatementQuestion.PAYMENT_SYSTEM_ENVIRONMENT,
                                                    directory.selected())))),
                    Function.identity()),
            has(
                    "IN-348",
                    "the card announces a transaction log (9F4D) exactly where the statement says so",
                    StatementQuestion.TRANSACTION_LOG,
                    application -> application.ofFci(SeenApplication.LOG_ENTRY).isPresent()),
            has(
                    "IN-349",
                    "GET DATA gives the transaction counters (9F36 and 9F13) exactly where the statement says so",
                    StatementQuestion.TRANSACTION_COUNTERS,
                    application -> application.datum(Tags.ATC).isPresent()
                            && application.datum(Tags.LAST_ONLINE_ATC).isPresent()),
            has(
                    "IN-350",
                    "GET DATA gives the PIN tries left (9F17) exactly where the statement says so",
                    StatementQuestion.PIN_TRY_COUNTER,
                    application -> application.datum(Tags.PIN_TRY_COUNTER).isPresent()),
            Rule.error(
                    "IN-351",
                    STATEMENT,
                    "a card that is loaded with three taps tells which load waits (DF21)",
                    card -> stated(card)
                            .filter(statement -> statement.says(StatementQuestion.LOAD, StatementAnswer.THREE_TAPS))
                            .flatMap(statement -> ofStatement(card, statement))
                            .map(spot -> spot.with(
                                    spot.thing().datumBefore(Tags.PENDING_LOAD).isPresent())),
                    holds -> Rule.unless(holds, "no answer")));

    private StatementRules() {}

    private static Stream<CardStatement> stated(Seen card) {
        return card.knowledge().statement().stream();
    }

    private static List<Bytes> aids(CardStatement statement) {
        return statement.applications().stream()
                .map(CardStatement.Application::aid)
                .toList();
    }

    private static List<StatementAnswer> interfaces(CardStatement statement) {
        return statement.to(StatementQuestion.INTERFACES).answers();
    }

    private static StatementAnswer interfaceOf(Medium medium) {
        return switch (medium) {
            case CONTACTLESS -> StatementAnswer.CONTACTLESS;
            case WIRED -> StatementAnswer.WIRED;
            case CONTACT_T0, CONTACT_T1 -> StatementAnswer.CONTACT;
        };
    }

    /** The first stated application that this way does not show; empty where it shows all. */
    private static String missing(Seen card, CardStatement statement, SeenDirectory directory) {
        List<Bytes> shown = card.applications().stream()
                .filter(application -> application.medium() == directory.medium() && application.selected())
                .map(SeenApplication::name)
                .toList();
        return aids(statement).stream()
                .filter(aid -> !shown.contains(aid))
                .findFirst()
                .map(Bytes::toHex)
                .orElse("");
    }

    /** Applications of the card that its statement names. */
    private static Stream<Spot<SeenApplication>> ofStatement(Seen card, CardStatement statement) {
        return card.selected()
                .filter(spot -> aids(statement).contains(spot.thing().name()));
    }

    /** What came of a comparison with the statement, of each stated application that can be compared. */
    private static <T> Stream<Spot<Optional<String>>> compared(
            Seen card,
            Function<SeenApplication, Optional<T>> part,
            BiFunction<T, CardStatement, Optional<String>> compare) {
        return stated(card)
                .flatMap(statement -> ofStatement(card, statement)
                        .flatMap(
                                spot -> part
                                        .apply(spot.thing())
                                        .map(found -> spot.with(compare.apply(found, statement)))
                                        .stream()));
    }

    /** A rule about what the statement may say of an application. */
    private static <T> Rule ofApplication(
            String id,
            String expected,
            Function<CardStatement.Application, Optional<T>> said,
            Function<SeenApplication, Optional<T>> shown) {
        return Rule.error(
                id,
                STATEMENT,
                expected,
                card -> stated(card)
                        .flatMap(statement -> statement.applications().stream())
                        .flatMap(application -> said.apply(application).stream()
                                .flatMap(wanted -> card.selected()
                                        .filter(spot -> spot.thing().name().equals(application.aid()))
                                        .map(spot -> spot.with(same(
                                                shown.apply(spot.thing())
                                                        .map(Object::toString)
                                                        .orElse("none"),
                                                wanted.toString()))))),
                Function.identity());
    }

    /** A rule about a question that is answered yes or no. */
    private static Rule has(
            String id, String expected, StatementQuestion question, Predicate<SeenApplication> present) {
        return Rule.error(
                id,
                STATEMENT,
                expected,
                card -> compared(
                        card,
                        application -> Optional.of(present.test(application)),
                        (there, statement) -> yes(statement, question, there)),
                Function.identity());
    }

    private static Optional<String> yes(CardStatement statement, StatementQuestion question, boolean there) {
        return Rule.unless(
                statement.says(question, StatementAnswer.YES) == there,
                (there ? "it is there" : "it is not there") + ", the statement says "
                        + statement.to(question).words());
    }

    private static Optional<String> same(String found, String said) {
        return Rule.unless(found.equals(said), found + ", the statement says " + said);
    }

    private static StatementAnswer strongest(Aip aip) {
        if (aip.cda()) {
            return StatementAnswer.CDA;
        }
        if (aip.has(Aip.Bit.DDA)) {
            return StatementAnswer.DDA;
        }
        return aip.has(Aip.Bit.SDA) ? StatementAnswer.SDA : StatementAnswer.NONE;
    }

    private static Set<StatementAnswer> pins(SeenApplication application, Aip aip) {
        Set<StatementAnswer> pins = application.cvmList().stream()
                .flatMap(list -> list.rules().stream())
                .map(CvmList.Rule::method)
                .filter(PINS::containsKey)
                .map(PINS::get)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(StatementAnswer.class)));
        if (aip.has(Aip.Bit.ON_DEVICE_VERIFICATION)) {
            pins.add(StatementAnswer.ON_THE_DEVICE);
        }
        if (pins.isEmpty()) {
            pins.add(StatementAnswer.NONE);
        }
        return pins;
    }

    private static String words(Set<StatementAnswer> pins) {
        return pins.stream().map(StatementAnswer::words).collect(Collectors.joining(", "));
    }
}
