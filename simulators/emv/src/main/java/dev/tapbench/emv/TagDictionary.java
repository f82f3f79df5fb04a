package dev.tapbench.emv;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Names, formats and clauses of tags, read from {@code tags.tsv}. */
public final class TagDictionary {
    private static final Map<Integer, Entry> ENTRIES = load();

    private TagDictionary() {}

    /**
     * What is known of a tag.
     *
     * @param format n, cn, an, ans, b, a; var where it is a template
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
        try (InputStream stream = TagDictionary.class.getResourceAsStream("tags.tsv")) {
            BufferedReader lines = new BufferedReader(new InputStreamReader(present(stream), StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                String[] columns = line.split("\t", -1);
                if (columns.length != 4) {
                    throw new IllegalStateException("tags.tsv: expected tag, format, name, clause in '" + line + "'");
                }
                int tag = Integer.parseInt(columns[0], 16);
                if (entries.put(tag, new Entry(tag, columns[2], columns[1], columns[3])) != null) {
                    throw new IllegalStateException("tags.tsv has " + columns[0] + " twice");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Collections.unmodifiableMap(entries);
    }

    private static InputStream present(@Nullable InputStream stream) {
        if (stream == null) {
            throw new IllegalStateException("the tag dictionary tags.tsv is missing beside " + TagDictionary.class);
        }
        return stream;
    }
}
