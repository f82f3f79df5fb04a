package dev.tapbench.parties.inspection;

import dev.tapbench.emv.Tags;
import dev.tapbench.ports.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One card over two ways: what it is must not depend on how it is read. Applications are compared by their names. */
final class MediaRules {
    private static final String DATA = "EMV Book 3, Annex A";
    private static final int SERVICE_CODE = 0x5F30;

    static final List<Rule> ALL = List.of(
            Rule.warning(
                    "IN-290",
                    "EMV Contactless Book B, 3.3",
                    "PPSE and PSE list the same applications",
                    MediaRules::directories,
                    pair -> Rule.unless(
                            listed(pair.one()).equals(listed(pair.other())),
                            listed(pair.one()) + " and " + listed(pair.other()))),
            warning("IN-291", "label", of(application -> application.ofFci(Tags.APPLICATION_LABEL))),
            warning("IN-292", "priority", of(application -> application.ofFci(Tags.APPLICATION_PRIORITY))),
            warning("IN-293", "languages", of(application -> application.ofFci(Tags.LANGUAGE))),
            warning("IN-294", "card number (5A)", record(Tags.PAN)),
            warning("IN-295", "card sequence number (5F34)", record(Tags.PAN_SEQUENCE_NUMBER)),
            warning("IN-296", "expiry date (5F24)", record(Tags.EXPIRY_DATE)),
            warning("IN-297", "effective date (5F25)", record(Tags.EFFECTIVE_DATE)),
            warning("IN-298", "country of the issuer (5F28)", record(Tags.ISSUER_COUNTRY)),
            warning("IN-299", "currency (9F42)", record(Tags.APPLICATION_CURRENCY)),
            warning("IN-300", "service code (5F30)", record(SERVICE_CODE)),
            warning("IN-301", "usage control (9F07)", record(Tags.APPLICATION_USAGE_CONTROL)),
            note("IN-302", "application version (9F08)", record(Tags.APPLICATION_VERSION)),
            note("IN-303", "certification authority's key (8F)", record(Tags.CA_KEY_INDEX)),
            note("IN-304", "certificate of the issuer (90)", record(Tags.ISSUER_CERTIFICATE)),
            note("IN-305", "certificate of the card (9F46)", record(Tags.ICC_CERTIFICATE)),
            warning("IN-306", "PIN tries (9F17)", of(application -> application.datum(Tags.PIN_TRY_COUNTER))),
            warning(
                    "IN-307",
                    "last online transaction (9F13)",
                    of(application -> application.datum(Tags.LAST_ONLINE_ATC))),
            Rule.error(
                    "IN-308",
                    "Tapbench protocol, 1",
                    sameness("funds (9F50)"),
                    card -> pairs(card, application -> application.datum(Tags.FUNDS)),
                    MediaRules::differ),
            Rule.warning(
                    "IN-309",
                    DATA,
                    "both ways move one transaction counter: the second begins where the first ended",
                    MediaRules::counters,
                    pair -> Rule.unless(
                            pair.one().equals(pair.other()),
                            pair.one().toNumber() + ", then " + pair.other().toNumber())));

    private MediaRules() {}

    /** The same of the first and of the second way. */
    private record Pair<T>(T one, T other) {}

    private static Function<SeenApplication, Optional<Bytes>> of(Function<SeenApplication, Optional<Bytes>> part) {
        return part;
    }

    private static Function<SeenApplication, Optional<Bytes>> record(int tag) {
        return application -> application.value(tag);
    }

    private static Rule warning(String id, String what, Function<SeenApplication, Optional<Bytes>> part) {
        return Rule.warning(id, DATA, sameness(what), card -> pairs(card, part), MediaRules::differ);
    }

    private static Rule note(String id, String what, Function<SeenApplication, Optional<Bytes>> part) {
        return Rule.note(id, DATA, sameness(what), card -> pairs(card, part), MediaRules::differ);
    }

    private static String sameness(String what) {
        return what + ": the same over antenna and contacts";
    }

    /** Numbers of the card are among what is compared: they are not printed. */
    private static Optional<String> differ(Pair<Bytes> pair) {
        return Rule.unless(pair.one().equals(pair.other()), "it differs");
    }

    private static Stream<Spot<Pair<SeenApplication>>> both(Seen card) {
        return card.applications().stream()
                .flatMap(one -> card.applications().stream()
                        .filter(other -> before(card, one, other) && one.name().equals(other.name()))
                        .map(other -> new Spot<>(
                                one.at() + " and " + SeenApplication.where(other.medium()), new Pair<>(one, other))));
    }

    /** In the order in which they were read. */
    private static boolean before(Seen card, SeenApplication one, SeenApplication other) {
        return one.medium() != other.medium()
                && card.applications().indexOf(one) < card.applications().indexOf(other);
    }

    private static Stream<Spot<Pair<Bytes>>> pairs(Seen card, Function<SeenApplication, Optional<Bytes>> part) {
        return both(card)
                .flatMap(spot -> part
                        .apply(spot.thing().one())
                        .flatMap(one -> part.apply(spot.thing().other()).map(other -> new Pair<>(one, other)))
                        .map(spot::with)
                        .stream());
    }

    private static Stream<Spot<Pair<Bytes>>> counters(Seen card) {
        return both(card)
                .flatMap(spot -> spot
                        .thing()
                        .one()
                        .datum(Tags.ATC)
                        .flatMap(one ->
                                spot.thing().other().datumBefore(Tags.ATC).map(other -> new Pair<>(one, other)))
                        .filter(pair -> pair.one().length() == 2 && pair.other().length() == 2)
                        .map(spot::with)
                        .stream());
    }

    private static Stream<Spot<Pair<SeenDirectory>>> directories(Seen card) {
        List<SeenDirectory> selected =
                card.directories().stream().filter(SeenDirectory::selected).toList();
        return selected.stream()
                .filter(SeenDirectory::proximity)
                .flatMap(one -> selected.stream()
                        .filter(other -> !other.proximity())
                        .map(other -> new Spot<>(one.at() + " and PSE", new Pair<>(one, other))));
    }

    private static Set<Bytes> listed(SeenDirectory directory) {
        return directory.entries().stream()
                .flatMap(entry -> entry.aid().stream())
                .collect(Collectors.toSet());
    }
}
