package dev.tapbench.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Rows in columns. On a terminal one column gives way, so that a row stays one line; where that would leave it less than
 * {@value #LEAST} characters, each row becomes a block of lines. In a pipe nothing is cut.
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

    /** The lines, for a terminal of {@code columns} characters; 0 for no terminal. */
    List<String> lines(int columns) {
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
                return blocks(columns);
            }
            widths[elastic] = room;
        }
        return all.stream().map(row -> line(row, widths)).collect(Collectors.toCollection(ArrayList::new));
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = cut(row.get(i), widths[i]);
            line.append(cell).append(" ".repeat(widths[i] - cell.length())).append(GAP);
        }
        return line.toString().stripTrailing();
    }

    /** For a narrow terminal: the first cell, then the others beneath it. */
    private List<String> blocks(int columns) {
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            lines.add(cut(row.get(0), columns));
            for (int i = 1; i < row.size(); i++) {
                if (!row.get(i).isEmpty()) {
                    lines.add(cut(GAP + row.get(i), columns));
                }
            }
        }
        return lines;
    }

    private static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, Math.max(0, width - 1)) + "…";
    }
}
