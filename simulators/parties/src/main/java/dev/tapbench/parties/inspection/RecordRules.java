package dev.tapbench.parties.inspection;

import dev.tapbench.emv.TagDictionary;
import dev.tapbench.emv.TagDictionary.Source;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.parties.inspection.CardImage.FileRecord;
import dev.tapbench.parties.inspection.SeenApplication.SeenRecord;
import dev.tapbench.ports.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The records, and the form of what is in them. */
final class RecordRules {
    private static final String READ_RECORD = "EMV Book 3, 6.5.11";
    private static final String MANDATORY = "EMV Book 3, 7.1";
    private static final String FORMAT = "EMV Book 3, 4.3";
    private static final String DATA = "EMV Book 3, Annex A";
    private static final List<Integer> ISSUER_KEY =
            List.of(Tags.CA_KEY_INDEX, Tags.ISSUER_CERTIFICATE, Tags.ISSUER_KEY_EXPONENT);
    private static final List<Integer> CARD_KEY = List.of(Tags.ICC_CERTIFICATE, Tags.ICC_KEY_EXPONENT);

    static final List<Rule> ALL = List.of(
            Rule.error(
                    "IN-080",
                    READ_RECORD,
                    "each record of the AFL can be read",
                    RecordRules::asked,
                    record -> Rule.unless(
                            record.answer().ok(), "status " + record.answer().sw())),
            Rule.error(
                    "IN-081",
                    READ_RECORD,
                    "each record is one template 70",
                    RecordRules::records,
                    record -> Rule.unless(
                            record.template().isPresent(),
                            Text.other(record.image().answer().data()))),
            Rule.warning(
                    "IN-082",
                    READ_RECORD,
                    "no record is empty",
                    RecordRules::templates,
                    template -> Rule.unless(!template.children().isEmpty(), "no data object")),
            Rule.error(
                    "IN-083",
                    DATA,
                    "a template 70 holds at most 252 bytes",
                    RecordRules::templates,
                    template -> FciRules.length(template.tag(), template.value())),
            Rule.error(
                    "IN-084",
                    MANDATORY,
                    "no data object is in the records twice",
                    Seen::read,
                    application -> Templates.twice(application.recordObjects().stream()
                                    .map(spot -> spot.thing().tag())
                                    .toList())
                            .map(tag -> "twice " + Tlv.hexTag(tag))),
            mandatory("IN-085", Tags.EXPIRY_DATE),
            mandatory("IN-086", Tags.PAN),
            mandatory("IN-087", Tags.CDOL1),
            mandatory("IN-088", Tags.CDOL2),
            Rule.error(
                    "IN-089",
                    DATA,
                    "each data object has a length that its definition allows",
                    Seen::objects,
                    object -> FciRules.length(object.tag(), object.value())),
            Rule.error(
                    "IN-090",
                    FORMAT,
                    "data objects of format n hold decimal digits",
                    card -> ofFormat(card, "n"),
                    object -> Rule.unless(Text.decimal(object.value()), Tlv.hexTag(object.tag()) + " holds others")),
            Rule.error(
                    "IN-091",
                    FORMAT,
                    "data objects of format cn hold decimal digits, padded with F on the right",
                    card -> ofFormat(card, "cn"),
                    object -> Rule.unless(
                            object.value().toHex().matches("[0-9]*F*"), Tlv.hexTag(object.tag()) + " holds others")),
            Rule.error(
                    "IN-092",
                    FORMAT,
                    "data objects of text hold printable characters",
                    card -> card.objects()
                            .filter(spot ->
                                    TagDictionary.format(spot.thing().tag()).startsWith("a")),
                    object -> Rule.unless(
                            Text.of(object.value()).matches("[\\x20-\\x7E\\xA0-\\xFF]*"),
                            Tlv.hexTag(object.tag()) + " holds others")),
            Rule.warning(
                    "IN-093",
                    DATA,
                    "records hold only what belongs into a template 70",
                    Seen::recordObjects,
                    object -> Rule.unless(
                            !ofCard(object) || Templates.belongs(object.tag(), Tags.RECORD, Tags.RESPONSE_TEMPLATE_2),
                            TagDictionary.name(object.tag()) + " (" + Tlv.hexTag(object.tag()) + ")")),
            Rule.error(
                    "IN-094",
                    DATA,
                    "what a terminal or the issuer says of a transaction is no data of the card",
                    Seen::objects,
                    object -> Rule.unless(
                            ofCard(object), TagDictionary.name(object.tag()) + " (" + Tlv.hexTag(object.tag()) + ")")),
            Rule.note("IN-095", DATA, "every tag in a record is known", RecordRules::templates, Templates::unknown),
            Rule.note(
                    "IN-096",
                    "EMV Book 3, B2",
                    "lengths are written in as few bytes as they need",
                    Seen::objects,
                    object -> Rule.unless(
                            Tlv.encode(object.tag(), object.value()).equals(object.encoded()),
                            Tlv.hexTag(object.tag()) + " has a longer one")),
            Rule.error(
                    "IN-097",
                    "EMV Book 3, 10.3",
                    "the list of further data to be authenticated (9F4A) holds the AIP alone",
                    Seen.values(Tags.SDA_TAG_LIST),
                    value -> Rule.unless(value.equals(Bytes.of(Tags.AIP)), Text.hex(value))),
            Rule.error(
                    "IN-098",
                    "EMV Book 2, 5.1",
                    "index, certificate and exponent of the issuer's key (8F, 90, 9F32) come together",
                    card -> some(card, ISSUER_KEY),
                    application -> missing(application, ISSUER_KEY)),
            Rule.error(
                    "IN-099",
                    "EMV Book 2, 6.1",
                    "certificate and exponent of the card's key (9F46, 9F47) come together, and with the issuer's (90)",
                    card -> some(card, CARD_KEY),
                    application -> missing(
                            application,
                            List.of(Tags.ICC_CERTIFICATE, Tags.ICC_KEY_EXPONENT, Tags.ISSUER_CERTIFICATE))),
            Rule.note(
                    "IN-100",
                    "EMV Book 3, 10.3",
                    "card number and expiry date are among what is authenticated offline",
                    card -> Seen.of(RecordRules::authenticating, SeenApplication::staticData)
                            .apply(card)
                            .filter(spot -> !spot.thing().isEmpty()),
                    data -> Rule.unless(
                            holds(data, Tags.PAN) && holds(data, Tags.EXPIRY_DATE), "not both of 5A, 5F24")));

    private RecordRules() {}

    private static Rule mandatory(String id, int tag) {
        return Rule.error(
                id,
                MANDATORY,
                "the records hold " + TagDictionary.name(tag) + " (" + Tlv.hexTag(tag) + ")",
                Seen::read,
                application -> Rule.unless(application.has(tag), "none"));
    }

    private static Stream<Spot<FileRecord>> asked(Seen card) {
        return card.all()
                .flatMap(spot -> spot.thing().image().records().stream()
                        .map(record -> new Spot<>(
                                spot.at() + ", record " + record.number() + " of file " + record.sfi(), record)));
    }

    private static Stream<Spot<SeenRecord>> records(Seen card) {
        return card.all()
                .flatMap(spot -> spot.thing().records().stream()
                        .map(record -> new Spot<>(spot.at() + ", " + record.at(), record)));
    }

    private static Stream<Spot<Tlv>> templates(Seen card) {
        Function<Seen, Stream<Spot<Tlv>>> templates = Seen.of(RecordRules::records, SeenRecord::template);
        return templates.apply(card);
    }

    private static Stream<Spot<Tlv>> ofFormat(Seen card, String format) {
        return card.objects()
                .filter(spot -> TagDictionary.format(spot.thing().tag()).equals(format));
    }

    /** What the dictionary knows of others than the card is not the card's. */
    private static boolean ofCard(Tlv object) {
        TagDictionary.Entry entry = TagDictionary.entries().get(object.tag());
        return entry == null || entry.source() == Source.ICC;
    }

    private static Stream<Spot<SeenApplication>> some(Seen card, List<Integer> tags) {
        return card.read().filter(spot -> tags.stream().anyMatch(spot.thing()::has));
    }

    private static Optional<String> missing(SeenApplication application, List<Integer> tags) {
        List<Integer> missing =
                tags.stream().filter(tag -> !application.has(tag)).toList();
        return Rule.unless(missing.isEmpty(), "no " + Text.tags(missing));
    }

    private static Stream<Spot<SeenApplication>> authenticating(Seen card) {
        return card.read().filter(spot -> OptionsRules.authenticates(spot.thing()));
    }

    /** Whether the data objects begin the static data: behind them stands the AIP, which is none. */
    private static boolean holds(Bytes staticData, int tag) {
        return Tlv.find(StaticObjects.of(staticData), tag).isPresent();
    }
}
