package dev.tapbench.reports;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a scenario is before it runs.
 *
 * @param id the tag {@code @TC-..} without the at sign; of a row of an outline with the row's own number behind it, see {@link
 *     #id}
 * @param file feature file, relative to the features' folder, with slashes
 * @param line of the scenario, or of the row of its examples
 * @param rule name of the rule around it, or empty
 * @param tags with their at sign
 */
public record ScenarioInfo(
        String id, String file, int line, String feature, String rule, String name, List<String> tags) {
    private static final Pattern ID = Pattern.compile("@TC-[A-Z]+-[0-9]+");
    private static final Pattern ROW = Pattern.compile("([0-9]{2,3})\\b");
    private static final Pattern REQUIREMENT = Pattern.compile("@[PLRTC]-[0-9]{2}");

    public ScenarioInfo {
        tags = List.copyOf(tags);
    }

    /** The id tag without its at sign, where there is one. */
    public static Optional<String> idTag(List<String> tags) {
        return tags.stream()
                .filter(t -> ID.matcher(t).matches())
                .map(t -> t.substring(1))
                .findFirst();
    }

    /**
     * The id that does not change when other scenarios come or go: that of the tag, and in a row of an outline the number with which
     * the row's name begins, {@code TC-C-001-07}. A row's place among the others says nothing.
     *
     * @param row whether it is a row of an outline
     * @return empty where there is no tag; that of the tag alone for a row whose name begins with no number
     */
    public static Optional<String> id(List<String> tags, String name, boolean row) {
        Matcher number = ROW.matcher(name);
        return idTag(tags).map(id -> row && number.lookingAt() ? id + "-" + number.group(1) : id);
    }

    /** The requirements it is about, in the order of its tags. */
    public List<String> requirements() {
        return tags.stream()
                .filter(t -> REQUIREMENT.matcher(t).matches())
                .map(t -> t.substring(1))
                .toList();
    }

    /** {@code shows}, {@code refuses}, or {@code other} where it carries neither tag. */
    public String kind() {
        return tags.contains("@shows") ? "shows" : tags.contains("@refuses") ? "refuses" : "other";
    }

    /** The folder below the features' folder: the chapter. */
    public String chapter() {
        int slash = file.indexOf('/');
        return slash < 0 ? "" : file.substring(0, slash);
    }
}
