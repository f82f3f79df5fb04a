package dev.tapbench.emv;

import dev.tapbench.ports.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A BER-TLV data object (EMV Book 3, Annex B).
 *
 * @param tag the tag's bytes as a number: {@code 0x9F02}; at most 3 bytes
 * @param value the value field; of a constructed object the encoded children
 * @param children the objects inside a constructed one, otherwise empty
 * @param offset where the tag starts, in bytes from the start of the data that was parsed
 * @param encoded tag, length and value exactly as they were found
 */
public record Tlv(int tag, Bytes value, List<Tlv> children, int offset, Bytes encoded) {
    /** Objects inside objects, at most: EMV knows four, and each level of a hostile card's answer costs stack and copies. */
    static final int MOST_LEVELS = 32;

    public Tlv {
        children = List.copyOf(children);
    }

    /** A primitive or constructed object with its shortest encoding, at offset 0; children are parsed out of the value. */
    public static Tlv of(int tag, Bytes value) {
        return parse(encode(tag, value));
    }

    /**
     * Reads all data objects; bytes 00 before, between and after them are skipped (EMV Book 3, Annex B1).
     *
     * @throws TlvException when a tag, length or value is cut short, or longer than 3 and 4 bytes, or when objects lie inside one
     *     another more than 32 levels deep
     */
    public static List<Tlv> parseAll(Bytes data) {
        return new Parser(data).objects(0, data.length(), 1);
    }

    /**
     * Reads exactly one data object.
     *
     * @throws TlvException when there is none or more than one, or it is broken
     */
    public static Tlv parse(Bytes data) {
        List<Tlv> all = parseAll(data);
        if (all.isEmpty()) {
            throw new TlvException(
                    TlvException.Part.TAG, 0, "expected one data object, found none in " + data.length() + " bytes");
        }
        if (all.size() > 1) {
            throw new TlvException(
                    TlvException.Part.TAG,
                    all.get(1).offset(),
                    "expected one data object, but " + hexTag(all.get(1).tag()) + " follows "
                            + hexTag(all.get(0).tag()));
        }
        return all.get(0);
    }

    /**
     * The encoding with the shortest length field.
     *
     * @throws IllegalArgumentException when {@code tag} is no tag
     */
    public static Bytes encode(int tag, Bytes value) {
        return Bytes.concat(tagBytes(tag), length(value.length()), value);
    }

    /** The tag as 1 to 3 bytes. */
    public static Bytes tagBytes(int tag) {
        Bytes bytes = Bytes.number(tag & 0xFFFFFFFFL, tag >>> 8 == 0 ? 1 : tag >>> 16 == 0 ? 2 : 3);
        Parser parser = new Parser(bytes);
        int end;
        try {
            end = parser.tagEnd(0, bytes.length());
        } catch (TlvException e) {
            throw new IllegalArgumentException(hexTag(tag) + " is no tag: " + e.getMessage(), e);
        }
        if (end != bytes.length()) {
            throw new IllegalArgumentException(hexTag(tag) + " is no tag: it ends after " + end + " bytes");
        }
        return bytes;
    }

    /** The tag for people: {@code 9F02}. */
    public static String hexTag(int tag) {
        String hex = Integer.toHexString(tag).toUpperCase(Locale.ROOT);
        return hex.length() % 2 == 0 ? hex : "0" + hex;
    }

    /** Whether b6 of the tag's first byte says that the value holds data objects. */
    public boolean constructed() {
        return constructed(tag);
    }

    static boolean constructed(int tag) {
        return ((tag >>> 16 != 0 ? tag >>> 16 : tag >>> 8 != 0 ? tag >>> 8 : tag) & 0x20) != 0;
    }

    /** This object or the first below it with that tag, depth first. */
    public Optional<Tlv> find(int wanted) {
        if (tag == wanted) {
            return Optional.of(this);
        }
        return children.isEmpty() ? Optional.empty() : find(children, wanted);
    }

    /** The first object with that tag in a list or below it, depth first. */
    public static Optional<Tlv> find(List<Tlv> objects, int wanted) {
        for (Tlv object : objects) {
            Optional<Tlv> found = object.find(wanted);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /**
     * As {@link #find(int)}, where the specification says that it must be there.
     *
     * @throws EmvDataException when it is missing
     */
    public Tlv require(int wanted) {
        return find(wanted)
                .orElseThrow(() -> new EmvDataException("template " + hexTag(tag) + " lacks " + hexTag(wanted) + " ("
                        + TagDictionary.name(wanted) + "): it holds " + value));
    }

    /**
     * Where the tag that starts at {@code start} ends.
     *
     * @throws TlvException when it does not
     */
    static int tagEnd(Bytes data, int start) {
        return new Parser(data).tagEnd(start, data.length());
    }

    private static Bytes length(int length) {
        if (length < 0x80) {
            return Bytes.of(length);
        }
        int count = length < 0x100 ? 1 : length < 0x10000 ? 2 : 3;
        return Bytes.of(0x80 | count).then(Bytes.number(length, count));
    }

    @Override
    public String toString() {
        return hexTag(tag) + " " + value;
    }

    /** Walks the bytes; offsets are absolute. */
    private record Parser(Bytes data) {
        List<Tlv> objects(int from, int to, int level) {
            List<Tlv> objects = new ArrayList<>();
            int at = from;
            while (at < to) {
                if (data.at(at) == 0) {
                    at++;
                    continue;
                }
                Tlv object = object(at, to, level);
                objects.add(object);
                at += object.encoded().length();
            }
            return objects;
        }

        private Tlv object(int start, int to, int level) {
            int lengthAt = tagEnd(start, to);
            int tag = (int) data.slice(start, lengthAt).toNumber();
            if (lengthAt >= to) {
                throw new TlvException(
                        TlvException.Part.LENGTH, lengthAt, hexTag(tag) + " has no length: the data ends here");
            }
            int first = data.at(lengthAt);
            int count = first < 0x80 ? 0 : first & 0x7F;
            if (first == 0x80 || count > 4) {
                throw new TlvException(
                        TlvException.Part.LENGTH,
                        lengthAt,
                        hexTag(tag) + " has the length byte " + Bytes.of(first)
                                + ": expected 00 to 7F or 81 to 84 (EMV Book 3, Annex B2)");
            }
            int valueAt = lengthAt + 1 + count;
            if (valueAt > to) {
                throw new TlvException(
                        TlvException.Part.LENGTH,
                        lengthAt,
                        hexTag(tag) + " announces " + count + " length bytes, " + (to - lengthAt - 1) + " follow");
            }
            long length = count == 0 ? first : data.slice(lengthAt + 1, valueAt).toNumber();
            if (length > to - valueAt) {
                throw new TlvException(
                        TlvException.Part.VALUE,
                        valueAt,
                        hexTag(tag) + " announces " + length + " bytes, " + (to - valueAt) + " follow");
            }
            int end = valueAt + (int) length;
            List<Tlv> children = constructed(tag) ? children(tag, valueAt, end, level) : List.of();
            return new Tlv(tag, data.slice(valueAt, end), children, start, data.slice(start, end));
        }

        private List<Tlv> children(int tag, int from, int to, int level) {
            if (level == MOST_LEVELS && from < to) {
                throw new TlvException(
                        TlvException.Part.VALUE,
                        from,
                        hexTag(tag) + " lies " + MOST_LEVELS + " levels deep and holds objects: none may");
            }
            return objects(from, to, level + 1);
        }

        int tagEnd(int start, int to) {
            if ((data.at(start) & 0x1F) != 0x1F) {
                return start + 1;
            }
            int at = start + 1;
            while (at < to && at < start + 3) {
                if ((data.at(at) & 0x80) == 0) {
                    return at + 1;
                }
                at++;
            }
            throw new TlvException(
                    TlvException.Part.TAG,
                    start,
                    at >= to ? "the tag " + data.slice(start, to) + " is cut short" : "a tag has at most 3 bytes");
        }
    }
}
