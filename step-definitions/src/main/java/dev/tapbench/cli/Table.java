package dev.tapbench.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows in columns, one of which gives way where the screen is narrower; where that would leave it less than {@value
 * #LEAST} characters, each row becomes a block of lines.
 */
final class Table {
    private static final int LEAST = 16;
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private final List<String> head;
    private final int elastic;

    /** @param elastic index of the column that gives way */
    Table(int elastic, String... head) {
        this.elastic = elastic;
        this.head = List.of(head);
    }

    void row(String... cells) {
        if (cells.length != head.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + head.size() + " columns");
        }
        rows.add(List.of(cells));
    }

    /** One line a row, cut to a terminal of {@code columns} characters; 0 for no terminal: in a pipe nothing is cut. */
    List<String> lines(int columns) {
        return lines(columns, (cell, width) -> List.of(cut(cell, width)));
    }

    /** Nothing is cut: what does not fit into {@code columns} characters goes on beneath itself. */
    List<String> wrapped(int columns) {
        return lines(columns, Paragraph::lines);
    }

    /** Brings a cell into a width. */
    private interface Fit {
        List<String> lines(String cell, int width);
    }

    private List<String> lines(int columns, Fit fit) {
        int[] widths = new int[head.size()];
        List<List<String>> all = new ArrayList<>(rows);
        all.add(0, head);
        for (List<String> row : all) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        int total = GAP.length() * (widths.length - 1);
        for (int width : widths) {
            total += width;
        }
        if (columns > 0 && total > columns) {
            int room = columns - (total - widths[elastic]);
            if (room < Math.min(LEAST, widths[elastic])) {
                return blocks(columns, fit);
            }
            widths[elastic] = room;
        }
        return all.stream().flatMap(row -> row(row, widths, fit).stream()).toList();
    }

    private static List<String> row(List<String> row, int[] widths, Fit fit) {
        List<StringBuilder> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < widths.length; i++) {
            List<String> cell = fit.lines(row.get(i), widths[i]);
            for (int j = 0; j < cell.size(); j++) {
                if (j == lines.size()) {
                    lines.add(new StringBuilder());
                }
                StringBuilder line = lines.get(j);
                line.append(" ".repeat(start - line.length())).append(cell.get(j));
            }
            start += widths[i] + GAP.length();
        }
        return lines.stream().map(line -> line.toString().stripTrailing()).toList();
    }

    /** For a narrow terminal: the first cell, then the others beneath it. */
    private List<String> blocks(int columns, Fit fit) {
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            lines.addAll(fit.lines(row.get(0), columns));
            for (int i = 1; i < row.size(); i++) {
                if (!row.get(i).isEmpty()) {
                    fit.lines(row.get(i), columns - GAP.length()).forEach(line -> lines.add(GAP + line));
                }
            }
        }
        return lines;
    }

    private static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, Math.max(0, width - 1)) + "…";
    }
}
