package dev.tapbench.parties.inspection;

import dev.tapbench.emv.Dol;
import dev.tapbench.emv.TagDictionary;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.ports.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** What an application answers to its selection. */
final class FciRules {
    private static final String FCI = "EMV Book 1, 11.3.4";
    private static final String DATA = "EMV Book 3, Annex A";
    private static final int PREFERRED_NAME = 0x9F12;
    private static final int CODE_TABLE = 0x9F11;
    private static final int FIRST_LOG_FILE = 11;
    private static final int LAST_LOG_FILE = 30;

    static final List<Rule> ALL = List.of(
            Rule.warning(
                    "IN-031",
                    "EMV Book 1, 12.4",
                    "an application is not blocked",
                    Seen::selected,
                    application -> Rule.unless(application.image().select().ok(), status(application))),
            Rule.error(
                    "IN-032",
                    FCI,
                    "an application answers SELECT with one template 6F",
                    Seen::selected,
                    application -> Rule.unless(
                            application.fci().isPresent(),
                            Text.other(application.image().select().data()))),
            Rule.error(
                    "IN-033",
                    FCI,
                    "an application's name in its FCI begins with the name it was selected by",
                    FciRules::withFci,
                    application -> Templates.named(
                            application.fci(), application.image().aid())),
            Rule.error(
                    "IN-034",
                    FCI,
                    "the FCI of an application has a proprietary template A5",
                    Seen.of(Seen::selected, SeenApplication::fci),
                    fci -> Rule.unless(Lenient.child(fci, Tags.FCI_PROPRIETARY).isPresent(), Templates.tags(fci))),
            Rule.warning(
                    "IN-035",
                    FCI,
                    "the FCI of an application holds name (84) and proprietary template (A5), each once, and nothing else",
                    FciRules::withProprietary,
                    application -> application
                            .fci()
                            .flatMap(fci -> Rule.unless(
                                    Set.of(Tags.DF_NAME, Tags.FCI_PROPRIETARY)
                                                    .containsAll(fci.children().stream()
                                                            .map(Tlv::tag)
                                                            .toList())
                                            && fci.children().size() <= 2,
                                    Templates.tags(fci)))),
            Rule.error(
                    "IN-036",
                    FCI,
                    "the FCI of an application gives its label (50)",
                    FciRules::proprietary,
                    template ->
                            Rule.unless(template.find(Tags.APPLICATION_LABEL).isPresent(), "no label")),
            Rule.error(
                    "IN-037",
                    DATA,
                    "an application's label is 1 to 16 letters, digits and spaces",
                    ofFci(Tags.APPLICATION_LABEL),
                    Text::label),
            Rule.error(
                    "IN-038",
                    "EMV Book 1, 12.2.3",
                    "b7 to b5 of an application's priority are zero",
                    Seen.of(
                            Seen::selected,
                            application ->
                                    application.ofFci(Tags.APPLICATION_PRIORITY).filter(value -> value.length() == 1)),
                    Templates::priority),
            Rule.error(
                    "IN-039",
                    DATA,
                    "the languages of an application are one to four codes of ISO 639 (5F2D)",
                    ofFci(Tags.LANGUAGE),
                    Text::languages),
            Rule.warning(
                    "IN-040",
                    FCI,
                    "A5 holds only what belongs into it",
                    FciRules::proprietary,
                    template -> Templates.misplaced(template, Tags.FCI_PROPRIETARY)),
            Rule.error("IN-041", FCI, "A5 holds each data object once", FciRules::proprietary, Templates::repeated),
            Rule.note(
                    "IN-042",
                    FCI,
                    "every tag in an FCI is known",
                    Seen.of(Seen::selected, SeenApplication::fci),
                    Templates::unknown),
            Rule.error(
                    "IN-043",
                    DATA,
                    "each data object of an FCI has a length that its definition allows",
                    Seen.of(Seen::selected, SeenApplication::fci),
                    fci -> lengths(Templates.below(fci))),
            Rule.error(
                    "IN-044",
                    DATA,
                    "an application with a preferred name (9F12) says how its letters are coded (9F11)",
                    FciRules::proprietary,
                    template -> Rule.unless(
                            template.find(PREFERRED_NAME).isEmpty()
                                    || template.find(CODE_TABLE).isPresent(),
                            "9F12 without 9F11")),
            Rule.error(
                    "IN-045",
                    "EMV Book 3, 5.4",
                    "the PDOL is a list of tags and lengths",
                    ofFci(Tags.PDOL),
                    value -> Rule.unless(Lenient.read(() -> Dol.parse(value)).isPresent(), Text.hex(value))),
            Rule.error(
                    "IN-046",
                    "EMV Book 3, 6.5.8",
                    "the values that the PDOL asks for fit into one command, at most 252 bytes",
                    Seen.of(Seen::selected, SeenApplication::pdol),
                    pdol -> Rule.unless(pdol.length() <= CardReading.MOST_PDOL_DATA, pdol.length() + " bytes")),
            Rule.error(
                    "IN-047",
                    "EMV Book 3, 10.1",
                    "the PDOL asks for what a terminal has, and not for the card's own data",
                    Seen.of(Seen::selected, SeenApplication::pdol),
                    pdol -> DolRules.asked(pdol, Set.of(TagDictionary.Source.ICC, TagDictionary.Source.ISSUER))),
            Rule.error(
                    "IN-048",
                    "EMV Book 3, Annex D",
                    "a transaction log is announced with a file 11 to 30 and the number of its records (9F4D)",
                    ofFci(SeenApplication.LOG_ENTRY),
                    value -> Rule.unless(
                            value.length() == 2 && value.at(0) >= FIRST_LOG_FILE && value.at(0) <= LAST_LOG_FILE,
                            Text.hex(value))));

    private FciRules() {}

    private static String status(SeenApplication application) {
        return "status " + application.image().select().sw();
    }

    private static Function<Seen, Stream<Spot<Bytes>>> ofFci(int tag) {
        return Seen.of(Seen::selected, application -> application.ofFci(tag));
    }

    private static Stream<Spot<SeenApplication>> withFci(Seen card) {
        return card.selected().filter(spot -> spot.thing().fci().isPresent());
    }

    private static Stream<Spot<SeenApplication>> withProprietary(Seen card) {
        return card.selected().filter(spot -> spot.thing().proprietary().isPresent());
    }

    private static Stream<Spot<Tlv>> proprietary(Seen card) {
        return Seen.of(Seen::selected, SeenApplication::proprietary).apply(card);
    }

    /** Data objects whose lengths the dictionary does not allow. */
    static Optional<String> lengths(Stream<Tlv> objects) {
        return objects.flatMap(object -> length(object.tag(), object.value()).stream())
                .findFirst();
    }

    /** A value whose length the dictionary does not allow. */
    static Optional<String> length(int tag, Bytes value) {
        TagDictionary.Entry entry = TagDictionary.entries().get(tag);
        return Rule.unless(
                entry == null || entry.fits(value.length()), Tlv.hexTag(tag) + " of " + value.length() + " bytes");
    }
}
