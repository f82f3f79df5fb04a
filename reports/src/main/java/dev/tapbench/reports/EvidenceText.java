package dev.tapbench.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Evidence for a terminal: one line an event, decoded bytes indented below. */
public final class EvidenceText {
    private EvidenceText() {}

    /** What there is: {@code 7 APDUs, 2 messages}. */
    public static String title(List<TraceRow> rows) {
        List<String> parts = new ArrayList<>();
        for (Map.Entry<String, String> kind : Map.ofEntries(
                        Map.entry("1apdu", "APDU"),
                        Map.entry("2message", "message"),
                        Map.entry("3hsm", "HSM call"),
                        Map.entry("4prompt", "prompt"),
                        Map.entry("5decision", "decision"))
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .toList()) {
            long count = rows.stream()
                    .filter(r -> r.type().equals(kind.getKey().substring(1)))
                    .count();
            if (count > 0) {
                parts.add(count + " " + kind.getValue() + (count == 1 ? "" : "s"));
            }
        }
        return parts.isEmpty() ? "evidence" : String.join(", ", parts);
    }

    /** All rows, one after the other. */
    public static String of(List<TraceRow> rows) {
        StringBuilder text = new StringBuilder();
        for (TraceRow row : rows) {
            text.append(String.format("%4d  %-22s %s%n", row.seq(), row.who(), headline(row)));
            if (row.command() != null) {
                text.append("        > ").append(row.command()).append('\n');
                text.append("        < ").append(row.response()).append('\n');
            }
            TraceRow.Decoded decoded = row.decoded();
            if (decoded != null) {
                decoded.command().forEach(n -> node(text, n, 5));
                decoded.response().forEach(n -> node(text, n, 5));
            }
            Map<String, String> fields = row.fields();
            if (fields != null && row.type().equals("message")) {
                fields.forEach((name, value) -> text.append("          ")
                        .append(name)
                        .append(" = ")
                        .append(value)
                        .append('\n'));
            }
        }
        return text.toString();
    }

    /** One line: of an APDU its command's name, clause and status. */
    static String headline(TraceRow row) {
        TraceRow.Decoded decoded = row.decoded();
        if (!row.type().equals("apdu")) {
            return row.text();
        }
        String tap = "tap " + row.tap() + ": ";
        return decoded == null
                ? tap + row.text()
                : tap + decoded.name() + " (" + decoded.clause() + "): " + decoded.status();
    }

    private static void node(StringBuilder text, TraceRow.Node node, int indent) {
        text.append("  ".repeat(indent)).append(node.name());
        if (node.children().isEmpty()) {
            text.append("  ").append(node.bytes());
        }
        if (!node.meaning().isEmpty()) {
            text.append("  ").append(node.meaning());
        }
        if (!node.known()) {
            text.append("  [unknown]");
        }
        text.append('\n');
        node.children().forEach(c -> node(text, c, indent + 1));
    }
}
