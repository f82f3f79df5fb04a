package dev.tapbench.emv;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Names, formats and clauses of tags, read from {@code tags.tsv}. */
public final class TagDictionary {
    private static final Map<Integer, Entry> ENTRIES = load();

    private TagDictionary() {}

    /**
     * What is known of a tag.
     *
     * @param format n, cn, an, ans, b, a; template where it holds others
     * @param clause where it is defined
     */
    public record Entry(int tag, String name, String format, String clause) {}

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

    /** All entries by tag. */
    public static Map<Integer, Entry> entries() {
        return ENTRIES;
    }

    private static Map<Integer, Entry> load() {
        Map<Integer, Entry> entries = new TreeMap<>();
        Table.load("tags.tsv", 4)
                .forEach((tag, cells) -> entries.put(tag, new Entry(tag, cells[2], cells[1], cells[3])));
        return Collections.unmodifiableMap(entries);
    }
}
