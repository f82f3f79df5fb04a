package dev.tapbench.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Evidence in a line: what there is in a step, and what an event says. */
final class EvidenceText {
    private EvidenceText() {}

    /** What there is: {@code 7 APDUs, 2 messages}. */
    static String title(List<TraceRow> rows) {
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
}
