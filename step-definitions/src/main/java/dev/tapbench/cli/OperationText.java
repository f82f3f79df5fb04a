package dev.tapbench.cli;

import dev.tapbench.emv.calc.Key;
import dev.tapbench.emv.calc.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Operations of the calculator described for people. */
final class OperationText {
    private static final String INDENT = "  ";

    private OperationText() {}

    /** One line each. */
    static List<String> list(List<Operation> operations, int columns) {
        Table table = new Table(1, "operation", "what it does");
        operations.forEach(o -> table.row(o.name(), o.what()));
        return table.wrapped(columns);
    }

    /** All that one takes and gives. */
    static List<String> describe(Operation operation, int width) {
        List<String> lines = new ArrayList<>();
        lines.addAll(
                Paragraph.lines(operation.name() + ": " + operation.what() + " [" + operation.clause() + "]", width));
        if (operation.secret()) {
            lines.addAll(Paragraph.lines(
                    "It uses a secret key, and so a security module: --hsm, or the bench file's.", width));
        }
        lines.add("");
        lines.add("Inputs:");
        Table inputs = new Table(1, "", "");
        for (Key key : operation.keys()) {
            inputs.row(
                    INDENT + key.name(),
                    key.what() + use(key) + (key.use() == Key.Use.CONTEXT ? "" : ": " + key.expected()));
        }
        lines.addAll(body(inputs, width));
        lines.add("");
        lines.add("Results:");
        Table results = new Table(1, "", "");
        operation.results().forEach(r -> results.row(INDENT + r.name(), r.what()));
        lines.addAll(body(results, width));
        if (!operation.example().isEmpty()) {
            lines.add("");
            lines.add("Example:");
            lines.add(INDENT + "tapbench calc " + operation.name() + " " + shell(operation.example()));
        }
        return lines;
    }

    private static String use(Key key) {
        return key.use() == Key.Use.REQUIRED ? "" : " (" + key.use().name().toLowerCase(Locale.ROOT) + ")";
    }

    /** Without the head, which says nothing here. */
    private static List<String> body(Table table, int width) {
        List<String> lines = table.wrapped(width);
        return lines.get(0).isBlank() ? lines.subList(1, lines.size()) : lines;
    }

    private static String shell(List<String> arguments) {
        return String.join(
                " ",
                arguments.stream()
                        .map(a -> a.matches("[A-Za-z0-9=._-]*") ? a : "'" + a + "'")
                        .toList());
    }
}
