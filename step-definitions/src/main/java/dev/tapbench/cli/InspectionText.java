package dev.tapbench.cli;

import dev.tapbench.inspection.InspectionDocument;
import dev.tapbench.inspection.InspectionDocument.Aid;
import dev.tapbench.inspection.InspectionDocument.CertificateRow;
import dev.tapbench.reports.TraceRow.Node;
import java.nio.file.Path;
import java.util.List;

/** An inspection for people at a terminal: the findings first, then what was read. */
record InspectionText(Environment environment, Output output) {
    void print(InspectionDocument document, Path page) {
        findings(document);
        line("");
        line(document.card() + ": " + document.counts() + "; " + document.rulesRun() + " rules run, "
                + document.rulesNotApplicable() + " not applicable");
        for (Aid aid : document.aids()) {
            line(aid.medium() + " " + aid.aid() + " " + aid.status());
        }
        for (CertificateRow row : document.certificates()) {
            line(row.medium() + " " + row.kind() + " certificate: "
                    + (row.problem().isEmpty() ? row.bits() + " bits, expires " + row.expires() : row.problem()));
        }
        if (output.verbose) {
            trees(document);
        }
        line("page: " + page);
    }

    private void findings(InspectionDocument document) {
        if (document.findings().isEmpty()) {
            line("no finding");
            return;
        }
        Table table = new Table(3, "id", "severity", "at", "found", "expected", "clause");
        document.findings()
                .forEach(row ->
                        table.row(row.id(), row.severity(), row.at(), row.found(), row.expected(), row.clause()));
        table.wrapped(environment.columns()).forEach(this::line);
    }

    private void trees(InspectionDocument document) {
        document.directories().forEach(row -> tree(row.medium() + " " + row.name() + " " + row.status(), row.fci()));
        document.aids().forEach(row -> {
            tree(row.medium() + " " + row.aid() + " SELECT " + row.status(), row.fci());
            tree(row.medium() + " " + row.aid() + " GET PROCESSING OPTIONS", row.options());
            tree(row.medium() + " " + row.aid() + " GENERATE AC", row.cryptogram());
        });
        document.records()
                .forEach(row -> tree(
                        row.medium() + " " + row.of() + " record " + row.record() + " of file " + row.file() + " "
                                + row.status(),
                        row.objects()));
        document.data()
                .forEach(row -> tree(
                        row.medium() + " " + row.aid() + " GET DATA " + row.tag() + " " + row.status(), row.objects()));
    }

    private void tree(String title, List<Node> nodes) {
        if (!nodes.isEmpty()) {
            line("");
            line(title);
            nodes.forEach(node -> node(node, "  "));
        }
    }

    private void node(Node node, String indent) {
        String value = node.children().isEmpty() ? " " + node.bytes() : "";
        Paragraph.lines(
                        indent
                                + (node.known() ? "" : "? ")
                                + node.name()
                                + value
                                + (node.meaning().isEmpty() ? "" : ": " + node.meaning()),
                        environment.width())
                .forEach(this::line);
        node.children().forEach(child -> node(child, indent + "  "));
    }

    private void line(String text) {
        environment.out().println(text);
    }
}
