package dev.tapbench.parties.inspection;

import dev.tapbench.emv.CvmList;
import dev.tapbench.emv.Tags;
import dev.tapbench.ports.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** How the cardholder is verified: the CVM list, 8E. */
final class CvmRules {
    private static final String LIST = "EMV Book 3, 10.5";
    private static final String CODES = "EMV Book 3, C3";
    private static final Set<Integer> OFFLINE_PIN = Set.of(0x01, 0x03, 0x04, 0x05);
    private static final Set<Integer> ENCIPHERED_PIN = Set.of(0x04, 0x05);
    private static final int NO_CVM = 0x1F;
    private static final int RESERVED = 0x80;
    private static final int ALWAYS = 0;
    private static final int FIRST_WITH_AMOUNT = 6;
    private static final int LAST_WITH_AMOUNT = 9;
    private static final int PIN_CERTIFICATE = 0x9F2D;

    static final List<Rule> ALL = List.of(
            Rule.error(
                    "IN-220",
                    LIST,
                    "a CVM list has two amounts of 4 bytes and rules of 2 bytes each",
                    Seen.values(Tags.CVM_LIST),
                    value ->
                            Rule.unless(Lenient.read(() -> CvmList.parse(value)).isPresent(), Text.hex(value))),
            Rule.error(
                    "IN-221",
                    CODES,
                    "the CVM list names methods that are defined",
                    CvmRules::rules,
                    rule -> unless(rule, CvmList.Rule::knownMethod)),
            Rule.error(
                    "IN-222",
                    CODES,
                    "the CVM list names conditions that are defined",
                    CvmRules::rules,
                    rule -> unless(rule, CvmList.Rule::knownCondition)),
            Rule.error(
                    "IN-223",
                    CODES,
                    "b8 of a method in the CVM list is zero",
                    CvmRules::rules,
                    rule -> unless(rule, r -> (r.code() & RESERVED) == 0)),
            Rule.warning(
                    "IN-224",
                    LIST,
                    "no rule is in the CVM list twice",
                    CvmRules::lists,
                    list -> Templates.twice(list.rules()).map(rule -> "twice " + words(rule))),
            Rule.warning(
                    "IN-225",
                    LIST,
                    "amounts X and Y are zero where no rule of the CVM list compares with them",
                    CvmRules::lists,
                    list -> Rule.unless(
                            list.rules().stream().anyMatch(CvmRules::compares)
                                    || (list.amountX() == 0 && list.amountY() == 0),
                            "X " + list.amountX() + ", Y " + list.amountY())),
            Rule.warning(
                    "IN-226",
                    LIST,
                    "a CVM list that compares amounts comes with the application's currency (9F42)",
                    CvmRules::withList,
                    application -> Rule.unless(
                            application.has(Tags.APPLICATION_CURRENCY)
                                    || list(application).stream().noneMatch(CvmRules::compares),
                            "no currency")),
            Rule.note(
                    "IN-227",
                    LIST,
                    "the last rule of the CVM list does not point to a next one",
                    CvmRules::last,
                    rule -> unless(rule, r -> !r.continues())),
            Rule.warning(
                    "IN-228",
                    LIST,
                    "every rule of the CVM list can be reached",
                    CvmRules::lists,
                    list -> list.rules().stream()
                            .limit(list.rules().size() - 1L)
                            .filter(rule ->
                                    rule.condition() == ALWAYS && (rule.method() == NO_CVM || !rule.continues()))
                            .findFirst()
                            .map(rule -> "nothing comes after " + words(rule))),
            Rule.note(
                    "IN-229",
                    LIST,
                    "the last rule of the CVM list always applies, so that no terminal is left without one",
                    CvmRules::last,
                    rule -> unless(rule, r -> r.condition() == ALWAYS)),
            Rule.note(
                    "IN-230",
                    "EMV Book 3, 10.5.1",
                    "a card that checks PINs tells how many tries are left (9F17)",
                    card -> withList(card).filter(spot -> uses(spot.thing(), OFFLINE_PIN)),
                    application ->
                            Rule.unless(application.datum(Tags.PIN_TRY_COUNTER).isPresent(), "it does not")),
            Rule.error(
                    "IN-231",
                    "EMV Book 2, 7.1",
                    "a card that checks enciphered PINs has a certified key for them (9F2D or 9F46)",
                    card -> withList(card).filter(spot -> uses(spot.thing(), ENCIPHERED_PIN)),
                    application -> Rule.unless(
                            application.has(PIN_CERTIFICATE) || application.has(Tags.ICC_CERTIFICATE), "none")));

    private CvmRules() {}

    private static Stream<Spot<CvmList>> lists(Seen card) {
        return Seen.of(Seen::read, SeenApplication::cvmList).apply(card);
    }

    private static Stream<Spot<SeenApplication>> withList(Seen card) {
        return card.read().filter(spot -> spot.thing().cvmList().isPresent());
    }

    private static List<CvmList.Rule> list(SeenApplication application) {
        return application.cvmList().map(CvmList::rules).orElse(List.of());
    }

    private static Stream<Spot<CvmList.Rule>> rules(Seen card) {
        return lists(card).flatMap(spot -> spot.thing().rules().stream().map(spot::with));
    }

    private static Stream<Spot<CvmList.Rule>> last(Seen card) {
        return lists(card)
                .map(spot ->
                        spot.with(spot.thing().rules().get(spot.thing().rules().size() - 1)));
    }

    private static boolean compares(CvmList.Rule rule) {
        return rule.condition() >= FIRST_WITH_AMOUNT && rule.condition() <= LAST_WITH_AMOUNT;
    }

    private static boolean uses(SeenApplication application, Set<Integer> methods) {
        return list(application).stream().anyMatch(rule -> methods.contains(rule.method()));
    }

    private static Optional<String> unless(CvmList.Rule rule, Predicate<CvmList.Rule> holds) {
        return Rule.unless(holds.test(rule), words(rule));
    }

    private static String words(CvmList.Rule rule) {
        return Bytes.of(rule.code(), rule.condition()) + " (" + rule.methodName() + ", " + rule.conditionName() + ")";
    }
}
