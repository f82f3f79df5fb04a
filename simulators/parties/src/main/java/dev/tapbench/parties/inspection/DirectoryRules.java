package dev.tapbench.parties.inspection;

import dev.tapbench.emv.StatusWord;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.parties.inspection.CardImage.FileRecord;
import dev.tapbench.parties.inspection.SeenDirectory.Entry;
import dev.tapbench.ports.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The directories: PPSE of the antenna, PSE of the contacts. */
final class DirectoryRules {
    private static final String BOOK_1 = "EMV Book 1, 12.2.3";
    private static final String BOOK_B = "EMV Contactless Book B, 3.3";
    private static final StatusWord RECORD_NOT_FOUND = new StatusWord(0x6A83);
    private static final int LAST_FILE = 10;

    static final List<Rule> ALL = List.of(
            Rule.error(
                    "IN-001",
                    BOOK_B,
                    "a card with an antenna has a PPSE",
                    DirectoryRules::proximity,
                    DirectoryRules::answers),
            Rule.note(
                    "IN-002",
                    "EMV Book 1, 12.2.2",
                    "a card with contacts has a PSE, so that a terminal need not try names",
                    card -> card.directories().stream()
                            .filter(directory -> !directory.proximity())
                            .map(directory -> new Spot<>(directory.at(), directory)),
                    DirectoryRules::answers),
            Rule.error(
                    "IN-003",
                    "EMV Book 1, 11.3.4",
                    "a directory answers SELECT with one template 6F",
                    Seen::selectedDirectories,
                    directory -> Rule.unless(
                            directory.fci().isPresent(),
                            Text.other(directory.image().select().data()))),
            Rule.error(
                    "IN-004",
                    "EMV Book 1, 11.3.4",
                    "a directory calls itself by the name that it was selected by",
                    card -> card.selectedDirectories()
                            .filter(spot -> spot.thing().fci().isPresent()),
                    directory ->
                            Templates.named(directory.fci(), directory.image().name())),
            Rule.error(
                    "IN-005",
                    "EMV Book 1, 11.3.4",
                    "the FCI of a directory has a proprietary template A5",
                    Seen.of(Seen::selectedDirectories, SeenDirectory::fci),
                    fci -> Rule.unless(
                            Lenient.child(fci, Tags.FCI_PROPRIETARY).isPresent(), "tags " + Templates.tags(fci))),
            Rule.error(
                    "IN-006",
                    BOOK_B,
                    "A5 of the PPSE holds the issuer's discretionary data BF0C and nothing else",
                    Seen.of(DirectoryRules::selectedProximity, SeenDirectory::proprietary),
                    template -> Rule.unless(
                            template.children().stream()
                                    .map(Tlv::tag)
                                    .toList()
                                    .equals(List.of(Tags.DIRECTORY_DISCRETIONARY)),
                            "tags " + Templates.tags(template))),
            Rule.error(
                    "IN-007",
                    "EMV Book 1, 12.2.2",
                    "the PSE names a file 1 to 10 for its records (88)",
                    Seen.of(DirectoryRules::selectedContact, SeenDirectory::proprietary),
                    template -> Rule.unless(
                            Lenient.child(template, Tags.SFI)
                                    .filter(sfi -> sfi.value().length() == 1
                                            && sfi.value().at(0) >= 1
                                            && sfi.value().at(0) <= LAST_FILE)
                                    .isPresent(),
                            Lenient.child(template, Tags.SFI)
                                    .map(sfi -> "file " + Text.hex(sfi.value()))
                                    .orElse("no file"))),
            Rule.error(
                    "IN-008",
                    BOOK_1,
                    "a directory lists an application",
                    Seen::selectedDirectories,
                    directory -> Rule.unless(!directory.entries().isEmpty(), "no template 61")),
            Rule.error(
                    "IN-009",
                    BOOK_1,
                    "each entry of a directory names its application (4F)",
                    Seen::entries,
                    entry -> Rule.unless(entry.aid().isPresent(), "tags " + Templates.tags(entry.template()))),
            Rule.error(
                    "IN-010",
                    "EMV Book 1, 12.2.1",
                    "an application's name has 5 to 16 bytes",
                    Seen.of(Seen::entries, Entry::aid),
                    aid -> Rule.unless(
                            aid.length() >= 5 && aid.length() <= 16, aid.length() + " bytes: " + Text.hex(aid))),
            Rule.error(
                    "IN-011",
                    "ISO/IEC 7816-4, 8.2.1.2",
                    "an application's name does not begin with B or C, which are reserved",
                    Seen.of(Seen::entries, entry -> entry.aid().filter(aid -> !aid.isEmpty())),
                    aid -> Rule.unless(!Set.of(0xB, 0xC).contains(aid.at(0) >>> 4), Text.hex(aid))),
            Rule.error(
                    "IN-012",
                    BOOK_1,
                    "a directory lists no application twice",
                    Seen::selectedDirectories,
                    directory -> Templates.twice(directory.entries().stream()
                                    .flatMap(entry -> entry.aid().stream())
                                    .toList())
                            .map(aid -> "twice " + aid)),
            Rule.note(
                    "IN-013",
                    BOOK_1,
                    "each entry says how its application ranks (87)",
                    Seen::entries,
                    entry -> Rule.unless(entry.value(Tags.APPLICATION_PRIORITY).isPresent(), "no priority")),
            Rule.error(
                    "IN-014",
                    BOOK_1,
                    "b7 to b5 of a priority are zero",
                    Seen.of(
                            Seen::entries,
                            entry -> entry.value(Tags.APPLICATION_PRIORITY).filter(value -> value.length() == 1)),
                    Templates::priority),
            Rule.warning(
                    "IN-015",
                    BOOK_1,
                    "no two applications of a directory rank the same",
                    Seen::selectedDirectories,
                    directory -> Templates.twice(directory.entries().stream()
                                    .map(Entry::priority)
                                    .filter(priority -> priority != 0)
                                    .toList())
                            .map(priority -> "twice " + priority)),
            Rule.error(
                    "IN-016",
                    "EMV Book 3, Annex A",
                    "a label in a directory is 1 to 16 letters, digits and spaces",
                    Seen.of(Seen::entries, entry -> entry.value(Tags.APPLICATION_LABEL)),
                    Text::label),
            Rule.warning(
                    "IN-017",
                    BOOK_1,
                    "an entry holds only what belongs into a template 61",
                    Seen::entries,
                    entry -> Templates.misplaced(entry.template(), Tags.APPLICATION_TEMPLATE)),
            Rule.error(
                    "IN-018",
                    BOOK_1,
                    "an entry holds each data object once",
                    Seen::entries,
                    entry -> Templates.repeated(entry.template())),
            Rule.note(
                    "IN-019",
                    BOOK_1,
                    "every tag in a directory is known",
                    Seen.of(Seen::selectedDirectories, SeenDirectory::fci),
                    Templates::unknown),
            Rule.error(
                    "IN-020",
                    "EMV Book 1, 12.2.2",
                    "each record of the PSE is one template 70 with entries (61) and nothing else",
                    DirectoryRules::records,
                    record -> Rule.unless(
                            Lenient.one(record.answer().data(), Tags.RECORD)
                                    .filter(template -> template.children().stream()
                                            .allMatch(child -> child.tag() == Tags.APPLICATION_TEMPLATE))
                                    .isPresent(),
                            Text.other(record.answer().data()))),
            Rule.warning(
                    "IN-021",
                    "EMV Book 1, 12.3.2",
                    "a record behind the last of the PSE is answered with 6A83",
                    DirectoryRules::ends,
                    record -> Rule.unless(
                            record.answer().sw().equals(RECORD_NOT_FOUND),
                            "status " + record.answer().sw())),
            Rule.error(
                    "IN-022",
                    "EMV Book 3, Annex A",
                    "the languages of the PSE are one to four codes of ISO 639 (5F2D)",
                    Seen.of(
                            DirectoryRules::selectedContact,
                            directory -> directory
                                    .proprietary()
                                    .flatMap(template -> Lenient.child(template, Tags.LANGUAGE))
                                    .map(Tlv::value)),
                    Text::languages),
            Rule.error(
                    "IN-023",
                    "EMV Book 1, 12.4",
                    "each application that a directory lists can be selected",
                    DirectoryRules::listed,
                    application -> Rule.unless(
                            application.selected(),
                            "status " + application.image().select().sw())),
            Rule.warning(
                    "IN-024",
                    "EMV Book 1, 12.2.3 and 11.3.4",
                    "directory and application give the same label",
                    card -> pairs(card, Tags.APPLICATION_LABEL),
                    Pair::differ),
            Rule.warning(
                    "IN-025",
                    "EMV Book 1, 12.2.3 and 11.3.4",
                    "directory and application give the same priority",
                    card -> pairs(card, Tags.APPLICATION_PRIORITY),
                    Pair::differ));

    private DirectoryRules() {}

    /** The same data object in two places. */
    private record Pair(Bytes one, Bytes other) {
        Optional<String> differ() {
            return Rule.unless(
                    one.equals(other), Text.hex(one) + " in the directory, " + Text.hex(other) + " in the FCI");
        }
    }

    private static Stream<Spot<SeenDirectory>> proximity(Seen card) {
        return card.directories().stream()
                .filter(SeenDirectory::proximity)
                .map(directory -> new Spot<>(directory.at(), directory));
    }

    private static Stream<Spot<SeenDirectory>> selectedProximity(Seen card) {
        return proximity(card).filter(spot -> spot.thing().selected());
    }

    private static Stream<Spot<SeenDirectory>> selectedContact(Seen card) {
        return card.selectedDirectories().filter(spot -> !spot.thing().proximity());
    }

    private static Optional<String> answers(SeenDirectory directory) {
        return Rule.unless(
                directory.selected(), "status " + directory.image().select().sw());
    }

    private static Stream<Spot<FileRecord>> records(Seen card) {
        return selectedContact(card)
                .flatMap(spot -> spot.thing().image().records().stream()
                        .filter(record -> record.answer().ok())
                        .map(record -> new Spot<>(spot.at() + ", record " + record.number(), record)));
    }

    private static Stream<Spot<FileRecord>> ends(Seen card) {
        return selectedContact(card)
                .flatMap(spot -> spot.thing().image().records().stream()
                        .filter(record -> !record.answer().ok())
                        .map(record -> new Spot<>(spot.at() + ", record " + record.number(), record)));
    }

    /** The applications that directories led to. */
    private static Stream<Spot<SeenApplication>> listed(Seen card) {
        return card.all()
                .filter(spot -> card.directories().stream()
                        .filter(directory -> directory.medium() == spot.thing().medium())
                        .flatMap(directory -> directory.entries().stream())
                        .anyMatch(entry -> entry.aid()
                                .filter(spot.thing().image().aid()::equals)
                                .isPresent()));
    }

    private static Stream<Spot<Pair>> pairs(Seen card, int tag) {
        return card.directories().stream()
                .flatMap(directory -> directory.entries().stream()
                        .flatMap(entry -> card.all()
                                .filter(spot -> spot.thing().medium() == directory.medium()
                                        && entry.aid()
                                                .filter(spot.thing().image().aid()::equals)
                                                .isPresent())
                                .flatMap(spot -> entry
                                        .value(tag)
                                        .flatMap(one -> spot.thing().ofFci(tag).map(other -> new Pair(one, other)))
                                        .map(spot::with)
                                        .stream())));
    }
}
