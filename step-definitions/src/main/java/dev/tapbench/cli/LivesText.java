package dev.tapbench.cli;

import dev.tapbench.risk.lives.Distribution;
import dev.tapbench.risk.lives.HonestLives;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Honest lives for people. */
final class LivesText {
    private LivesText() {}

    static List<String> lines(HonestLives lives, int columns) {
        Table table =
                new Table(6, "owners", "lives", "payments", "prompts", "no funds", "other declines", "first decline");
        lives.types().forEach(row -> add(table, row));
        add(table, lives.all());
        List<String> lines = new ArrayList<>(table.wrapped(columns));
        lines.add("");
        lines.addAll(Paragraph.lines(
                "Of " + lives.months()
                        + " months, in a month: the mean, and what 99 of 100 months do not exceed. A prompt"
                        + " asks for PIN or passcode because a limit says so. First decline: the median of its number and day.",
                columns == 0 ? Integer.MAX_VALUE : columns));
        return lines;
    }

    private static void add(Table table, HonestLives.Row row) {
        table.row(
                row.type(),
                Long.toString(row.cards()),
                month(row.payments()),
                month(row.prompts()),
                month(row.fundsDeclines()),
                month(row.otherDeclines()),
                first(row));
    }

    private static String month(Distribution distribution) {
        return distribution.mean().setScale(2, RoundingMode.HALF_UP) + " / " + distribution.p99();
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
}
