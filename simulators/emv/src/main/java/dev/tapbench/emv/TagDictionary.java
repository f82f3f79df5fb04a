package dev.tapbench.emv;

import dev.tapbench.ports.Bytes;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Names, formats, lengths and clauses of tags, read from {@code tags.tsv}. */
public final class TagDictionary {
    /** The length of what no specification bounds. */
    private static final int UNBOUNDED = 0xFFFF;

    /** By tag, in their order. */
    private static final Map<Integer, Entry> SORTED = load();
    /** The same, and what a report calls each: every object of every response is looked up. */
    private static final Map<Integer, Entry> ENTRIES = new HashMap<>(SORTED);

    private static final Map<Integer, String> TITLES = titles();

    private TagDictionary() {}

    /** Who has a value first (EMV Book 3, Annex A). */
    public enum Source {
        ICC,
        TERMINAL,
        ISSUER
    }

    /**
     * What is known of a tag.
     *
     * @param format n, cn, an, ans, b, a; template where it holds others
     * @param source who has the value first
     * @param shortest length in bytes
     * @param longest length in bytes; 65535 where nothing bounds it
     * @param templates tags that hold it; none where it stands alone
     * @param clause where it is defined
     */
    public record Entry(
            int tag,
            String name,
            String format,
            Source source,
            int shortest,
            int longest,
            List<Integer> templates,
            String clause) {
        public Entry {
            templates = List.copyOf(templates);
        }

        /** Whether a value may have so many bytes. */
        public boolean fits(int length) {
            return length >= shortest && length <= longest;
        }

        /** The lengths for people: {@code 6}, {@code 5 to 16}. */
        private String lengths() {
            return shortest == longest ? Integer.toString(shortest) : shortest + " to " + longest;
        }

        private static Entry of(int tag, String[] cells) {
            String[] lengths = cells[4].split("-", -1);
            boolean bounded = !cells[4].equals("var");
            return new Entry(
                    tag,
                    cells[2],
                    cells[1],
                    Source.valueOf(cells[3].toUpperCase(Locale.ROOT)),
                    bounded ? Integer.parseInt(lengths[0]) : 0,
                    bounded ? Integer.parseInt(lengths[lengths.length - 1]) : UNBOUNDED,
                    cells[5].equals("-")
                            ? List.of()
                            : List.of(cells[5].split(",", -1)).stream()
                                    .map(t -> Integer.parseInt(t, 16))
                                    .toList(),
                    cells[6]);
        }
    }

    /** What is known of it, or null. */
    static @Nullable Entry find(int tag) {
        return ENTRIES.get(tag);
    }

    /** The tag in hexadecimal, and its name. */
    static String title(int tag) {
        String title = TITLES.get(tag);
        return title == null ? Tlv.hexTag(tag) + " " + name(tag) : title;
    }

    /** Its name, or {@code unknown tag}. */
    public static String name(int tag) {
        Entry entry = ENTRIES.get(tag);
        return entry == null ? "unknown tag" : entry.name();
    }

    /** Where it is defined; empty when unknown. */
    public static String clause(int tag) {
        Entry entry = ENTRIES.get(tag);
        return entry == null ? "" : entry.clause();
    }

    /** Its format (EMV Book 3, 4.3): n, cn, a, an, ans, b or template; b when unknown. */
    public static String format(int tag) {
        Entry entry = ENTRIES.get(tag);
        return entry == null ? "b" : entry.format();
    }

    public static boolean known(int tag) {
        return ENTRIES.containsKey(tag);
    }

    /**
     * Refuses a value of a known tag that is shorter or longer than its definition allows.
     *
     * @throws EmvDataException naming tag, length and what was expected
     */
    static void requireLength(int tag, Bytes value) {
        Entry entry = ENTRIES.get(tag);
        if (entry != null && !entry.fits(value.length())) {
            throw new EmvDataException(Tlv.hexTag(tag) + " has " + value.length() + " bytes, expected "
                    + entry.lengths() + " (" + entry.clause() + ")");
        }
    }

    /** All entries by tag. */
    public static Map<Integer, Entry> entries() {
        return SORTED;
    }

    private static Map<Integer, Entry> load() {
        Map<Integer, Entry> entries = new TreeMap<>();
        Table.load("tags.tsv", 7).forEach((tag, cells) -> entries.put(tag, Entry.of(tag, cells)));
        return Collections.unmodifiableMap(entries);
    }

    private static Map<Integer, String> titles() {
        Map<Integer, String> titles = new HashMap<>();
        SORTED.forEach((tag, entry) -> titles.put(tag, Tlv.hexTag(tag) + " " + entry.name()));
        return titles;
    }
}
