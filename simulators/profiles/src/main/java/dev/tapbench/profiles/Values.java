package dev.tapbench.profiles;

import dev.tapbench.ports.Bytes;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns the texts of a file into values; each refusal names key, value and what was expected. */
record Values(MarkedFile file) {
    /** A required text. */
    String text(String key, @Nullable String value, String expected) {
        if (value == null || value.isBlank()) {
            throw file.problem(key, "is missing", expected, "");
        }
        return value;
    }

    /** A required yes. */
    void mustBeTrue(String key, @Nullable String value, String expected) {
        if (!"true".equals(value)) {
            throw file.problem(key, "is " + file.shown(key), expected, "");
        }
    }

    /** A whole number between two bounds; the default where the key is missing. */
    int number(String key, @Nullable String value, int from, int to, int otherwise) {
        return value == null ? otherwise : number(key, value, from, to);
    }

    /** A required whole number between two bounds. */
    int number(String key, @Nullable String value, int from, int to) {
        String expected = "a whole number from " + from + " to " + to;
        String text = text(key, value, expected);
        try {
            int number = Integer.parseInt(text);
            if (number >= from && number <= to) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, with the bounds.
        }
        throw wrong(key, expected);
    }

    /** Required hexadecimal digits, so many bytes. */
    Bytes hex(String key, @Nullable String value, int from, int to) {
        String expected = (from == to ? from : from + " to " + to) + " bytes in hexadecimal digits";
        String text = text(key, value, expected);
        try {
            Bytes bytes = Bytes.of(HexFormat.of().parseHex(text));
            if (bytes.length() >= from && bytes.length() <= to) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // Told below, with the lengths.
        }
        throw wrong(key, expected);
    }

    /** A required amount of a currency, in minor units. */
    long amount(String key, @Nullable String value, Currency currency) {
        int decimals = currency.getDefaultFractionDigits();
        String expected = "an amount in " + currency + " with at most " + decimals + " decimals, such as "
                + BigDecimal.valueOf(1, decimals).movePointRight(decimals + 2).setScale(decimals);
        String text = text(key, value, expected);
        try {
            long minor = new BigDecimal(text).movePointRight(decimals).longValueExact();
            if (minor >= 0) {
                return minor;
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // Told below, with an example.
        }
        throw wrong(key, expected);
    }

    /** One of a few words. */
    <E> E choice(String key, @Nullable String value, Map<String, E> words) {
        String expected = "one of " + String.join(", ", words.keySet());
        String text = text(key, value, expected);
        E choice = words.get(text);
        if (choice == null) {
            throw file.problem(key, "is " + file.shown(key), expected, NearestName.of(text, words.keySet()));
        }
        return choice;
    }

    /** A required value that its own constructor checks. */
    <T> T checked(String key, @Nullable String value, String expected, Function<String, T> constructor) {
        String text = text(key, value, expected);
        try {
            return constructor.apply(text);
        } catch (IllegalArgumentException e) {
            throw wrong(key, expected);
        }
    }

    FileProblem wrong(String key, String expected) {
        return file.problem(key, "is " + file.shown(key), expected, "");
    }
}
