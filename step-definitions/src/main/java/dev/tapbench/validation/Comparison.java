package dev.tapbench.validation;

import dev.tapbench.risk.exploration.Differences;
import dev.tapbench.risk.exploration.Differences.Difference;
import dev.tapbench.risk.exploration.MoveWords;
import dev.tapbench.risk.lives.Distribution;
import dev.tapbench.risk.lives.HonestLives;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A profile against an earlier one: what changes in money and in prompts, and the shortest ways to where the two devices part.
 *
 * @param old name of the earlier profile
 * @param exposures the four exposures, each under both
 * @param months what owners see in a mean month, by type, under both
 * @param differences one of each kind
 * @param complete whether all that honest owners can do was compared
 */
public record Comparison(
        String old, List<Exposure> exposures, List<Month> months, List<Parting> differences, boolean complete) {
    public Comparison {
        exposures = List.copyOf(exposures);
        months = List.copyOf(months);
        differences = List.copyOf(differences);
    }

    /**
     * One exposure.
     *
     * @param shops where the thief goes
     * @param thief what the thief knows
     * @param before with its currency, or {@code unbounded}
     * @param after likewise
     * @param change less, same or more
     */
    public record Exposure(String shops, String thief, String before, String after, String change) {}

    /**
     * What owners of a type see in a mean month.
     *
     * @param what prompts, or declines for lack of funds
     */
    public record Month(String type, String what, BigDecimal before, BigDecimal after) {}

    /**
     * Where the devices part.
     *
     * @param way what both do alike before
     * @param move then this
     * @param before what the earlier profile's device does with it
     * @param after what the new one's does
     */
    public record Parting(List<String> way, String move, String before, String after) {
        public Parting {
            way = List.copyOf(way);
        }
    }

    /** Compares what was found about two profiles of one currency. */
    public static Comparison of(Assessment before, Assessment after, Differences differences) {
        List<Exposure> exposures = new ArrayList<>();
        List<ExposureWords.Line> old = ExposureWords.of(before.exposures());
        List<ExposureWords.Line> now = ExposureWords.of(after.exposures());
        for (int i = 0; i < old.size(); i++) {
            exposures.add(exposure(old.get(i), now.get(i)));
        }
        return new Comparison(
                before.profile().name(),
                exposures,
                months(before, after),
                differences.all().stream().map(d -> parting(d, after)).toList(),
                differences.complete());
    }

    private static Exposure exposure(ExposureWords.Line before, ExposureWords.Line after) {
        int change = Long.compare(most(after.cell().minor()), most(before.cell().minor()));
        return new Exposure(
                before.shops(),
                before.thief(),
                before.cell().amount(),
                after.cell().amount(),
                change == 0 ? "same" : change < 0 ? "less" : "more");
    }

    private static long most(OptionalLong amount) {
        return amount.orElse(Long.MAX_VALUE);
    }

    private static List<Month> months(Assessment before, Assessment after) {
        List<Month> months = new ArrayList<>();
        if (before.honest().isPresent() && after.honest().isPresent()) {
            List<HonestLives.Row> old = LivesRows.each(before.honest().get());
            List<HonestLives.Row> now = LivesRows.each(after.honest().get());
            for (int i = 0; i < old.size(); i++) {
                String type = old.get(i).type();
                months.add(
                        month(type, "prompts", old.get(i).prompts(), now.get(i).prompts()));
                months.add(month(
                        type, "no funds", old.get(i).fundsDeclines(), now.get(i).fundsDeclines()));
                months.add(month(
                        type,
                        "other declines",
                        old.get(i).otherDeclines(),
                        now.get(i).otherDeclines()));
            }
        }
        return months;
    }

    private static Month month(String type, String what, Distribution before, Distribution after) {
        return new Month(type, what, before.mean(), after.mean());
    }

    private static Parting parting(Difference difference, Assessment after) {
        return new Parting(
                difference.way().stream()
                        .map(move -> MoveWords.of(move, after.profile()))
                        .toList(),
                MoveWords.of(difference.move(), after.profile()),
                difference.before().words(),
                difference.after().words());
    }

    /** What a thief without the PIN can spend more than before, for a gate; empty where that is nothing. */
    public List<String> worse() {
        return exposures.stream()
                .filter(e -> e.change().equals("more") && e.thief().equals("without the PIN"))
                .map(e -> "a thief without the PIN can spend " + e.after() + " (" + e.shops() + "), and " + e.before()
                        + " was approved")
                .toList();
    }

    static final List<String> EXPOSURE_HEAD = List.of("shops", "thief", "before", "after", "change");

    /** The exposures as rows of text. */
    public List<List<String>> exposureRows() {
        return exposures.stream()
                .map(e -> List.of(e.shops(), e.thief(), e.before(), e.after(), e.change()))
                .toList();
    }

    static final List<String> MONTH_HEAD = List.of("owners", "in a mean month", "before", "after", "change");

    /** What owners see, as rows of text. */
    public List<List<String>> monthRows() {
        return months.stream()
                .map(m -> List.of(
                        m.type(),
                        m.what(),
                        LivesRows.two(m.before()),
                        LivesRows.two(m.after()),
                        signed(m.after().subtract(m.before()))))
                .toList();
    }

    private static String signed(BigDecimal change) {
        return (change.signum() > 0 ? "+" : "") + LivesRows.two(change);
    }

    static final List<String> PARTING_HEAD = List.of("after", "this", "before", "now");

    /** Where the devices part, as rows of text. */
    public List<List<String>> partingRows() {
        return differences.stream()
                .map(d -> List.of(
                        d.way().isEmpty() ? "a new device" : String.join(", ", d.way()),
                        d.move(),
                        d.before(),
                        d.after()))
                .toList();
    }

    /** The member {@code against} of the document. */
    Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("profile", old);
        document.put("exposure", exposures);
        document.put("months", months);
        document.put("differences", differences);
        document.put("complete", complete);
        return document;
    }
}
