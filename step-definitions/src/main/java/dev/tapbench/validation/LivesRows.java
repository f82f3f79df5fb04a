package dev.tapbench.validation;

import dev.tapbench.risk.lives.Distribution;
import dev.tapbench.risk.lives.HonestLives;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Honest lives as rows of text: each type of owner, and all together. */
public final class LivesRows {
    public static final List<String> HEAD =
            List.of("owners", "lives", "payments", "prompts", "no funds", "other declines", "first decline");

    private LivesRows() {}

    public static List<List<String>> of(HonestLives lives) {
        return each(lives).stream().map(LivesRows::row).toList();
    }

    static List<HonestLives.Row> each(HonestLives lives) {
        List<HonestLives.Row> rows = new ArrayList<>(lives.types());
        rows.add(lives.all());
        return rows;
    }

    private static List<String> row(HonestLives.Row row) {
        return List.of(
                row.type(),
                Long.toString(row.cards()),
                month(row.payments()),
                month(row.prompts()),
                month(row.fundsDeclines()),
                month(row.otherDeclines()),
                first(row));
    }

    static String month(Distribution distribution) {
        return two(distribution.mean()) + " / " + distribution.p99();
    }

    /** With two decimals. */
    static String two(BigDecimal mean) {
        return mean.setScale(2, RoundingMode.HALF_UP).toPlainString();
    }

    private static String first(HonestLives.Row row) {
        HonestLives.FirstDecline first = row.firstDecline();
        if (first.cards() == 0) {
            return "none";
        }
        return String.format(
                Locale.ROOT,
                "payment %d, day %d, in %.1f %% of lives",
                first.payment().p50(),
                first.day().p50(),
                100.0 * first.cards() / row.cards());
    }

    /** What the numbers are. */
    public static String legend(HonestLives lives) {
        return "Of " + lives.months()
                + " months, in a month: the mean, and what 99 of 100 months do not exceed. A prompt"
                + " asks for PIN or passcode because a limit says so. First decline: the median of its number and day.";
    }
}
