package dev.tapbench.validation;

import dev.tapbench.pages.Html;
import dev.tapbench.risk.RiskProfile;
import dev.tapbench.validation.ScatterPlot.Dot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.dataformat.csv.CsvMapper;

/** The files of a tuning: a page with the frontier, and the table for a spreadsheet. */
public final class TuningFolder {
    private TuningFolder() {}

    /**
     * Writes them.
     *
     * @return the page
     */
    public static Path write(Path folder, RiskProfile profile, Tuning tuning) {
        List<List<String>> csv = new ArrayList<>();
        csv.add(tuning.head());
        csv.addAll(tuning.table());
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("tune.csv"), CsvMapper.shared().writeValueAsString(csv));
            return Files.writeString(folder.resolve("tune.html"), page(profile, tuning));
        } catch (IOException e) {
            throw new UncheckedIOException("the grid cannot be written to " + folder, e);
        }
    }

    private static String page(RiskProfile profile, Tuning tuning) {
        String title = "Risk profile " + profile.name() + ": exposure against prompts";
        return Html.page(title, ValidationPage.CSS)
                .raw("<header>")
                .element("h1", title)
                .element("p", summary(tuning))
                .raw("</header>\n")
                .raw(plot(profile, tuning).svg())
                .element(
                        "p",
                        "note",
                        "Green: no other usable profile of the grid lets a thief spend less and asks owners less often."
                                + " Where a thief's spending has no end there is no point.")
                .raw("<div class=\"scroll\">")
                .table(tuning.head(), tuning.table())
                .raw("</div>")
                .end();
    }

    private static String summary(Tuning tuning) {
        long best = tuning.rows().stream().filter(Tuning.Row::frontier).count();
        return tuning.rows().size() + " profiles, " + best
                + " of them on the frontier between what a thief without the PIN" + " can spend (" + tuning.shops()
                + ") and how often owners are asked in a mean month.";
    }

    private static ScatterPlot plot(RiskProfile profile, Tuning tuning) {
        double unit = Math.pow(10, profile.currency().getDefaultFractionDigits());
        return new ScatterPlot(
                "Exposure against prompts",
                "prompts in a mean month",
                "a thief without the PIN spends (" + tuning.shops() + "), " + profile.currency(),
                tuning.rows().stream()
                        .filter(row -> row.weighed() != Long.MAX_VALUE)
                        .map(row -> new Dot(
                                row.prompts().doubleValue(),
                                row.weighed() / unit,
                                String.join(" / ", row.values().values()),
                                row.frontier()))
                        .toList());
    }
}
