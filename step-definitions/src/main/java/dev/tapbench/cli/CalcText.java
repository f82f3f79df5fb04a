package dev.tapbench.cli;

import dev.tapbench.emv.DecodedNode;
import dev.tapbench.emv.calc.Answer;
import dev.tapbench.ports.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An answer of the calculator for people: names, values and meanings in columns, what was decoded as a tree. */
final class CalcText {
    private static final String INDENT = "  ";
    private static final int WIDEST_NAME = 46;

    private final int columns;
    private final boolean clauses;
    private final List<String> lines = new ArrayList<>();

    private CalcText(int columns, boolean clauses) {
        this.columns = columns;
        this.clauses = clauses;
    }

    /**
     * The lines.
     *
     * @param clauses whether each decoded node says where its meaning stands
     * @param columns of the terminal; 0 for none: nothing is broken into lines
     */
    static List<String> of(Answer answer, boolean steps, boolean clauses, int columns) {
        CalcText text = new CalcText(columns, clauses);
        if (steps) {
            text.section("steps:", answer.steps(), true);
            text.lines.add("results:");
        }
        boolean tree = !answer.decoded().isEmpty();
        // What a list of values says, the tree says better.
        List<Answer.Entry> shown = answer.results().stream()
                .filter(e -> !tree || !(e.value() instanceof List))
                .toList();
        text.section("", shown, steps);
        if (tree) {
            List<Row> rows = new ArrayList<>();
            answer.decoded().forEach(node -> text.rows(node, 0, rows));
            text.print(rows);
        }
        return text.lines;
    }

    private record Row(String name, String value, String meaning) {}

    private void section(String title, List<Answer.Entry> entries, boolean indented) {
        if (!title.isEmpty()) {
            lines.add(title);
        }
        List<Row> rows = new ArrayList<>();
        for (Answer.Entry entry : entries) {
            rows((indented ? INDENT : "") + entry.name(), entry.value(), entry.meaning(), rows);
        }
        print(rows);
    }

    private static void rows(String name, Object value, String meaning, List<Row> into) {
        String deeper = " ".repeat(name.length() - name.stripLeading().length()) + INDENT;
        if (value instanceof Map<?, ?> map) {
            into.add(new Row(name, "", meaning));
            map.forEach((key, each) -> rows(deeper + key, String.valueOf(Plain.of(each)), "", into));
        } else if (value instanceof List<?> list && !list.isEmpty() && !flat(list)) {
            into.add(new Row(name, list.size() + " in order", meaning));
            for (int i = 0; i < list.size(); i++) {
                rows(deeper + (i + 1), list.get(i), "", into);
            }
        } else {
            into.add(new Row(name, flat(value), meaning));
        }
    }

    private static boolean flat(List<?> list) {
        return list.stream().noneMatch(each -> each instanceof List || each instanceof Map);
    }

    private static String flat(Object value) {
        if (value instanceof List<?> none && none.isEmpty()) {
            return "none";
        }
        if (value instanceof Bytes bytes && bytes.isEmpty()) {
            return "empty";
        }
        return value instanceof List<?> list
                ? String.join(" ", list.stream().map(CalcText::flat).toList())
                : value instanceof Boolean yes ? (yes ? "yes" : "no") : String.valueOf(value);
    }

    private void rows(DecodedNode node, int depth, List<Row> into) {
        String name = INDENT.repeat(depth)
                + (node.known() ? "" : "? ")
                + node.name()
                + (clauses && !node.clause().isEmpty() ? " [" + node.clause() + "]" : "");
        boolean template = node.children().stream().anyMatch(child -> child.header() > 0);
        into.add(new Row(name, template ? "" : node.value().toHex(), node.meaning()));
        node.children().forEach(child -> rows(child, depth + 1, into));
    }

    /** In columns where all fits; what does not goes on beneath its name. */
    private void print(List<Row> rows) {
        int names = 0;
        int values = 0;
        for (Row row : rows) {
            if (row.name().length() <= WIDEST_NAME) {
                names = Math.max(names, row.name().length());
            }
            values = Math.max(values, Math.min(row.value().length(), 16));
        }
        for (Row row : rows) {
            String line = pad(row.name(), names)
                    + INDENT
                    + (row.meaning().isEmpty() ? row.value() : pad(row.value(), values) + INDENT + row.meaning());
            if (columns == 0 || line.stripTrailing().length() <= columns) {
                lines.add(line.stripTrailing());
            } else {
                broken(row);
            }
        }
    }

    private void broken(Row row) {
        lines.addAll(Paragraph.lines(row.name(), columns));
        String indent =
                " ".repeat(row.name().length() - row.name().stripLeading().length()) + INDENT.repeat(2);
        int room = Math.max(16, columns - indent.length());
        for (String part : List.of(row.value(), row.meaning())) {
            if (!part.isEmpty()) {
                Paragraph.lines(part, room).forEach(line -> lines.add(indent + line));
            }
        }
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
