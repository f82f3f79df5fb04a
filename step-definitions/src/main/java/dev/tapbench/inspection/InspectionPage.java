package dev.tapbench.inspection;

import dev.tapbench.inspection.InspectionDocument.Aid;
import dev.tapbench.inspection.InspectionDocument.CertificateRow;
import dev.tapbench.inspection.InspectionDocument.DataRow;
import dev.tapbench.inspection.InspectionDocument.Directory;
import dev.tapbench.inspection.InspectionDocument.FindingRow;
import dev.tapbench.inspection.InspectionDocument.RecordRow;
import dev.tapbench.inspection.InspectionDocument.Way;
import dev.tapbench.pages.Html;
import dev.tapbench.reports.TraceRow.Node;
import java.util.List;

/** The page of an inspection: findings, certificates, and the tree of everything that was read. It opens from disk, without scripts. */
record InspectionPage(InspectionDocument document, String version) {
    private static final String CSS = """
            body{font:15px/1.5 system-ui,sans-serif;color:#1b1f24;background:#fff;max-width:68rem;margin:0 auto;padding:0 1rem 2rem}
            header{border-left:8px solid #1f8a4c;padding:8px 16px;margin:16px 0;background:#f5f6f8}
            header.error{border-color:#b91c1c}header.warning{border-color:#c2410c}header p{margin:.2rem 0}
            h1{font-size:1.5rem;margin:0}h2{font-size:1.2rem;margin:1.6rem 0 .4rem;border-bottom:1px solid #d5d9e0}
            h3{font-size:1rem;margin:1rem 0 .2rem;overflow-wrap:anywhere}h4{font-size:.9rem;margin:.6rem 0 .1rem;color:#445}
            .finding{border-left:4px solid #889;padding:.2rem .8rem;margin:.5rem 0;background:#f8f9fa}
            .finding.error{border-color:#b91c1c}.finding.warning{border-color:#c2410c}
            .finding p{margin:.1rem 0;overflow-wrap:anywhere}small,footer,.note{color:#556;font-size:.85rem}
            ul.tree{list-style:none;margin:0;padding:0 0 0 .2rem}ul.tree ul{list-style:none;padding-left:1rem;border-left:1px solid #d5d9e0}
            ul.tree li{padding:.1rem 0;overflow-wrap:anywhere}.unknown>.name{color:#c2410c}
            .name{font-weight:600}.length{color:#556;font-size:.8rem;white-space:nowrap}.meaning{color:#14532d}
            code{font:.85rem ui-monospace,monospace;background:#f0f1f4;padding:1px 4px;overflow-wrap:anywhere}
            table{border-collapse:collapse;width:100%;font-size:.9rem}th,td{text-align:left;vertical-align:top;padding:3px 10px 3px 0;border-bottom:1px solid #e3e6eb}
            th{border-bottom:2px solid #99a}td{white-space:nowrap}td:last-child{white-space:normal}.scroll{overflow-x:auto}nav a{margin-right:.8rem}a{color:#1d4ed8}
            """;

    /** From here on a length field says how many bytes of length follow it. */
    private static final int LONG_LENGTH = 0x80;

    String html() {
        Html html = Html.page("Inspection of " + document.card(), CSS);
        header(html);
        findings(html);
        certificates(html);
        for (Way way : document.readers()) {
            side(html, way);
        }
        return html.element(
                        "footer",
                        "Tapbench " + version
                                + ". Numbers of card and holder are masked. The rules see what a card shows:"
                                + " what it does with a cryptogram is for the scenarios.")
                .end();
    }

    private void header(Html html) {
        html.raw("<header class=\"" + worst() + "\">")
                .element("h1", document.card())
                .element(
                        "p",
                        document.counts() + ". " + document.rulesRun() + " rules run, " + document.rulesNotApplicable()
                                + " not applicable"
                                + (document.notApplicable().isEmpty()
                                        ? ""
                                        : ": " + String.join(", ", document.notApplicable()))
                                + ".")
                .raw("<nav>");
        document.readers().forEach(way -> html.raw("<a href=\"#" + way.medium() + "\">" + way.medium() + "</a>"));
        html.raw("</nav></header>\n");
    }

    private String worst() {
        return List.of("error", "warning").stream()
                .filter(severity -> document.count(severity) > 0)
                .findFirst()
                .orElse("ok");
    }

    private void findings(Html html) {
        html.element("h2", "Findings");
        if (document.findings().isEmpty()) {
            html.element("p", "None.");
        }
        for (FindingRow row : document.findings()) {
            html.raw("<div class=\"finding " + row.severity() + "\">")
                    .element("p", row.id() + ", " + row.severity() + ": " + row.found())
                    .element("p", "Expected: " + row.expected() + " (" + row.clause() + ").")
                    .element("p", "note", row.at())
                    .raw("</div>\n");
        }
    }

    private void certificates(Html html) {
        html.element("h2", "Certificates");
        if (document.certificates().isEmpty()) {
            html.element("p", "None that a known key of a certification authority opens.");
            return;
        }
        html.raw("<div class=\"scroll\">")
                .table(
                        List.of(
                                "way",
                                "application",
                                "whose",
                                "identifier",
                                "until MMYY",
                                "serial",
                                "bits",
                                "exponent",
                                "state"),
                        document.certificates().stream()
                                .map(InspectionPage::cells)
                                .toList())
                .raw("</div>");
    }

    private static List<String> cells(CertificateRow row) {
        return List.of(
                row.medium(),
                row.aid(),
                row.kind(),
                row.identifier(),
                row.expires(),
                row.serial(),
                row.bits() == 0 ? "" : Integer.toString(row.bits()),
                row.exponent(),
                row.problem().isEmpty() ? "opens" : row.problem());
    }

    private void side(Html html, Way way) {
        html.raw("<h2 id=\"" + way.medium() + "\">")
                .raw(Html.escape(way.medium() + ", " + way.reader()))
                .raw("</h2>\n");
        for (Directory row : document.directories()) {
            if (row.medium().equals(way.medium())) {
                tree(html, "h3", row.name() + ", SELECT: " + row.status(), row.fci());
                records(html, way, row.name());
            }
        }
        for (Aid row : document.aids()) {
            if (row.medium().equals(way.medium())) {
                tree(html, "h3", row.aid() + ", SELECT: " + row.status(), row.fci());
                tree(html, "h4", "GET PROCESSING OPTIONS", row.options());
                records(html, way, row.aid());
                records(html, way, row.aid() + " log");
                data(html, row);
                tree(html, "h4", "GENERATE AC", row.cryptogram());
            }
        }
    }

    private void records(Html html, Way way, String of) {
        for (RecordRow row : document.records()) {
            if (row.medium().equals(way.medium()) && row.of().equals(of)) {
                tree(
                        html,
                        "h4",
                        (of.endsWith(" log") ? "Log record " : "Record ") + row.record() + " of file " + row.file()
                                + ": " + row.status() + (row.authenticated() ? ", authenticated offline" : ""),
                        row.objects());
            }
        }
    }

    private void data(Html html, Aid aid) {
        for (DataRow row : document.data()) {
            if (row.medium().equals(aid.medium())
                    && row.aid().equals(aid.aid())
                    && !row.objects().isEmpty()) {
                tree(html, "h4", "GET DATA " + row.tag() + ": " + row.status(), row.objects());
            }
        }
        String refused = document.data().stream()
                .filter(row -> row.medium().equals(aid.medium()) && row.aid().equals(aid.aid()))
                .filter(row -> row.objects().isEmpty())
                .map(row -> row.tag() + " (" + row.status() + ")")
                .reduce((a, b) -> a + ", " + b)
                .orElse("");
        if (!refused.isEmpty()) {
            html.element("p", "note", "GET DATA brought nothing for " + refused + ".");
        }
    }

    private static void tree(Html html, String heading, String title, List<Node> nodes) {
        if (nodes.isEmpty() && heading.equals("h4") && !title.startsWith("FileRecord")) {
            return;
        }
        html.element(heading, title).raw("<ul class=\"tree\">");
        nodes.forEach(node -> node(html, node));
        html.raw("</ul>\n");
    }

    private static void node(Html html, Node node) {
        String value = value(node);
        html.raw(node.known() ? "<li>" : "<li class=\"unknown\">")
                .element("span", "name", node.name())
                .raw(" ")
                .element("span", "length", length(value));
        if (node.children().isEmpty() && !value.isEmpty()) {
            html.raw(" ").element("code", value);
        }
        if (!node.meaning().isEmpty()) {
            html.raw(" ").element("span", "meaning", node.meaning());
        }
        if (!node.children().isEmpty()) {
            html.raw("<ul>");
            node.children().forEach(child -> node(html, child));
            html.raw("</ul>");
        }
        html.raw("</li>");
    }

    /** Of a data object, which is named by its tag, the value alone; of anything else all of it. */
    private static String value(Node node) {
        String tag = node.name().replaceFirst("[^0-9A-F].*", "");
        if (tag.isEmpty() || !node.bytes().matches(tag + "[0-9A-F]{2}.*")) {
            return node.bytes();
        }
        int first = Integer.parseInt(node.bytes().substring(tag.length(), tag.length() + 2), 16);
        int lengthBytes = first < LONG_LENGTH ? 1 : 1 + first - LONG_LENGTH;
        return node.bytes().substring(Math.min(node.bytes().length(), tag.length() + 2 * lengthBytes));
    }

    private static String length(String value) {
        int bytes = value.length() / 2;
        return bytes + (bytes == 1 ? " byte" : " bytes");
    }
}
