package dev.tapbench.validation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a thief can spend and how often owners are asked, over a grid of profiles.
 *
 * @param shops which exposure without the PIN was weighed against the prompts: mixed where it has an end in some point, and
 *     offline otherwise
 * @param rows in the order of the grid
 */
public record Tuning(String shops, List<Row> rows) {
    public Tuning {
        rows = List.copyOf(rows);
    }

    /**
     * One point of the grid.
     *
     * @param values what was varied, by key
     * @param offline what a thief without the PIN can spend where nobody can be asked, with its currency, or unbounded
     * @param mixed likewise anywhere
     * @param prompts in a mean month, over all owners
     * @param fundsDeclines likewise, for lack of funds
     * @param otherDeclines likewise, for another reason
     * @param errors ids of the findings for which the profile cannot be used
     * @param frontier whether no other usable point has both less exposure and fewer prompts
     */
    public record Row(
            Map<String, String> values,
            String offline,
            String mixed,
            BigDecimal prompts,
            BigDecimal fundsDeclines,
            BigDecimal otherDeclines,
            List<String> errors,
            boolean frontier,
            @JsonIgnore long weighed) {
        public Row {
            values = new LinkedHashMap<>(values);
            errors = List.copyOf(errors);
        }

        private boolean usable() {
            return errors.isEmpty();
        }

        /** As good in both, and better in one. */
        private boolean beats(Row other) {
            int exposure = Long.compare(weighed, other.weighed);
            int asked = prompts.compareTo(other.prompts);
            return exposure <= 0 && asked <= 0 && (exposure < 0 || asked < 0);
        }

        private Row onFrontier(boolean is) {
            return new Row(values, offline, mixed, prompts, fundsDeclines, otherDeclines, errors, is, weighed);
        }
    }

    /** A point before it is weighed against the others. */
    public record Point(Map<String, String> values, Assessment assessment) {}

    /**
     * Weighs the points of a grid.
     *
     * @throws IllegalArgumentException when a point was assessed without honest lives
     */
    public static Tuning of(List<Point> points) {
        boolean mixed = points.stream()
                .anyMatch(p -> p.assessment()
                        .exposures()
                        .cell("mixed", "noCvm")
                        .minor()
                        .isPresent());
        String shops = mixed ? "mixed" : "offline";
        List<Row> rows = points.stream().map(point -> row(point, shops)).toList();
        List<Row> weighed = new ArrayList<>();
        for (Row row : rows) {
            boolean beaten = rows.stream().anyMatch(other -> other.usable() && other.beats(row));
            weighed.add(row.onFrontier(row.usable() && !beaten));
        }
        return new Tuning(shops, weighed);
    }

    private static Row row(Point point, String shops) {
        Assessment found = point.assessment();
        var all = found.honest()
                .orElseThrow(() -> new IllegalArgumentException("a point of the grid has no honest lives"))
                .all();
        return new Row(
                point.values(),
                found.exposures().cell("offline", "noCvm").amount(),
                found.exposures().cell("mixed", "noCvm").amount(),
                all.prompts().mean(),
                all.fundsDeclines().mean(),
                all.otherDeclines().mean(),
                found.findings().stream()
                        .filter(f -> Assessment.severity(f).equals("error"))
                        .map(f -> f.id())
                        .toList(),
                false,
                found.exposures().cell(shops, "noCvm").minor().orElse(Long.MAX_VALUE));
    }

    /** The heads of {@link #table}. */
    public List<String> head() {
        List<String> head = new ArrayList<>(
                rows.isEmpty() ? List.of() : rows.get(0).values().keySet());
        head.addAll(List.of("offline", "mixed", "prompts", "no funds", "other declines", "frontier"));
        return head;
    }

    /** The rows as text: exposures without the PIN, means of a month, and a star at the frontier. */
    public List<List<String>> table() {
        return rows.stream()
                .map(row -> {
                    List<String> cells = new ArrayList<>(row.values().values());
                    cells.addAll(List.of(
                            row.offline(),
                            row.mixed(),
                            LivesRows.two(row.prompts()),
                            LivesRows.two(row.fundsDeclines()),
                            LivesRows.two(row.otherDeclines()),
                            row.usable() ? row.frontier() ? "*" : "" : String.join(" ", row.errors())));
                    return cells;
                })
                .toList();
    }
}
