package dev.tapbench.validation;

import dev.tapbench.pages.Html;
import dev.tapbench.risk.exploration.Explorer;
import dev.tapbench.risk.lives.Distribution;
import dev.tapbench.risk.lives.HonestLives;
import dev.tapbench.validation.BarPlot.Bar;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * The page of a validation: what a thief can spend, what is wrong, how honest owners fare, and how all of it was found. The same
 * text becomes the printed page, which leaves out what is of class {@code screen}.
 */
record ValidationPage(Assessment assessment, String version) {
    static final String CSS = """
            body{font:15px/1.5 sans-serif;color:#1b1f24;background:#fff;max-width:62rem;margin:0 auto;padding:0 1rem 2rem}
            header{border-left:8px solid #1f8a4c;padding:8px 16px;margin:16px 0;background:#f5f6f8}
            header.error{border-color:#b91c1c}header.gate{border-color:#c2410c}
            h1{font-size:1.5rem;margin:0}h2{font-size:1.15rem;margin:1.4rem 0 .4rem;border-bottom:1px solid #d5d9e0}
            header p{margin:.2rem 0}h3{font-size:.95rem;margin:.8rem 0 .2rem}
            table{border-collapse:collapse;width:100%;font-size:.9rem}
            th,td{text-align:left;vertical-align:top;padding:3px 10px 3px 0;border-bottom:1px solid #e3e6eb}
            th{border-bottom:2px solid #99a}td:first-child,.exposure td:nth-child(4){white-space:nowrap}svg{max-width:100%;height:auto;display:block}
            code{background:#f0f1f4;padding:1px 4px;font-size:.85rem}footer,.note{color:#556;font-size:.85rem}
            .scroll{overflow-x:auto}
            @page{size:A4;margin:12mm}
            @media print{
              body{font-size:8pt;line-height:1.25;max-width:none;padding:0}h1{font-size:13pt}h2{font-size:10pt;margin:7pt 0 2pt}
              h3{font-size:8.5pt;margin:4pt 0 0}table{font-size:7.5pt}.screen{display:none}
              .exposure th:nth-child(5),.exposure td:nth-child(5){display:none}
             svg{width:110mm;height:auto}
              footer,.note{font-size:7pt}header{margin:0 0 4pt}
            }
            """;

    String html() {
        Html html = Html.page("Risk profile " + assessment.profile().name(), CSS);
        header(html);
        assessment.against().ifPresent(comparison -> against(html, comparison));
        exposure(html);
        findings(html);
        assessment.honest().ifPresent(lives -> lives(html, lives));
        method(html);
        return html.end();
    }

    private void header(Html html) {
        String state = assessment.hasErrors() ? "error" : assessment.gates().isEmpty() ? "ok" : "gate";
        html.raw("<header class=\"" + state + "\">")
                .element("h1", assessment.profile().name() + ", a " + assessment.device())
                .element("p", Headline.of(assessment));
        assessment.gates().forEach(gate -> html.element("p", "Beyond a threshold: " + gate + "."));
        html.raw("</header>\n");
    }

    private static void against(Html html, Comparison comparison) {
        html.element("h2", "Against " + comparison.old())
                .table(Comparison.EXPOSURE_HEAD, comparison.exposureRows())
                .raw("<div class=\"screen scroll\">");
        if (!comparison.months().isEmpty()) {
            html.table(Comparison.MONTH_HEAD, comparison.monthRows());
        }
        html.element("h3", "Where the two devices part, by the shortest way to each kind of difference");
        if (comparison.differences().isEmpty()) {
            html.element("p", "Nowhere: whatever an owner does, both do the same.");
        } else {
            html.table(Comparison.PARTING_HEAD, comparison.partingRows());
        }
        html.raw("</div>");
        if (!comparison.complete()) {
            html.element("p", "note", "Not all that owners can do was compared: there may be further kinds.");
        }
    }

    private void exposure(Html html) {
        html.element("h2", "What a thief can spend");
        List<Bar> bars = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        for (ExposureWords.Line line : ExposureWords.of(assessment.exposures())) {
            boolean endless = line.cell().minor().isEmpty();
            bars.add(new Bar(
                    line.shops() + ", " + line.thief().replace("has seen the PIN", "PIN seen"),
                    endless ? Double.POSITIVE_INFINITY : line.cell().minor().getAsLong(),
                    line.cell().amount(),
                    List.of()));
            rows.add(List.of(
                    line.shops(),
                    line.thief(),
                    line.cell().amount(),
                    line.cell().witness().id(),
                    line.way()));
        }
        html.raw(new BarPlot("The most that a thief can spend", bars, OptionalDouble.empty()).svg())
                .raw("<div class=\"exposure scroll\">")
                .table(List.of("shops", "thief", "spends at most", "scenario", "the shortest way"), rows)
                .raw("</div><p class=\"note\">")
                .raw(Html.escape("Offline: where the issuer cannot be asked. Mixed: anywhere, while the account is not"
                        + " stopped, and the issuer refuses nothing. Each way was played on the applet and came to that"
                        + " amount. "))
                .raw("<span class=\"screen\">Again: <code>" + Html.escape("tapbench certify --features " + folder())
                        + "</code></span></p>\n");
    }

    private String folder() {
        return ExposureWords.of(assessment.exposures()).get(0).cell().witness().shown();
    }

    private void findings(Html html) {
        html.element("h2", "Findings about the numbers");
        if (assessment.findings().isEmpty()) {
            html.element("p", "None.");
            return;
        }
        html.table(
                List.of("id", "severity", "at", "what"),
                assessment.findings().stream()
                        .map(f -> List.of(f.id(), Assessment.severity(f), f.key(), f.text()))
                        .toList());
    }

    private static void lives(Html html, HonestLives lives) {
        html.element("h2", "How honest owners fare");
        plot(html, "Asked for PIN or passcode, times a month", lives, HonestLives.Row::prompts);
        plot(html, "Declined for lack of funds, times a month", lives, HonestLives.Row::fundsDeclines);
        html.raw("<div class=\"scroll\">")
                .table(LivesRows.HEAD, LivesRows.of(lives))
                .raw("</div>")
                .element("p", "note", LivesRows.legend(lives));
    }

    private static void plot(
            Html html, String title, HonestLives lives, Function<HonestLives.Row, Distribution> metric) {
        List<Bar> bars = LivesRows.each(lives).stream()
                .map(row -> {
                    Distribution of = metric.apply(row);
                    return new Bar(
                            row.type(),
                            of.mean().doubleValue(),
                            LivesRows.month(of),
                            List.of((double) of.p50(), (double) of.p90(), (double) of.p99()));
                })
                .toList();
        html.element("h3", title)
                .raw(new BarPlot(title, bars, OptionalDouble.empty()).svg())
                .element(
                        "p",
                        "note screen",
                        "The bar is the mean; the marks are what 50, 90 and 99 of 100 months do not exceed.");
    }

    private void method(Html html) {
        html.element("h2", "How this was found")
                .element(
                        "p",
                        "The exposure comes from " + assessment.exposures().states()
                                + " states that honest use can bring the device into; in each were tried: "
                                + Explorer.ABSTRACTION.amounts() + ". Checked by " + Explorer.ABSTRACTION.checkedBy()
                                + ". Not tried: " + String.join("; ", Explorer.ABSTRACTION.leavesOut()) + ".");
        assessment
                .honest()
                .ifPresent(lives -> html.element(
                        "p",
                        lives.cards() + " lives of " + lives.months() + " months, seed " + lives.seed()
                                + ". The cardholder types are assumptions unless they are your own. SHA-256 of the counts: "
                                + lives.sketch() + "."));
        html.element(
                "footer",
                "Tapbench " + version + ". The results relate to this profile and to the simulated applet only.");
    }
}
