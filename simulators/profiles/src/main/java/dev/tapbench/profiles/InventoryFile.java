package dev.tapbench.profiles;

import dev.tapbench.emv.Money;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The cards of a laboratory. What people write of a card is its name, its profile, what it may be used for; what Tapbench has seen
 * of it is written behind that after each scenario ({@link InventoryNotes}).
 *
 * @param file where it was read
 * @param cards in the order of the file
 */
public record InventoryFile(Path file, List<Entry> cards) {
    private static final int MOST = 1_000_000_000;
    private static final int HIGHEST_ATC = 65_535;
    private static final int MOST_TRIES = 15;
    private static final int USUAL_WRONG_KEYS = 3;
    private static final Pattern MASKED = Pattern.compile("([0-9]{6})?\\*{3,9}[0-9]{4}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,39}");
    private static final Map<String, Change> CHANGES =
            Arrays.stream(Change.values()).collect(Collectors.toMap(Change::name, change -> change));
    private static final Map<String, Boolean> YES_OR_NO = Map.of("true", true, "false", false);

    public InventoryFile {
        cards = List.copyOf(cards);
    }

    /**
     * One card.
     *
     * @param name what is written on it
     * @param profile its card profile: the product that it is of, and the test keys of its issuer
     * @param blank whether its application waits for its personalization, unless it was seen since: then it has had it
     * @param expendable whether a scenario may leave it unusable
     * @param budget how much it may be used in its life
     * @param known what it last said of itself; empty for a card that was never seen
     * @param used how much it was used so far
     */
    public record Entry(
            String name,
            Path profile,
            boolean blank,
            boolean expendable,
            Budget budget,
            Optional<Known> known,
            Used used) {}

    /**
     * How much a card may be used in its life.
     *
     * @param transactions until its ATC, 1 to 65535
     * @param wrongKeys refused authentications of a secure channel: real cards lock after some
     * @param writes commands that make it write to its non-volatile memory
     */
    public record Budget(int transactions, int wrongKeys, int writes) {
        /** What a card may do of which the file says nothing. */
        public static final Budget USUAL = new Budget(HIGHEST_ATC, USUAL_WRONG_KEYS, MOST);
    }

    /**
     * What a card last said of itself.
     *
     * @param pan its number, masked: that much tells the cards of a laboratory apart; empty where it showed none
     * @param funds what it held; nothing where it spends on account
     * @param atc its transaction counter
     * @param pinTries how many wrong PINs it would still take
     * @param usable whether its application can be used: neither blocked nor dead
     * @param changed what scenarios told it, and nobody has undone since
     */
    public record Known(String pan, Money funds, int atc, int pinTries, boolean usable, Set<Change> changed) {
        public Known {
            changed = Set.copyOf(changed);
        }
    }

    /** What a card was told, and followed, that outlasts a scenario. */
    public enum Change {
        /** Another PIN (PIN CHANGE/UNBLOCK). */
        PIN,
        /** Another lost-or-stolen limit (PUT DATA DF47). */
        LIMIT,
        /** Other data of the issuer, which it does not write back (PUT DATA, UPDATE RECORD). */
        DATA,
        /** What its owner wants to be asked for (PUT DATA DF24). */
        SETTINGS,
        /** Nothing can be done with it any more, or not before its issuer allows it (APPLICATION BLOCK, CARD BLOCK). */
        BLOCKED
    }

    /**
     * How much a card was used on this bench.
     *
     * @param wrongPins in all, whether or not right ones followed
     * @param wrongKeys refused authentications of a secure channel
     * @param writes commands that make it write
     */
    public record Used(int wrongPins, int wrongKeys, int writes) {
        public static final Used NOT = new Used(0, 0, 0);
    }

    private record Raw(@Nullable String testData, @Nullable List<@Nullable RawCard> cards) {}

    private record RawCard(
            @Nullable String card,
            @Nullable String profile,
            @Nullable String blank,
            @Nullable String expendable,
            @Nullable RawBudget budget,
            @Nullable RawKnown known,
            @Nullable RawUsed used) {}

    private record RawBudget(
            @Nullable String transactions,
            @Nullable String wrongKeys,
            @Nullable String writes) {}

    private record RawKnown(
            @Nullable String pan,
            @Nullable String funds,
            @Nullable String atc,
            @Nullable String pinTries,
            @Nullable String usable,
            @Nullable String changed) {}

    private record RawUsed(
            @Nullable String wrongPins,
            @Nullable String wrongKeys,
            @Nullable String writes) {}

    /**
     * Reads an inventory.
     *
     * @throws FileProblem when the file is missing or wrong
     */
    public static InventoryFile read(Path path) {
        MarkedFile file = MarkedFile.yaml(path);
        Raw raw = file.as(Raw.class);
        Values values = new Values(file);
        values.mustBeTrue("testData", raw.testData(), "testData: true, since Tapbench holds test cards only");
        List<@Nullable RawCard> rawCards = raw.cards() == null ? List.of() : raw.cards();
        if (rawCards.isEmpty()) {
            throw file.problem("cards", "is missing or empty", "a list of cards, each with card: and profile:", "");
        }
        List<Entry> cards = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < rawCards.size(); i++) {
            String key = "cards." + i;
            RawCard one = rawCards.get(i);
            if (one == null) {
                throw file.problem(key, "is empty", "card: and profile:", "");
            }
            Entry entry = entry(values, key + ".", one);
            if (!names.add(entry.name())) {
                throw file.problem(
                        key + ".card", "names '" + entry.name() + "' a second time", "a name of its own", "");
            }
            cards.add(entry);
        }
        return new InventoryFile(path, cards);
    }

    private static Entry entry(Values values, String key, RawCard raw) {
        String expected = "what is written on the card: 1 to 40 letters, digits, dots, - and _";
        String name = values.text(key + "card", raw.card(), expected);
        if (!NAME.matcher(name).matches()) {
            throw values.wrong(key + "card", expected);
        }
        String profile = values.text(key + "profile", raw.profile(), "its card profile, such as ../cards/prepaid.yaml");
        return new Entry(
                name,
                values.file().placeOf(key + "profile").resolveSibling(profile).normalize(),
                raw.blank() != null && values.choice(key + "blank", raw.blank(), YES_OR_NO),
                raw.expendable() != null && values.choice(key + "expendable", raw.expendable(), YES_OR_NO),
                raw.budget() == null ? Budget.USUAL : budget(values, key + "budget.", raw.budget()),
                Optional.ofNullable(raw.known()).map(known -> known(values, key + "known.", known)),
                raw.used() == null ? Used.NOT : used(values, key + "used.", raw.used()));
    }

    private static Budget budget(Values values, String key, RawBudget raw) {
        return new Budget(
                values.number(key + "transactions", raw.transactions(), 1, HIGHEST_ATC, Budget.USUAL.transactions()),
                values.number(key + "wrongKeys", raw.wrongKeys(), 0, MOST, Budget.USUAL.wrongKeys()),
                values.number(key + "writes", raw.writes(), 1, MOST, Budget.USUAL.writes()));
    }

    private static Known known(Values values, String key, RawKnown raw) {
        String expected = "a masked number such as 999902******0014";
        String pan = raw.pan() == null ? "" : raw.pan();
        if (!pan.isEmpty() && !MASKED.matcher(pan).matches()) {
            // What stands there may be a whole number: it is not repeated.
            throw values.file().problem(key + "pan", "is not masked", expected, "");
        }
        return new Known(
                pan,
                values.checked(key + "funds", raw.funds(), "an amount such as 20.00 EUR", Money::parse),
                values.number(key + "atc", raw.atc(), 0, HIGHEST_ATC),
                values.number(key + "pinTries", raw.pinTries(), 0, MOST_TRIES),
                raw.usable() == null || values.choice(key + "usable", raw.usable(), YES_OR_NO),
                raw.changed() == null ? Set.of() : changed(values, key + "changed", raw.changed()));
    }

    private static Set<Change> changed(Values values, String key, String words) {
        Set<Change> changed = EnumSet.noneOf(Change.class);
        for (String word : words.split(" ", -1)) {
            changed.add(values.choice(key, word, CHANGES));
        }
        return changed;
    }

    private static Used used(Values values, String key, RawUsed raw) {
        return new Used(
                values.number(key + "wrongPins", raw.wrongPins(), 0, MOST, 0),
                values.number(key + "wrongKeys", raw.wrongKeys(), 0, MOST, 0),
                values.number(key + "writes", raw.writes(), 0, MOST, 0));
    }
}
