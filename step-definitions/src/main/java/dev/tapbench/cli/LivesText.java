package dev.tapbench.cli;

import dev.tapbench.risk.lives.HonestLives;
import dev.tapbench.validation.LivesRows;
import java.util.ArrayList;
import java.util.List;

/** Honest lives for people at a terminal. */
final class LivesText {
    private LivesText() {}

    static List<String> lines(HonestLives lives, int columns) {
        Table table = new Table(6, LivesRows.HEAD.toArray(String[]::new));
        LivesRows.of(lives).forEach(row -> table.row(row.toArray(String[]::new)));
        List<String> lines = new ArrayList<>(table.wrapped(columns));
        lines.add("");
        lines.addAll(Paragraph.lines(LivesRows.legend(lives), columns == 0 ? Integer.MAX_VALUE : columns));
        return lines;
    }
}
