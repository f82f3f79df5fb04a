package dev.tapbench.reports;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What must be true, as reports tell it.
 *
 * @param id such as {@code L-08}
 * @param text what must be true
 * @param source where that stands: a claim, a clause
 * @param nothingToRefuse why no violation of it can be attempted, where that is so
 */
public record Requirement(String id, String text, String source, Optional<String> nothingToRefuse) {
    private static final Pattern US_PATENT = Pattern.compile("US ([0-9,]+) (B[12])");

    /** A public address of the source, where there is one: of a patent its text. */
    public Optional<String> address() {
        Matcher patent = US_PATENT.matcher(source);
        return patent.find()
                ? Optional.of("https://patents.google.com/patent/US"
                        + patent.group(1).replace(",", "") + patent.group(2) + "/en")
                : Optional.empty();
    }

    /** The requirement in a line: id, text, source. */
    public String line() {
        return id + ": " + text + " (" + source + ")";
    }
}
