package dev.tapbench.parties.inspection;

import dev.tapbench.emv.CounterReport;
import dev.tapbench.emv.CryptogramResponse;
import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.PendingLoad;
import dev.tapbench.emv.ResponseApdu;
import dev.tapbench.emv.TagDictionary;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.parties.inspection.CardImage.Answered;
import dev.tapbench.parties.inspection.CardImage.Datum;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What GET DATA brings: counters, tries, funds; and the one cryptogram, where it was asked for. */
final class DataRules {
    private static final String GET_DATA = "EMV Book 3, 6.5.7";
    private static final String RISK = "EMV Book 3, 10.6.3";
    private static final String GENERATE_AC = "EMV Book 3, 6.5.5";
    private static final int HIGHEST_COUNTER = 0xFFFF;
    private static final int MOST_TRIES = 15;
    /** The bits of the CID that say which cryptogram it is. */
    private static final int TYPE = 0xC0;
    /** The most that 9F50 can say (Tapbench protocol, 1). */
    private static final long MOST_FUNDS = 99_999_999L;
    /** Not there, not now, not over this interface, not in this card (ISO/IEC 7816-4, 5.1.3). */
    private static final Set<Integer> REFUSALS =
            Set.of(0x6A88, 0x6A81, 0x6A82, 0x6A86, 0x6B00, 0x6985, 0x6982, 0x6D00, 0x6E00, 0x6900);

    static final List<Rule> ALL = List.of(
            Rule.error(
                    "IN-260",
                    GET_DATA,
                    "GET DATA answers with one data object, the one that was asked for",
                    DataRules::given,
                    datum -> Rule.unless(
                            Lenient.one(datum.answer().data(), datum.tag()).isPresent(),
                            name(datum) + ": " + Text.other(datum.answer().data()))),
            Rule.error(
                    "IN-261",
                    "EMV Book 3, Annex A",
                    "what GET DATA brings has a length that its definition allows",
                    DataRules::values,
                    object -> FciRules.length(object.tag(), object.value())),
            Rule.error(
                    "IN-262",
                    "EMV Book 3, 4.3",
                    "amounts and numbers that GET DATA brings are decimal",
                    card -> values(card)
                            .filter(spot ->
                                    TagDictionary.format(spot.thing().tag()).equals("n")),
                    object -> Rule.unless(Text.decimal(object.value()), Text.hex(object.value()))),
            Rule.note(
                    "IN-263",
                    GET_DATA,
                    "what GET DATA does not bring is refused with a status word for that",
                    DataRules::refused,
                    datum -> Rule.unless(
                            REFUSALS.contains(datum.answer().sw().value()),
                            name(datum) + ": status " + datum.answer().sw())),
            Rule.note(
                    "IN-264",
                    RISK,
                    "GET DATA brings the transaction counter (9F36)",
                    Seen::initiated,
                    application -> Rule.unless(application.datum(Tags.ATC).isPresent(), "it does not")),
            Rule.error(
                    "IN-265",
                    RISK,
                    "the last online transaction (9F13) is not one to come (9F36)",
                    DataRules::online,
                    pair -> Rule.unless(pair.one() <= pair.other(), pair.one() + " after " + pair.other())),
            Rule.warning(
                    "IN-266",
                    "EMV Book 3, Annex A",
                    "the transaction counter has not come to its end",
                    card -> counters(card, Tags.ATC),
                    atc -> Rule.unless(atc < HIGHEST_COUNTER, "FFFF")),
            Rule.error(
                    "IN-267",
                    "EMV Book 3, 10.5.1",
                    "at most 15 PIN tries are left: a status word can tell no more",
                    card -> counters(card, Tags.PIN_TRY_COUNTER),
                    tries -> Rule.unless(tries <= MOST_TRIES, tries + " tries")),
            Rule.warning(
                    "IN-268",
                    "EMV Book 3, 10.5.1",
                    "the card still takes a PIN",
                    card -> counters(card, Tags.PIN_TRY_COUNTER),
                    tries -> Rule.unless(tries > 0, "no try is left")),
            Rule.error(
                    "IN-269",
                    "EMV Book 3, Annex D",
                    "the card has a format of log records (9F4F) exactly where it announces a log (9F4D)",
                    Seen::initiated,
                    application -> Rule.unless(
                            application.datum(Tags.LOG_FORMAT).isPresent()
                                    == application
                                            .ofFci(SeenApplication.LOG_ENTRY)
                                            .isPresent(),
                            "one without the other")),
            Rule.warning(
                    "IN-270",
                    RISK,
                    "lower and upper limit of consecutive offline transactions (9F14, 9F23) come together",
                    Seen::initiated,
                    application -> Rule.unless(
                            limit(application, Tags.LOWER_LIMIT) == limit(application, Tags.UPPER_LIMIT),
                            "one without the other")),
            Rule.error(
                    "IN-271",
                    "Tapbench protocol, 3",
                    "the pending load (DF21) is one",
                    card -> values(card).filter(spot -> spot.thing().tag() == Tags.PENDING_LOAD),
                    object -> Rule.unless(
                            Lenient.read(() -> PendingLoad.parse(object.value()))
                                    .isPresent(),
                            Text.hex(object.value()))),
            Rule.error(
                    "IN-272",
                    "Tapbench protocol, 1",
                    "counters and limits (DF23) can be read",
                    card -> values(card).filter(spot -> spot.thing().tag() == Tags.COUNTERS),
                    object -> Rule.unless(
                            Lenient.read(() -> CounterReport.parse(object.value()))
                                    .isPresent(),
                            Text.hex(object.value()))),
            Rule.error(
                    "IN-273",
                    "Tapbench protocol, 1",
                    "counters and limits (DF23) are not given over the antenna",
                    card -> card.initiated()
                            .filter(spot -> spot.thing().contactless()
                                    && spot.thing().datum(Tags.PENDING_LOAD).isPresent()),
                    application -> Rule.unless(
                            application.image().data().stream()
                                    .noneMatch(datum -> datum.tag() == Tags.COUNTERS
                                            && datum.answer().ok()),
                            "they are")),
            Rule.error(
                    "IN-274",
                    "Tapbench protocol, 1",
                    "what was spent offline is within its upper limit (DF23)",
                    DataRules::reports,
                    report -> Rule.unless(
                            report.firstAmount() <= report.upperAmount(),
                            report.firstAmount() + " of " + report.upperAmount() + " minor units")),
            Rule.warning(
                    "IN-275",
                    "Tapbench protocol, 1",
                    "the lower count limit is not above the upper one (DF23)",
                    DataRules::reports,
                    report -> Rule.unless(
                            report.lowerCount() <= report.upperCount(),
                            report.lowerCount() + " above " + report.upperCount())),
            Rule.error(
                    "IN-276",
                    "Tapbench protocol, 1",
                    "the funds (9F50) are the upper amount limit less what was spent (DF23)",
                    DataRules::funds,
                    pair -> Rule.unless(
                            pair.one() == pair.other(), pair.one() + ", expected " + pair.other() + " minor units")),
            Rule.error(
                    "IN-280",
                    GENERATE_AC,
                    "the card answers GENERATE AC with 9000",
                    Seen.of(Seen::initiated, application -> application.image().cryptogram()),
                    answered -> Rule.unless(
                            answered.answer().ok(),
                            "status " + answered.answer().sw())),
            Rule.error(
                    "IN-281",
                    GENERATE_AC,
                    "the answer to GENERATE AC is a template 77 or 80 with CID, counter and cryptogram",
                    Seen.of(
                            Seen::initiated,
                            application -> application
                                    .image()
                                    .cryptogram()
                                    .map(Answered::answer)
                                    .filter(ResponseApdu::ok)),
                    answer -> Rule.unless(
                            Lenient.read(() -> CryptogramResponse.parse(answer.data()))
                                    .isPresent(),
                            Text.other(answer.data()))),
            Rule.error(
                    "IN-282",
                    "EMV Book 3, 9.2",
                    "a card that is asked for an AAC gives an AAC",
                    Seen.of(Seen::initiated, DataRules::cryptogram),
                    answer -> Rule.unless(
                            (answer.cid().at(0) & TYPE) == CryptogramType.AAC.code(), "CID " + answer.cid())),
            Rule.error(
                    "IN-283",
                    GENERATE_AC,
                    "the cryptogram is of this transaction: its counter is the one that GET DATA brings (9F36)",
                    DataRules::generated,
                    pair -> Rule.unless(pair.one() == pair.other(), pair.one() + ", GET DATA " + pair.other())));

    private DataRules() {}

    /** Two numbers that are compared. */
    private record Pair(long one, long other) {}

    private static String name(Datum datum) {
        return Tlv.hexTag(datum.tag());
    }

    private static Stream<Spot<Datum>> data(Seen card) {
        return card.all()
                .flatMap(spot -> spot.thing().image().data().stream()
                        .map(datum -> new Spot<>(spot.at() + ", GET DATA " + name(datum), datum)));
    }

    private static Stream<Spot<Datum>> given(Seen card) {
        return data(card).filter(spot -> spot.thing().answer().ok());
    }

    private static Stream<Spot<Datum>> refused(Seen card) {
        return data(card).filter(spot -> !spot.thing().answer().ok());
    }

    private static Stream<Spot<Tlv>> values(Seen card) {
        return Seen.of(DataRules::given, datum -> Lenient.one(datum.answer().data(), datum.tag()))
                .apply(card);
    }

    private static Stream<Spot<Long>> counters(Seen card, int tag) {
        return values(card)
                .filter(spot -> spot.thing().tag() == tag
                        && FciRules.length(tag, spot.thing().value()).isEmpty())
                .map(spot -> spot.with(spot.thing().value().toNumber()));
    }

    private static Stream<Spot<Pair>> online(Seen card) {
        return Seen.<SeenApplication, Pair>of(
                        Seen::initiated,
                        application -> OptionsRules.counter(application.datum(Tags.LAST_ONLINE_ATC))
                                .flatMap(last -> OptionsRules.counter(application.datum(Tags.ATC))
                                        .map(atc -> new Pair(last, atc))))
                .apply(card);
    }

    private static boolean limit(SeenApplication application, int tag) {
        return application.datum(tag).isPresent() || application.has(tag);
    }

    private static Optional<CounterReport> report(SeenApplication application) {
        return application.datum(Tags.COUNTERS).flatMap(value -> Lenient.read(() -> CounterReport.parse(value)));
    }

    static Stream<Spot<CounterReport>> reports(Seen card) {
        return Seen.of(Seen::initiated, DataRules::report).apply(card);
    }

    private static Stream<Spot<Pair>> funds(Seen card) {
        return Seen.<SeenApplication, Pair>of(
                        Seen::initiated,
                        application -> report(application)
                                .flatMap(report -> application
                                        .datum(Tags.FUNDS)
                                        .flatMap(Text::number)
                                        .map(funds -> new Pair(
                                                funds,
                                                Math.min(MOST_FUNDS, report.upperAmount() - report.firstAmount())))))
                .apply(card);
    }

    private static Optional<CryptogramResponse> cryptogram(SeenApplication application) {
        return application
                .image()
                .cryptogram()
                .map(Answered::answer)
                .filter(ResponseApdu::ok)
                .flatMap(answer -> Lenient.read(() -> CryptogramResponse.parse(answer.data())));
    }

    private static Stream<Spot<Pair>> generated(Seen card) {
        return Seen.<SeenApplication, Pair>of(
                        Seen::initiated,
                        application -> cryptogram(application)
                                .flatMap(answer -> OptionsRules.counter(application.datum(Tags.ATC))
                                        .map(atc -> new Pair(answer.atc().toNumber(), atc))))
                .apply(card);
    }
}
