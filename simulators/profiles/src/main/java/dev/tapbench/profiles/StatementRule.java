package dev.tapbench.profiles;

import static dev.tapbench.profiles.StatementAnswer.*;

import dev.tapbench.emv.Currency;
import dev.tapbench.ports.Bytes;
import dev.tapbench.profiles.CardStatement.Application;
import dev.tapbench.risk.CvmMethod;
import dev.tapbench.risk.RiskProfile;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * One way in which the answers of a statement can contradict each other.
 *
 * @param id never reused: {@code ST-07}
 * @param key where it is told: that of the answer that cannot stand beside another one
 * @param expected what must be true, for people
 * @param look finds what contradicts it; empty where the statement is as expected
 */
public record StatementRule(String id, String key, String expected, Function<CardStatement, Optional<String>> look) {
    private static final String APPLICATIONS = "applications";
    private static final Map<CvmMethod, StatementAnswer> PLACES = Map.of(
            CvmMethod.ENCIPHERED_PIN, ENCIPHERED_OFFLINE,
            CvmMethod.PLAIN_PIN, PLAIN_OFFLINE,
            CvmMethod.ONLINE_PIN, ONLINE,
            CvmMethod.PASSCODE, ON_THE_DEVICE,
            CvmMethod.PATTERN, ON_THE_DEVICE,
            CvmMethod.SENSOR, ON_THE_DEVICE);

    /** All, in the order of their identifiers. */
    public static final List<StatementRule> ALL = List.of(
            where(
                    "ST-01",
                    StatementQuestion.INTERFACES,
                    CONTACT,
                    "only a card has contacts",
                    is(StatementQuestion.DEVICE, CARD)),
            where(
                    "ST-02",
                    StatementQuestion.INTERFACES,
                    WIRED,
                    "only a phone has a wire to its own chip",
                    is(StatementQuestion.DEVICE, PHONE)),
            new StatementRule(
                    "ST-03",
                    StatementQuestion.INTERFACES.key(),
                    "a fob and a phone have an antenna",
                    s -> unless(
                            s.says(StatementQuestion.DEVICE, CARD) || s.says(StatementQuestion.INTERFACES, CONTACTLESS),
                            words(s, StatementQuestion.DEVICE) + " without contactless")),
            new StatementRule("ST-04", APPLICATIONS, "each application once", StatementRule::applicationTwice),
            new StatementRule(
                    "ST-05",
                    APPLICATIONS,
                    "an aid that does not begin with B or C, which are reserved (ISO/IEC 7816-4, 8.2.1.2)",
                    s -> aids(s).stream()
                            .filter(aid -> aid.at(0) >> 4 == 0xB || aid.at(0) >> 4 == 0xC)
                            .findFirst()
                            .map(Bytes::toHex)),
            several("ST-06", StatementQuestion.INTERFACES),
            several("ST-07", StatementQuestion.PIN),
            new StatementRule(
                    "ST-08",
                    StatementQuestion.PIN.key(),
                    "none alone: with it there is no PIN anywhere",
                    s -> unless(
                            !s.says(StatementQuestion.PIN, NONE)
                                    || s.to(StatementQuestion.PIN).answers().size() == 1,
                            words(s, StatementQuestion.PIN))),
            where(
                    "ST-09",
                    StatementQuestion.PIN,
                    ON_THE_DEVICE,
                    "only a phone verifies its holder itself",
                    is(StatementQuestion.DEVICE, PHONE)),
            where(
                    "ST-10",
                    StatementQuestion.PIN,
                    ENCIPHERED_OFFLINE,
                    "a PIN is enciphered under a certified key, so that there is offline data authentication (EMV Book 2, 7.1)",
                    is(StatementQuestion.OFFLINE_DATA_AUTHENTICATION, NONE).negate()),
            where(
                    "ST-11",
                    StatementQuestion.PIN_TRY_COUNTER,
                    YES,
                    "tries are counted of a PIN that the card or device verifies itself",
                    s -> !onlyElsewhere(s)),
            where(
                    "ST-12",
                    StatementQuestion.PAYMENT_SYSTEM_ENVIRONMENT,
                    YES,
                    "the payment system environment is reached over contacts",
                    is(StatementQuestion.INTERFACES, CONTACT)),
            loads("ST-13", "a load puts money on the chip", is(StatementQuestion.FUNDS, ON_THE_CHIP)),
            loads(
                    "ST-14",
                    "the third tap of a load verifies an enciphered PIN, or the phone verifies its holder",
                    is(StatementQuestion.PIN, ENCIPHERED_OFFLINE).or(is(StatementQuestion.PIN, ON_THE_DEVICE))),
            loads("ST-15", "the taps of a load are contactless", is(StatementQuestion.INTERFACES, CONTACTLESS)),
            loads(
                    "ST-16",
                    "the first two taps of a load are authenticated by CDA",
                    is(StatementQuestion.OFFLINE_DATA_AUTHENTICATION, CDA)),
            loads(
                    "ST-17",
                    "the issuer's answer to a load is that of the Common Core Definitions",
                    is(StatementQuestion.COMMON_CORE_DEFINITIONS, YES)),
            where(
                    "ST-18",
                    StatementQuestion.LOST_OR_STOLEN_RESET,
                    YES,
                    "the lost-or-stolen counters are reset by a holder who is verified",
                    is(StatementQuestion.PIN, NONE).negate()),
            where(
                    "ST-19",
                    StatementQuestion.LOST_OR_STOLEN_RESET,
                    YES,
                    "contactless payments are counted by what has an antenna",
                    is(StatementQuestion.INTERFACES, CONTACTLESS)),
            withProfile(
                    "ST-20",
                    StatementQuestion.DEVICE.key(),
                    "the device of the card profile",
                    (s, profile) -> differs(
                            words(s, StatementQuestion.DEVICE),
                            profile.device().name().toLowerCase(Locale.ROOT))),
            withProfile(
                    "ST-21",
                    APPLICATIONS,
                    "the application of the card profile among them",
                    (s, profile) -> unless(
                            aids(s).contains(profile.application().aid()),
                            "no " + profile.application().aid())),
            withProfile(
                    "ST-22",
                    APPLICATIONS,
                    "the label of the card profile",
                    (s, profile) -> stated(s, profile, Application::label)
                            .flatMap(label ->
                                    differs(label, profile.application().label()))),
            withProfile(
                    "ST-23",
                    APPLICATIONS,
                    "the currency of the card profile",
                    (s, profile) -> stated(s, profile, Application::currency)
                            .map(Currency::alpha)
                            .flatMap(currency ->
                                    differs(currency, profile.risk().currency().getCurrencyCode()))),
            withProfile(
                    "ST-24",
                    StatementQuestion.PERSONALIZATION.key(),
                    "the secure channel of the card profile, whose keys are made for it",
                    (s, profile) -> s.says(StatementQuestion.PERSONALIZATION, NONE)
                            ? Optional.empty()
                            : differs(
                                    words(s, StatementQuestion.PERSONALIZATION),
                                    (profile.chip().channel().scp03() ? SCP03 : SCP02).words())),
            withProfile(
                    "ST-25",
                    StatementQuestion.FUNDS.key(),
                    "money where the card profile has it",
                    (s, profile) -> differs(
                            words(s, StatementQuestion.FUNDS),
                            (profile.risk().kind() == RiskProfile.Kind.PREPAID ? ON_THE_CHIP : ON_ACCOUNT).words())),
            withProfile(
                    "ST-26",
                    StatementQuestion.PIN.key(),
                    "the PIN where the card profile verifies it",
                    StatementRule::pin));

    /** What contradicts the rule in a statement; empty where nothing does. */
    Optional<String> check(CardStatement statement) {
        return look.apply(statement);
    }

    private static Optional<String> unless(boolean holds, String found) {
        return holds ? Optional.empty() : Optional.of(found);
    }

    private static Optional<String> differs(String stated, String wanted) {
        return unless(stated.equals(wanted), stated + ", and the card profile says " + wanted);
    }

    private static String words(CardStatement statement, StatementQuestion question) {
        return statement.to(question).words();
    }

    private static Predicate<CardStatement> is(StatementQuestion question, StatementAnswer answer) {
        return statement -> statement.says(question, answer);
    }

    /** A rule about statements that answer a question so. */
    private static StatementRule where(
            String id,
            StatementQuestion question,
            StatementAnswer answer,
            String expected,
            Predicate<CardStatement> holds) {
        return new StatementRule(
                id,
                question.key(),
                expected,
                s -> unless(!s.says(question, answer) || holds.test(s), question.label() + " says " + answer.words()));
    }

    private static StatementRule loads(String id, String expected, Predicate<CardStatement> holds) {
        return where(id, StatementQuestion.LOAD, THREE_TAPS, expected, holds);
    }

    /** A rule about the answers to a question that takes several. */
    private static StatementRule several(String id, StatementQuestion question) {
        return new StatementRule(
                id,
                question.key(),
                "each answer once",
                s -> unless(
                        new HashSet<>(s.to(question).answers()).size()
                                == s.to(question).answers().size(),
                        words(s, question)));
    }

    /** A rule about statements whose keys are those of a card profile. */
    private static StatementRule withProfile(
            String id, String key, String expected, BiFunction<CardStatement, CardProfile, Optional<String>> problem) {
        return new StatementRule(id, key, expected, s -> s.profile().flatMap(profile -> problem.apply(s, profile)));
    }

    private static List<Bytes> aids(CardStatement statement) {
        return statement.applications().stream().map(Application::aid).toList();
    }

    private static Optional<String> applicationTwice(CardStatement statement) {
        Set<Bytes> seen = new HashSet<>();
        return aids(statement).stream()
                .filter(aid -> !seen.add(aid))
                .findFirst()
                .map(aid -> aid.toHex() + " twice");
    }

    private static boolean onlyElsewhere(CardStatement statement) {
        return statement.to(StatementQuestion.PIN).answers().stream().allMatch(a -> a == NONE || a == ONLINE);
    }

    private static <T> Optional<T> stated(
            CardStatement statement, CardProfile profile, Function<Application, Optional<T>> part) {
        return statement.applications().stream()
                .filter(application ->
                        application.aid().equals(profile.application().aid()))
                .findFirst()
                .flatMap(part);
    }

    private static Optional<String> pin(CardStatement statement, CardProfile profile) {
        Set<StatementAnswer> wanted = profile.risk().methods().stream()
                .filter(PLACES::containsKey)
                .map(PLACES::get)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(StatementAnswer.class)));
        if (wanted.isEmpty()) {
            wanted.add(NONE);
        }
        String profiles = wanted.stream().map(StatementAnswer::words).collect(Collectors.joining(", "));
        return unless(
                wanted.equals(new HashSet<>(statement.to(StatementQuestion.PIN).answers())),
                words(statement, StatementQuestion.PIN) + ", and the card profile says " + profiles);
    }
}
