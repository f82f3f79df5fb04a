package dev.tapbench.emv.calc;

import java.util.Arrays;
import java.util.List;

/**
 * A named input of an operation.
 *
 * @param name as in the known answers, such as {@code ac_input}
 * @param type what its value looks like
 * @param what it is, with its EMV name and tag where it has one
 * @param use whether it must be there
 * @param sizes the lengths it may have: bytes of {@link Type#BYTES}, digits of {@link Type#DIGITS}; empty for any
 * @param words the only values of {@link Type#WORD}
 */
public record Key(String name, Type type, String what, Use use, List<Integer> sizes, List<String> words) {
    public Key {
        sizes = List.copyOf(sizes);
        words = List.copyOf(words);
    }

    /** What a value looks like. */
    public enum Type {
        /** Hexadecimal digits, two a byte. */
        BYTES,
        /** Decimal digits, leading zeros included. */
        DIGITS,
        /** A whole number of 0 or more. */
        NUMBER,
        /** One of a few words. */
        WORD,
        /** Any text. */
        TEXT,
        /** A list, in JSON. */
        LIST,
        /** Names and values, in JSON. */
        MAP
    }

    /** Whether an input must be there. */
    public enum Use {
        REQUIRED,
        OPTIONAL,
        /** It may be there to tell a reader where the others come from; nothing is computed from it. */
        CONTEXT
    }

    /**
     * Bytes in hexadecimal.
     *
     * @param lengths in bytes, each of which is allowed; none for any length
     */
    public static Key bytes(String name, String what, Integer... lengths) {
        return new Key(name, Type.BYTES, what, Use.REQUIRED, Arrays.asList(lengths), List.of());
    }

    /**
     * Decimal digits.
     *
     * @param least number of digits
     * @param most number of digits
     */
    public static Key digits(String name, String what, int least, int most) {
        return new Key(
                name,
                Type.DIGITS,
                what,
                Use.REQUIRED,
                java.util.stream.IntStream.rangeClosed(least, most).boxed().toList(),
                List.of());
    }

    /** A whole number of 0 or more. */
    public static Key number(String name, String what) {
        return new Key(name, Type.NUMBER, what, Use.REQUIRED, List.of(), List.of());
    }

    /** One of a few words. */
    public static Key word(String name, String what, String... words) {
        return new Key(name, Type.WORD, what, Use.REQUIRED, List.of(), List.of(words));
    }

    /** A list. */
    public static Key list(String name, String what) {
        return new Key(name, Type.LIST, what, Use.REQUIRED, List.of(), List.of());
    }

    /** Names and values. */
    public static Key map(String name, String what) {
        return new Key(name, Type.MAP, what, Use.REQUIRED, List.of(), List.of());
    }

    /** An input that nothing is computed from: any text, list or map. */
    public static Key context(String name, String what) {
        return new Key(name, Type.TEXT, what, Use.CONTEXT, List.of(), List.of());
    }

    /** The same, but it may be left out. */
    public Key optional() {
        return new Key(name, type, what, Use.OPTIONAL, sizes, words);
    }

    /** What a right value is, for people: {@code 16 or 24 bytes in hexadecimal}. */
    public String expected() {
        return switch (type) {
            case BYTES -> sizes.isEmpty() ? "bytes in hexadecimal" : counts("byte") + " in hexadecimal";
            case DIGITS -> counts("decimal digit");
            case NUMBER -> "a whole number of 0 or more";
            case WORD -> String.join(" or ", words);
            case TEXT -> "text";
            case LIST -> "a list in JSON, such as [\"..\"]";
            case MAP -> "names and values in JSON, such as {\"..\":\"..\"}";
        };
    }

    private String counts(String unit) {
        int first = sizes.get(0);
        int last = sizes.get(sizes.size() - 1);
        boolean run = sizes.size() > 2 && last - first == sizes.size() - 1;
        String counts = run
                ? first + " to " + last
                : String.join(" or ", sizes.stream().map(String::valueOf).toList());
        return counts + " " + unit + (last == 1 ? "" : "s");
    }
}
