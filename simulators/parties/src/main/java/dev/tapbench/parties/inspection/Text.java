package dev.tapbench.parties.inspection;

import dev.tapbench.emv.Bcd;
import dev.tapbench.emv.Tlv;
import dev.tapbench.ports.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Characters and digits in a card's bytes, and bytes in a finding. */
final class Text {
    private static final int SHOWN = 20;
    private static final Set<String> LANGUAGES = Set.copyOf(Arrays.asList(java.util.Locale.getISOLanguages()));

    private Text() {}

    /** For a finding; of a long value the beginning. */
    static String hex(Bytes value) {
        return value.length() <= SHOWN ? "'" + value + "'" : "'" + value.slice(0, SHOWN) + "..'";
    }

    /** Of a whole answer, which may hold the number of a card, no byte. */
    static String other(Bytes answer) {
        return answer.length() + " bytes that are something else, or no BER-TLV";
    }

    static String tags(Collection<Integer> tags) {
        return tags.stream().map(Tlv::hexTag).collect(Collectors.joining(", "));
    }

    static String of(Bytes value) {
        return new String(value.toArray(), StandardCharsets.ISO_8859_1);
    }

    /** What is wrong with an application label: letters, digits and spaces, 1 to 16 (EMV Book 3, Annex A). */
    static Optional<String> label(Bytes value) {
        return Rule.unless(of(value).matches("[A-Za-z0-9 ]{1,16}"), "label " + hex(value));
    }

    /** What is wrong with a language preference: one to four codes of ISO 639 (EMV Book 3, Annex A). */
    static Optional<String> languages(Bytes value) {
        String text = of(value);
        boolean form = text.matches("([a-z]{2}){1,4}");
        return Rule.unless(
                form
                        && Arrays.stream(text.split("(?<=\\G..)", -1))
                                .filter(code -> !code.isEmpty())
                                .allMatch(LANGUAGES::contains),
                "languages " + hex(value));
    }

    /** Whether all is decimal digits, two a byte. */
    static boolean decimal(Bytes value) {
        return value.toHex().chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** A number in format n; empty where it is none. */
    static Optional<Long> number(Bytes value) {
        return Lenient.read(() -> Bcd.decode(value, "number"));
    }
}
