package dev.tapbench.reports;

import static dev.tapbench.reports.EvidenceHtml.escape;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The first page of a run, {@code index.html}: the verdict, what was tested on what, what was not and why, the coverage of the
 * requirements, and each scenario with the way to its evidence. It has no script, and opens from disk.
 *
 * @param run the name of its folder
 * @param scenarios in the order of their end
 * @param reports by scenario id where the report tells of it; empty without a report
 */
record RunPage(
        String run, Summary summary, RunSettings settings, List<Scenario> scenarios, Map<String, String> reports) {
    /** A scenario that ended. */
    record Scenario(ResultRow row, ScenarioInfo info, List<Tap> taps) {}

    String html() {
        StringBuilder html = new StringBuilder("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                        + "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>")
                .append(escape("Tapbench: " + summary.verdict() + ", " + run))
                .append("</title><style>")
                .append(RunPageStyle.CSS)
                .append("</style></head><body>\n");
        verdict(html);
        notPassed(html);
        bench(html);
        notTested(html);
        new RunPageCoverage(this).write(html);
        stories(html);
        return html.append("<footer>Every value here is masked as in the trace: no key, no PIN, no whole card number.")
                .append(" Tapbench is no payment scheme's qualified tool.</footer></body></html>\n")
                .toString();
    }

    private void verdict(StringBuilder html) {
        Summary.Scenarios counts = summary.scenarios();
        html.append("<header class=\"v-")
                .append(summary.verdict())
                .append("\"><p class=\"verdict\">")
                .append(escape(summary.verdict()))
                .append("</p><h1>Tapbench run ")
                .append(escape(run))
                .append("</h1><p>")
                .append(escape(String.format(
                        Locale.ROOT,
                        "%d scenarios: %d passed, %d failed, %d broken, %d skipped. %d commands went to cards, in %.1f"
                                + " seconds.",
                        counts.selected(),
                        counts.passed(),
                        counts.failed(),
                        counts.broken(),
                        counts.skipped(),
                        summary.apdus(),
                        summary.seconds())))
                .append("</p><p>")
                .append(escape(MEANING.getOrDefault(summary.verdict(), "")))
                .append("</p><nav>");
        if (!reports.isEmpty()) {
            html.append("<a href=\"report.html\">report</a> <a href=\"report/index.html\">report with history</a> ");
        }
        html.append("<a href=\"summary.json\">summary</a> <a href=\"results.ndjson\">results</a>"
                + " <a href=\"junit.xml\">JUnit</a></nav></header>\n");
    }

    private static final Map<String, String> MEANING = Map.of(
            "passed", "Everything that was selected did what it must, or was skipped with its reason.",
            "failed", "The product did not do what it must.",
            "broken", "The bench, a test or Tapbench itself did not work: this says nothing about the product.",
            "gate", "Nothing failed or broke, and yet a gate does not hold.",
            "interrupted", "The run was interrupted: what is here is valid, and not all.");

    /** Failures first, then what broke, each with its cause. */
    private void notPassed(StringBuilder html) {
        for (Verdict verdict : List.of(Verdict.FAILED, Verdict.BROKEN)) {
            List<Scenario> ended =
                    scenarios.stream().filter(s -> s.row().verdict() == verdict).toList();
            if (!ended.isEmpty()) {
                html.append("<section><h2>").append(capital(verdict.label())).append("</h2><ul>");
                ended.forEach(s -> html.append("<li class=\"m-")
                        .append(verdict.label())
                        .append("\">")
                        .append(trace(s))
                        .append(' ')
                        .append(escape(s.info().name()))
                        .append(" <small>")
                        .append(escape(s.row().cause().map(Cause::label).orElse("") + ", "
                                + String.join(" ", s.row().requirements())))
                        .append("</small><br>")
                        .append(escape(s.row().step().map(step -> step + ": ").orElse("")
                                + s.row().message()))
                        .append("</li>"));
                html.append("</ul></section>\n");
            }
        }
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private void bench(StringBuilder html) {
        Map<String, String> lines = new LinkedHashMap<>(summary.bench().targets());
        lines.put("what the devices can do", String.join(", ", summary.bench().capabilities()));
        lines.putAll(settings.versions());
        lines.put("seed", summary.seed() + " (--seed " + summary.seed() + " repeats the run)");
        summary.digests().forEach((what, digest) -> lines.put("SHA-256 of " + what, digest));
        html.append("<section><h2>What was tested, on what</h2><table class=\"facts\">");
        lines.forEach((what, value) -> html.append("<tr><th>")
                .append(escape(what))
                .append("</th><td>")
                .append(escape(value.isEmpty() ? "-" : value))
                .append("</td></tr>"));
        html.append("</table></section>\n");
    }

    private void notTested(StringBuilder html) {
        html.append("<section><h2>What was not tested, and why</h2><ul>");
        summary.troubles().forEach(trouble -> item(html, "Broken (bench): " + trouble));
        summary.gates().forEach(gate -> item(html, "Gate: " + gate));
        scenarios.stream()
                .filter(s -> s.row().verdict() == Verdict.SKIPPED)
                .forEach(s -> item(
                        html,
                        s.row().id() + " " + s.info().name() + ": " + s.row().message()));
        String outside = settings.requirements().stream()
                .filter(r -> !summary.requirements().containsKey(r.id()))
                .map(Requirement::id)
                .collect(Collectors.joining(" "));
        if (!outside.isEmpty()) {
            item(html, "Outside this run, because no selected scenario is about them: " + outside);
        }
        if (summary.requirements().values().stream().allMatch(c -> c.caught() == 0)) {
            item(
                    html,
                    "Whether faults are found: 'tapbench qualify' judges that, and no result of it is counted here.");
        }
        if (summary.bench().targets().values().stream().anyMatch(t -> t.startsWith("jcardsim:"))) {
            item(
                    html,
                    "A real card and a real reader: the card was simulated, its applet is the one of the digest"
                            + " above.");
        }
        html.append("</ul></section>\n");
    }

    private static void item(StringBuilder html, String text) {
        html.append("<li>").append(escape(text)).append("</li>");
    }

    /** Features, their rules and scenarios in the order of the feature files. */
    private void stories(StringBuilder html) {
        html.append("<section><h2>Stories</h2><p>")
                .append(escape(TapTimeline.NOTE))
                .append("</p>");
        String feature = "";
        String rule = "";
        for (Scenario s : scenarios) {
            if (!s.info().feature().equals(feature)) {
                feature = s.info().feature();
                html.append("<h3>").append(escape(feature)).append("</h3>");
            }
            if (!s.info().rule().equals(rule)) {
                rule = s.info().rule();
                html.append(rule.isEmpty() ? "" : "<h4>" + escape(rule) + "</h4>");
            }
            scenario(html, s);
        }
        html.append("</section>\n");
    }

    private void scenario(StringBuilder html, Scenario s) {
        html.append("<article id=\"")
                .append(escape(s.row().id()))
                .append("\"><p><span class=\"tag m-")
                .append(s.row().verdict().label())
                .append("\">")
                .append(s.row().verdict().label())
                .append("</span> ")
                .append(trace(s))
                .append(' ')
                .append(escape(s.info().name()))
                .append("</p><p class=\"about\">")
                .append(escape(s.row().kind()))
                .append(' ')
                .append(s.row().requirements().stream()
                        .map(r -> "<a href=\"#" + r + "\">" + r + "</a>")
                        .collect(Collectors.joining(" ")));
        String report = reports.get(s.row().id());
        if (report != null) {
            html.append(" · <a href=\"").append(escape(report)).append("\">steps and evidence</a>");
        }
        html.append("</p>");
        if (!s.taps().isEmpty()) {
            html.append(TapTimeline.svg(s.taps()));
        }
        html.append("</article>\n");
    }

    private static String trace(Scenario s) {
        return "<a href=\"" + escape(s.row().trace()) + "\">" + escape(s.row().id()) + "</a>";
    }
}
