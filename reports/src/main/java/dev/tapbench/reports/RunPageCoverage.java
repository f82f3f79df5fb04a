package dev.tapbench.reports;

import static dev.tapbench.reports.EvidenceHtml.escape;

import java.util.stream.Collectors;

/** The matrix of the first page: how well each requirement is evidenced, and by which scenarios. */
record RunPageCoverage(RunPage page) {
    private static final String HEAD = "<section><h2>Coverage of the requirements</h2><p>Shows and refuses count the"
            + " scenarios that passed: those that show the behaviour, and those in which a violation was attempted and"
            + " refused. Faults are the faulty devices that break it, caught those that a qualification rejected. The"
            + " grade is <b>proven</b> with all of them, <b>refused</b> without a caught fault, <b>shown</b> without a"
            + " refusal, <b>missing</b> without any.</p><table"
            + " class=\"matrix\"><thead><tr><th>id</th><th>requirement</th><th>shows</th><th>refuses</th><th>faults</th><th>caught</th><th>grade</th></tr></thead><tbody>\n";

    void write(StringBuilder html) {
        html.append(HEAD);
        page.settings().requirements().forEach(requirement -> row(html, requirement));
        html.append("</tbody></table></section>\n");
    }

    private void row(StringBuilder html, Requirement requirement) {
        Summary.RequirementCount count =
                page.summary().requirements().getOrDefault(requirement.id(), new Summary.RequirementCount(0, 0, 0, 0));
        boolean inRun = page.summary().requirements().containsKey(requirement.id());
        String grade = inRun ? grade(requirement, count) : "not in this run";
        html.append("<tr id=\"")
                .append(escape(requirement.id()))
                .append("\"><th>")
                .append(escape(requirement.id()))
                .append("</th><td data-label=\"requirement\">")
                .append(escape(requirement.text()))
                .append(" <small>")
                .append(source(requirement))
                .append("</small>")
                .append(requirement
                        .nothingToRefuse()
                        .map(reason -> "<br><small>Nothing to refuse: " + escape(reason) + "</small>")
                        .orElse(""))
                .append("</td>");
        cell(html, "shows", count.shows() + links(requirement.id(), "shows"));
        cell(
                html,
                "refuses",
                requirement.nothingToRefuse().isPresent() && count.refuses() == 0
                        ? "-"
                        : count.refuses() + links(requirement.id(), "refuses"));
        cell(html, "faults", count.faults() + "");
        cell(html, "caught", count.caught() + "");
        cell(html, "grade", "<span class=\"tag g-" + grade.replace(' ', '-') + "\">" + grade + "</span>");
        html.append("</tr>\n");
    }

    private static String grade(Requirement requirement, Summary.RequirementCount count) {
        if (count.shows() == 0) {
            return "missing";
        }
        boolean refused = count.refuses() > 0 || requirement.nothingToRefuse().isPresent();
        return !refused ? "shown" : count.caught() == 0 ? "refused" : "proven";
    }

    private static String source(Requirement requirement) {
        String text = escape(requirement.source());
        return requirement
                .address()
                .map(address -> "<a href=\"" + escape(address) + "\">" + text + "</a>")
                .orElse(text);
    }

    /** The scenarios that the count is made of. */
    private String links(String requirement, String kind) {
        String links = page.scenarios().stream()
                .filter(s -> s.row().verdict() == Verdict.PASSED
                        && s.row().kind().equals(kind)
                        && s.row().requirements().contains(requirement))
                .map(s -> "<a href=\"#" + escape(s.row().id()) + "\">"
                        + escape(s.row().id()) + "</a>")
                .collect(Collectors.joining(" "));
        return links.isEmpty() ? "" : " <small>" + links + "</small>";
    }

    private static void cell(StringBuilder html, String label, String content) {
        html.append("<td data-label=\"")
                .append(label)
                .append("\">")
                .append(content)
                .append("</td>");
    }
}
