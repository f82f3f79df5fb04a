package dev.tapbench.emv;

import dev.tapbench.ports.Bytes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A data object list: which values, and how many bytes of each (EMV Book 3, 5.4).
 *
 * @param entries in order
 */
public record Dol(List<Entry> entries) {
    public Dol {
        entries = List.copyOf(entries);
    }

    /**
     * One request.
     *
     * @param tag of the wanted value
     * @param length in bytes, 0 to 255
     */
    public record Entry(int tag, int length) {}

    /**
     * Reads a data object list.
     *
     * @throws TlvException when a tag is cut short or has no length
     */
    public static Dol parse(Bytes value) {
        List<Entry> entries = new ArrayList<>();
        int at = 0;
        while (at < value.length()) {
            int end = Tlv.tagEnd(value, at);
            if (end >= value.length()) {
                throw new TlvException(
                        TlvException.Part.LENGTH,
                        end,
                        "DOL " + value + " ends after the tag " + value.slice(at, end)
                                + ": expected a length (EMV Book 3, 5.4)");
            }
            entries.add(new Entry((int) value.slice(at, end).toNumber(), value.at(end)));
            at = end + 1;
        }
        return new Dol(entries);
    }

    /** How many bytes of values it asks for. */
    public int length() {
        return entries.stream().mapToInt(Entry::length).sum();
    }

    /** The list itself, encoded. */
    public Bytes encode() {
        return Bytes.concat(entries.stream()
                .map(entry -> Tlv.tagBytes(entry.tag()).then(Bytes.of(entry.length())))
                .toArray(Bytes[]::new));
    }

    /**
     * The values it asks for. What is unknown becomes zeros; a longer value loses its leftmost bytes in format n and its
     * rightmost otherwise, a shorter one is padded on the left with zeros in format n and on the right otherwise, with FF in
     * format cn (EMV Book 3, 5.4).
     */
    public Bytes fill(Map<Integer, Bytes> values) {
        return Bytes.concat(entries.stream().map(entry -> value(entry, values)).toArray(Bytes[]::new));
    }

    private static Bytes value(Entry entry, Map<Integer, Bytes> values) {
        Bytes known = values.get(entry.tag());
        return known == null || Tlv.constructed(entry.tag()) ? Bytes.zeros(entry.length()) : fit(known, entry);
    }

    private static Bytes fit(Bytes value, Entry entry) {
        int missing = entry.length() - value.length();
        String format = TagDictionary.format(entry.tag());
        boolean numeric = format.equals("n");
        if (missing == 0) {
            return value;
        }
        if (missing < 0) {
            return numeric ? value.from(-missing) : value.slice(0, entry.length());
        }
        if (numeric) {
            return Bytes.zeros(missing).then(value);
        }
        return value.then(format.equals("cn") ? Bytes.hex("FF".repeat(missing)) : Bytes.zeros(missing));
    }

    /**
     * Splits what {@link #fill} made; of a tag that is asked for twice, the last value counts.
     *
     * @throws EmvDataException when there are more or fewer bytes than the list asks for
     */
    public Map<Integer, Bytes> split(Bytes data) {
        if (data.length() != length()) {
            throw new EmvDataException(
                    "data of " + data.length() + " bytes for a DOL that asks for " + length() + ": " + data);
        }
        Map<Integer, Bytes> values = new LinkedHashMap<>();
        int at = 0;
        for (Entry entry : entries) {
            values.put(entry.tag(), data.slice(at, at + entry.length()));
            at += entry.length();
        }
        return values;
    }
}
