package dev.tapbench.cli;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** One row of a trace for people. The rows are masked: they come from a run's folder. */
final class TraceText {
    private TraceText() {}

    /**
     * The lines of one event.
     *
     * @param whole whether every named byte is printed as well
     */
    static List<String> lines(JsonNode row, boolean whole) {
        List<String> lines = new ArrayList<>();
        String tap = row.has("tap") ? " tap " + row.path("tap").asInt() : "";
        lines.add(String.format(
                "%4d  %-12s%s  %s: %s",
                row.path("seq").asInt(),
                row.path("type").asString(""),
                tap,
                row.path("who").asString(""),
                row.path("text").asString("")));
        if (row.has("command")) {
            lines.add("      > " + row.path("command").asString(""));
            lines.add("      < " + row.path("response").asString(""));
        }
        if (whole) {
            JsonNode decoded = row.path("decoded");
            decoded.path("command").forEach(node -> node(lines, "        ", node));
            decoded.path("response").forEach(node -> node(lines, "        ", node));
            row.path("fields")
                    .properties()
                    .forEach(field -> lines.add("        " + field.getKey() + " = "
                            + field.getValue().asString("")));
        }
        return lines;
    }

    private static void node(List<String> lines, String indent, JsonNode node) {
        String meaning = node.path("meaning").asString("");
        lines.add(indent + node.path("name").asString("") + "  "
                + node.path("bytes").asString("") + (meaning.isEmpty() ? "" : "  " + meaning));
        node.path("children").forEach(child -> node(lines, indent + "  ", child));
    }
}
