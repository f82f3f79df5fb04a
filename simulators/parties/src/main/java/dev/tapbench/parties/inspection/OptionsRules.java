package dev.tapbench.parties.inspection;

import dev.tapbench.emv.Aip;
import dev.tapbench.emv.BitTable;
import dev.tapbench.emv.Tags;
import dev.tapbench.ports.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What an application answers to GET PROCESSING OPTIONS: its profile (AIP) and where its records are (AFL). */
final class OptionsRules {
    private static final String GPO = "EMV Book 3, 6.5.8";
    private static final String AIP = "EMV Book 3, C1";
    private static final String AFL = "EMV Book 3, 10.2";
    private static final int LAST_EMV_FILE = 10;
    private static final int LONGEST_AFL = 252;
    private static final int AFL_ENTRY = 4;

    static final List<Rule> ALL = List.of(
            Rule.error(
                    "IN-050",
                    GPO,
                    "an application answers GET PROCESSING OPTIONS with 9000",
                    Seen.of(Seen::selected, application -> application.image().options()),
                    answered -> Rule.unless(
                            answered.answer().ok(),
                            "status " + answered.answer().sw())),
            Rule.error(
                    "IN-051",
                    GPO,
                    "the answer to GET PROCESSING OPTIONS is one template, 77 or 80",
                    card -> card.selected()
                            .filter(spot -> spot.thing()
                                    .image()
                                    .options()
                                    .filter(answered -> answered.answer().ok())
                                    .isPresent()),
                    application -> Rule.unless(
                            application.options().isPresent(),
                            application
                                    .image()
                                    .options()
                                    .map(answered ->
                                            Text.other(answered.answer().data()))
                                    .orElse(""))),
            Rule.error(
                    "IN-052",
                    GPO,
                    "the answer to GET PROCESSING OPTIONS has an AIP of 2 bytes",
                    Seen::initiated,
                    application -> Rule.unless(
                            application.aip().isPresent(),
                            application.aipBytes().map(Text::hex).orElse("no AIP"))),
            Rule.error(
                    "IN-053",
                    GPO,
                    "the answer to GET PROCESSING OPTIONS holds each data object once",
                    card -> Seen.of(Seen::initiated, SeenApplication::options)
                            .apply(card)
                            .filter(spot -> spot.thing().tag() == Tags.RESPONSE_TEMPLATE_2),
                    Templates::repeated),
            Rule.note(
                    "IN-054",
                    GPO,
                    "every tag in the answer to GET PROCESSING OPTIONS is known",
                    Seen.of(Seen::initiated, SeenApplication::options),
                    Templates::unknown),
            Rule.error(
                    "IN-055",
                    AIP,
                    "bits of the AIP that are reserved are zero",
                    Seen.of(Seen::initiated, SeenApplication::aip),
                    aip -> Rule.unless(
                            BitTable.named("82").reserved(aip.value()).equals(Bytes.zeros(2)), "AIP " + aip)),
            Rule.warning(
                    "IN-056",
                    "EMV Book 3, 10.3",
                    "the card can be authenticated offline: the AIP says SDA, DDA, CDA or XDA",
                    OptionsRules::withAip,
                    application -> Rule.unless(authenticates(application), aip(application))),
            Rule.error(
                    "IN-057",
                    "EMV Book 2, 5.1",
                    "a card whose AIP says SDA has signed static data (93)",
                    card -> withRecords(card).filter(spot -> spot.thing().has(Aip.Bit.SDA)),
                    application -> Rule.unless(application.has(Tags.SIGNED_STATIC_DATA), "none")),
            Rule.error(
                    "IN-058",
                    "EMV Book 2, 6.1",
                    "a card whose AIP says DDA or CDA has a certified key (9F46)",
                    card -> withRecords(card)
                            .filter(spot -> spot.thing().has(Aip.Bit.DDA)
                                    || spot.thing().has(Aip.Bit.CDA)),
                    application -> Rule.unless(application.has(Tags.ICC_CERTIFICATE), "none")),
            Rule.warning(
                    "IN-059",
                    "EMV Book 3, 10.5",
                    "the card has a CVM list (8E) exactly where its AIP says that cardholder verification is supported",
                    OptionsRules::withRecords,
                    application -> Rule.unless(
                            application.has(Aip.Bit.CARDHOLDER_VERIFICATION) == application.has(Tags.CVM_LIST),
                            aip(application) + (application.has(Tags.CVM_LIST) ? " with a list" : " without a list"))),
            Rule.note(
                    "IN-060",
                    "EMV Book 3, 10.6",
                    "the AIP asks for the terminal's risk management",
                    OptionsRules::withAip,
                    application -> Rule.unless(application.has(Aip.Bit.TERMINAL_RISK_MANAGEMENT), aip(application))),
            Rule.warning(
                    "IN-061",
                    "EMV Book 3, 10.9",
                    "the issuer is authenticated in one way: EXTERNAL AUTHENTICATE (AIP) or CDOL2 with 91, not both",
                    OptionsRules::withAip,
                    application -> Rule.unless(
                            !application.has(Aip.Bit.ISSUER_AUTHENTICATION)
                                    || application.dol(Tags.CDOL2).stream()
                                            .noneMatch(dol -> DolRules.asks(dol, Tags.ISSUER_AUTHENTICATION_DATA)),
                            aip(application) + " and CDOL2 with 91")),
            Rule.warning(
                    "IN-062",
                    AIP,
                    "only over the antenna does the AIP say that the holder is verified on the device",
                    card -> withAip(card).filter(spot -> !spot.thing().contactless()),
                    application -> Rule.unless(!application.has(Aip.Bit.ON_DEVICE_VERIFICATION), aip(application))),
            Rule.error(
                    "IN-063",
                    AFL,
                    "over the contacts the answer to GET PROCESSING OPTIONS has an AFL",
                    card -> withAip(card).filter(spot -> !spot.thing().contactless()),
                    application -> Rule.unless(!application.afl().value().isEmpty(), "none")),
            Rule.error(
                    "IN-064",
                    AFL,
                    "an AFL is entries of 4 bytes, at most 252 in all",
                    OptionsRules::withAfl,
                    application -> Rule.unless(
                            application.afl().value().length() % AFL_ENTRY == 0
                                    && application.afl().value().length() <= LONGEST_AFL,
                            application.afl().value().length() + " bytes")),
            Rule.error(
                    "IN-065",
                    AFL,
                    "b3 to b1 of a file in the AFL are zero",
                    OptionsRules::entries,
                    entry -> unless(entry, e -> (e.head() & 7) == 0)),
            Rule.error(
                    "IN-066",
                    AFL,
                    "the AFL names files 1 to 30",
                    OptionsRules::entries,
                    entry -> unless(entry, e -> e.sfi() >= 1 && e.sfi() <= 30)),
            Rule.note(
                    "IN-067",
                    "EMV Book 3, 5.3.2",
                    "the AFL names files that EMV governs, 1 to 10",
                    OptionsRules::entries,
                    entry -> unless(entry, e -> e.sfi() <= LAST_EMV_FILE || e.sfi() > 30)),
            Rule.error(
                    "IN-068",
                    AFL,
                    "the first record of an AFL entry is not 0",
                    OptionsRules::entries,
                    entry -> unless(entry, e -> e.first() > 0)),
            Rule.error(
                    "IN-069",
                    AFL,
                    "the last record of an AFL entry is not before its first",
                    OptionsRules::entries,
                    entry -> unless(entry, e -> e.last() >= e.first())),
            Rule.error(
                    "IN-070",
                    AFL,
                    "no more records of an AFL entry are authenticated than it has",
                    OptionsRules::entries,
                    entry -> unless(entry, e -> e.authenticated() <= e.records())),
            Rule.error(
                    "IN-071",
                    AFL,
                    "the AFL names no record twice",
                    OptionsRules::withAfl,
                    application -> Templates.twice(named(application.afl())).map(record -> "twice record " + record)),
            Rule.warning(
                    "IN-072",
                    "EMV Book 3, 10.3",
                    "where the card can be authenticated offline, the AFL counts records for it",
                    card -> withAfl(card).filter(spot -> authenticates(spot.thing())),
                    application -> Rule.unless(
                            application.afl().entries().stream().anyMatch(entry -> entry.authenticated() > 0),
                            "AFL " + application.afl().value())),
            Rule.error(
                    "IN-073",
                    "EMV Book 3, Annex A",
                    "GET PROCESSING OPTIONS moves the transaction counter by one",
                    OptionsRules::counted,
                    moved -> Rule.unless(
                            moved.after() == moved.before() + 1, moved.before() + ", then " + moved.after())));

    private OptionsRules() {}

    /** The ATC. */
    private record Moved(long before, long after) {}

    private static Stream<Spot<Moved>> counted(Seen card) {
        return Seen.of(
                        Seen::initiated,
                        application -> counter(application.datumBefore(Tags.ATC))
                                .flatMap(before ->
                                        counter(application.datum(Tags.ATC)).map(after -> new Moved(before, after))))
                .apply(card);
    }

    static Optional<Long> counter(Optional<Bytes> value) {
        return value.filter(bytes -> bytes.length() == 2).map(Bytes::toNumber);
    }

    static Stream<Spot<SeenApplication>> withAip(Seen card) {
        return card.initiated().filter(spot -> spot.thing().aip().isPresent());
    }

    private static Stream<Spot<SeenApplication>> withRecords(Seen card) {
        return withAip(card).filter(spot -> spot.thing().hasRecords());
    }

    private static Stream<Spot<SeenApplication>> withAfl(Seen card) {
        return card.initiated().filter(spot -> !spot.thing().afl().value().isEmpty());
    }

    private static Stream<Spot<RawAfl.Entry>> entries(Seen card) {
        return withAfl(card)
                .flatMap(spot -> spot.thing().afl().entries().stream().map(spot::with));
    }

    private static Optional<String> unless(RawAfl.Entry entry, Predicate<RawAfl.Entry> holds) {
        return Rule.unless(holds.test(entry), "entry " + entry);
    }

    private static List<String> named(RawAfl afl) {
        List<String> records = new ArrayList<>();
        for (RawAfl.Entry entry : afl.entries()) {
            for (int i = 0; i < entry.records(); i++) {
                records.add((entry.first() + i) + " of file " + entry.sfi());
            }
        }
        return records;
    }

    static boolean authenticates(SeenApplication application) {
        return Stream.of(Aip.Bit.SDA, Aip.Bit.DDA, Aip.Bit.CDA, Aip.Bit.XDA).anyMatch(application::has);
    }

    private static String aip(SeenApplication application) {
        return "AIP " + application.aipBytes().map(Bytes::toHex).orElse("");
    }
}
