package dev.tapbench.parties.inspection;

import dev.tapbench.emv.Aip;
import dev.tapbench.emv.Dol;
import dev.tapbench.emv.TagDictionary;
import dev.tapbench.emv.TagDictionary.Source;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.emv.crypto.ApplicationCryptogram;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What the lists of GENERATE AC ask of a terminal: CDOL1 and CDOL2. */
final class DolRules {
    private static final String DOL = "EMV Book 3, 5.4";
    private static final String CDOL = "EMV Book 3, 9.2.1";
    /** Results of data authentication, which a list may ask back (EMV Book 3, Annex A). */
    private static final Set<Integer> GIVEN_BACK = Set.of(Tags.DATA_AUTHENTICATION_CODE, Tags.ICC_DYNAMIC_NUMBER);

    private static final int CONSTRUCTED = 0x20;

    private static final List<Rule> EACH = Stream.of(
                    of(Tags.CDOL1, "CDOL1", 150, Set.of(Source.ICC, Source.ISSUER)),
                    of(Tags.CDOL2, "CDOL2", 160, Set.of(Source.ICC)))
            .flatMap(List::stream)
            .toList();

    private static final List<Rule> SECOND = List.of(Rule.warning(
            "IN-170",
            CDOL,
            "CDOL2 asks what the authorisation's answer was (8A)",
            dols(Tags.CDOL2),
            dol -> Rule.unless(asks(dol, Tags.AUTHORISATION_RESPONSE_CODE), "it does not")));

    static final List<Rule> ALL = Stream.of(EACH, SECOND).flatMap(List::stream).toList();

    private DolRules() {}

    /** The rules that hold for both lists. */
    private static List<Rule> of(int tag, String name, int first, Set<Source> others) {
        return List.of(
                Rule.error(
                        "IN-" + first,
                        DOL,
                        name + " is a list of tags and lengths",
                        Seen.values(tag),
                        value ->
                                Rule.unless(Lenient.read(() -> Dol.parse(value)).isPresent(), Text.hex(value))),
                Rule.warning(
                        "IN-" + (first + 1),
                        DOL,
                        name + " asks for nothing twice",
                        dols(tag),
                        dol -> Templates.twice(dol.entries().stream()
                                        .map(Dol.Entry::tag)
                                        .toList())
                                .map(twice -> "twice " + Tlv.hexTag(twice))),
                Rule.error(
                        "IN-" + (first + 2),
                        CDOL,
                        name + " asks for what the terminal has then",
                        dols(tag),
                        dol -> asked(dol, others)),
                Rule.warning(
                        "IN-" + (first + 3),
                        DOL,
                        name + " asks for values in the lengths that they have",
                        dols(tag),
                        DolRules::lengths),
                Rule.error(
                        "IN-" + (first + 4),
                        DOL,
                        name + " asks for no template",
                        dols(tag),
                        dol -> tags(dol, entry -> (Tlv.tagBytes(entry.tag()).at(0) & CONSTRUCTED) != 0)),
                Rule.error(
                        "IN-" + (first + 5),
                        "EMV Book 3, 6.5.5",
                        "the values that " + name + " asks for fit into one command, at most 255 bytes",
                        dols(tag),
                        dol -> Rule.unless(dol.length() <= CardReading.MOST_DATA, dol.length() + " bytes")),
                Rule.error(
                        "IN-" + (first + 6),
                        "EMV Book 2, 6.6",
                        "a card that says CDA asks for the unpredictable number in " + name + " (9F37)",
                        card -> Seen.of(DolRules::cda, application -> application.dol(tag))
                                .apply(card),
                        dol -> Rule.unless(asks(dol, Tags.UNPREDICTABLE_NUMBER), "it does not")),
                Rule.warning(
                        "IN-" + (first + 7),
                        "EMV Book 2, 8.1.1",
                        name + " asks for what a cryptogram is recommended to cover",
                        dols(tag),
                        DolRules::recommended),
                Rule.note(
                        "IN-" + (first + 8),
                        DOL,
                        "every tag in " + name + " is known",
                        dols(tag),
                        dol -> tags(dol, entry -> !TagDictionary.known(entry.tag()))));
    }

    private static Function<Seen, Stream<Spot<Dol>>> dols(int tag) {
        return Seen.of(Seen::read, application -> application.dol(tag));
    }

    private static Stream<Spot<SeenApplication>> cda(Seen card) {
        return card.read().filter(spot -> spot.thing().has(Aip.Bit.CDA));
    }

    static boolean asks(Dol dol, int tag) {
        return dol.entries().stream().anyMatch(entry -> entry.tag() == tag);
    }

    /** What is asked for that others than the terminal have. */
    static Optional<String> asked(Dol dol, Set<Source> others) {
        return tags(dol, entry -> {
            TagDictionary.Entry known = TagDictionary.entries().get(entry.tag());
            return known != null && others.contains(known.source()) && !GIVEN_BACK.contains(entry.tag());
        });
    }

    private static Optional<String> lengths(Dol dol) {
        return tags(dol, entry -> {
            TagDictionary.Entry known = TagDictionary.entries().get(entry.tag());
            return entry.length() == 0 || (known != null && !known.fits(entry.length()));
        });
    }

    private static Optional<String> recommended(Dol dol) {
        List<Integer> missing = ApplicationCryptogram.TERMINAL_TAGS.stream()
                .filter(tag -> !asks(dol, tag))
                .toList();
        return Rule.unless(missing.isEmpty(), "not " + Text.tags(missing));
    }

    private static Optional<String> tags(Dol dol, Predicate<Dol.Entry> wrong) {
        List<Integer> found =
                dol.entries().stream().filter(wrong).map(Dol.Entry::tag).toList();
        return Rule.unless(found.isEmpty(), "tags " + Text.tags(found));
    }
}
