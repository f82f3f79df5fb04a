package dev.tapbench.cli;

import dev.tapbench.profiles.NearestName;
import java.util.Collection;

/** Words the valid name that a misspelt one was meant to be. */
final class Nearest {
    private Nearest() {}

    /** {@code ; did you mean 'x'?}, or nothing when no name is near. */
    static String hint(String word, Collection<String> names) {
        String nearest = NearestName.of(word, names);
        return nearest.isEmpty() ? "" : "; did you mean '" + nearest + "'?";
    }
}
