package dev.tapbench.bench.conformance;

import java.util.Arrays;
import java.util.stream.Collectors;

/** A constant of a closed vocabulary, by the words that a table uses for it. */
public interface Worded {
    String words();

    /**
     * The constant with these words.
     *
     * @throws IllegalArgumentException when there is none, with all that there are
     */
    static <E extends Enum<E> & Worded> E of(Class<E> vocabulary, String words) {
        return Arrays.stream(vocabulary.getEnumConstants())
                .filter(constant -> constant.words().equals(words))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + words + "' is not known here; what is: "
                        + Arrays.stream(vocabulary.getEnumConstants())
                                .map(Worded::words)
                                .collect(Collectors.joining("; "))));
    }
}
