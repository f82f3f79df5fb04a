package dev.tapbench.reports;

import java.util.List;
import java.util.Map;

/** Evidence as a page without scripts: each event a line, what it holds unfolds below it. */
public final class EvidenceHtml {
    /** Reports show larger attachments as a download only. */
    static final int LIMIT = 900_000;

    private static final String STYLE = """
            body{font:13px/1.45 system-ui,sans-serif;margin:8px;color:#1b1f24;background:#fff}
            code,td.b{font-family:ui-monospace,monospace;font-size:12px;overflow-wrap:anywhere}
            details,p{margin:1px 0;padding:1px 4px;border-left:3px solid #ccd}
            .apdu{border-color:#2a6fdb}.message{border-color:#7a3fb0}.hsm{border-color:#b07a1e}
            .prompt,.entry{border-color:#1f8a4c}.decision{border-color:#444}
            table{border-collapse:collapse;margin:3px 0 6px 14px}td{padding:1px 8px 1px 0;vertical-align:top}td.n{white-space:nowrap}
            .n{color:#667}.u{background:#fde7c7}.x{color:#667;font-size:11px}
            """;

    private EvidenceHtml() {}

    /** The rows as one page; rows beyond the size that reports show are counted and left to the trace file. */
    public static String page(List<TraceRow> rows) {
        StringBuilder html = new StringBuilder("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
                .append(escape(EvidenceText.title(rows)))
                .append("</title><style>")
                .append(STYLE)
                .append("</style></head><body>\n");
        int shown = 0;
        for (TraceRow row : rows) {
            String one = row(row);
            if (html.length() + one.length() > LIMIT) {
                html.append("<p>")
                        .append(rows.size() - shown)
                        .append(" more events: see the trace file of the run</p>\n");
                break;
            }
            html.append(one);
            shown++;
        }
        return html.append("</body></html>\n").toString();
    }

    private static String row(TraceRow row) {
        String head = "<span class=\"n\">" + row.seq() + "</span> <b>" + escape(row.who()) + "</b> "
                + escape(EvidenceText.headline(row));
        String body = body(row);
        return body.isEmpty()
                ? "<p class=\"" + row.type() + "\">" + head + "</p>\n"
                : "<details class=\"" + row.type() + "\"><summary>" + head + "</summary>" + body + "</details>\n";
    }

    private static String body(TraceRow row) {
        StringBuilder body = new StringBuilder();
        if (row.command() != null && row.response() != null) {
            body.append("<table><tr><td class=\"n\">C-APDU</td><td class=\"b\">")
                    .append(row.command())
                    .append("</td></tr><tr><td class=\"n\">R-APDU</td><td class=\"b\">")
                    .append(row.response())
                    .append("</td></tr></table>");
        }
        TraceRow.Decoded decoded = row.decoded();
        if (decoded != null) {
            nodes(body, decoded.command());
            nodes(body, decoded.response());
        }
        Map<String, String> fields = row.fields();
        if (fields != null) {
            body.append("<table>");
            fields.forEach((name, value) -> body.append("<tr><td>")
                    .append(escape(name))
                    .append("</td><td class=\"b\">")
                    .append(escape(value))
                    .append("</td></tr>"));
            body.append("</table>");
        }
        return body.toString();
    }

    private static void nodes(StringBuilder body, List<TraceRow.Node> nodes) {
        body.append("<table>");
        nodes.forEach(n -> node(body, n, 0));
        body.append("</table>");
    }

    private static void node(StringBuilder body, TraceRow.Node node, int depth) {
        body.append(node.known() ? "<tr>" : "<tr class=\"u\">")
                .append("<td style=\"padding-left:")
                .append(depth * 14)
                .append("px\">")
                .append(escape(node.name()))
                .append(node.known() ? "" : " (unknown)")
                .append(" <span class=\"x\">")
                .append(escape(node.clause()))
                .append("</span></td><td class=\"b\">")
                .append(node.children().isEmpty() ? node.bytes() : "")
                .append("</td><td>")
                .append(escape(node.meaning()))
                .append("</td></tr>");
        node.children().forEach(c -> node(body, c, depth + 1));
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
