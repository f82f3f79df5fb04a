package dev.tapbench.cli;

import dev.tapbench.measure.Comparison;
import dev.tapbench.measure.Effort;
import dev.tapbench.measure.Harness;
import dev.tapbench.measure.Measure;
import dev.tapbench.measure.Measures;
import dev.tapbench.measure.Results;
import dev.tapbench.measure.Row;
import dev.tapbench.measure.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code measure}: what Tapbench costs over what it stands on. */
@Command(
        name = "measure",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Measures Tapbench against its baseline: both in one process, in blocks that take turns.",
            "Each row has the medians of both, their ratio, and the ratio's 95 %% confidence interval. Ratio is ours over "
                    + "the baseline: of us/op lower is better, of op/s higher. docs/measuring.md says what is timed."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tapbench measure --list",
            "  tapbench measure apdu",
            "  tapbench measure apdu --only mac,echo --json",
            "  tapbench measure hsm --quick"
        })
final class MeasureCommand implements Callable<Integer> {
    private final Environment environment;

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "The measure; --list names them.")
    private String name = "";

    @Option(names = "--list", description = "Name the measures and their rows, and measure nothing.")
    private boolean list;

    @Option(names = "--only", paramLabel = "ROW,..", split = ",", description = "Only these rows.")
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--quick",
            description = "Spend a tenth of a second on a row: enough to see that it works, too little to quote.")
    private boolean quick;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seeds the draws of the confidence interval; ${DEFAULT-VALUE} by default.")
    private long seed;

    @Mixin
    private final Output output = new Output();

    MeasureCommand(Environment environment) {
        this.environment = environment;
    }

    /** A row of {@code tapbench.measures/1}. */
    record Listed(String measure, String name, String unit, String better, String description) {}

    @Override
    public Integer call() {
        List<Measure> all = Measures.in(environment.home());
        if (list) {
            list(name.isEmpty() ? all : List.of(named(all)));
            return ExitStatus.PASSED;
        }
        if (name.isEmpty()) {
            throw Failure.usage("measure: NAME is missing; there are " + names(all));
        }
        Measure measure = named(all);
        Results results = measured(measure, selected(measure));
        if (results.rows().isEmpty()) {
            throw Failure.gate("nothing was measured: " + skipped(results));
        }
        if (output.json) {
            environment.out().println(Json.of(document(measure, results)));
        } else {
            print(measure, results);
        }
        return ExitStatus.PASSED;
    }

    private static List<String> names(List<Measure> measures) {
        return measures.stream().map(Measure::name).toList();
    }

    private Measure named(List<Measure> measures) {
        return measures.stream()
                .filter(measure -> measure.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Failure.usage("there is no measure '" + name + "'"
                        + Nearest.hint(name, names(measures)) + " There are " + String.join(", ", names(measures))));
    }

    private List<Comparison> selected(Measure measure) {
        List<String> names =
                measure.comparisons().stream().map(Comparison::name).toList();
        for (String row : only) {
            if (!names.contains(row)) {
                throw Failure.usage("measure " + name + " has no row '" + row + "'" + Nearest.hint(row, names)
                        + " It has " + String.join(", ", names));
            }
        }
        return measure.comparisons().stream()
                .filter(comparison -> only.isEmpty() || only.contains(comparison.name()))
                .toList();
    }

    private Results measured(Measure measure, List<Comparison> comparisons) {
        Harness harness = new Harness(quick ? Effort.QUICK : Effort.THOROUGH, seed);
        boolean shown = environment.progress() && !output.quiet;
        try (ProgressBar bar = shown ? Bar.of(environment, measure.name(), comparisons.size()) : null) {
            return Results.of(comparisons, harness, comparison -> begin(bar, comparison));
        }
    }

    private static void begin(@Nullable ProgressBar bar, Comparison comparison) {
        if (bar != null) {
            bar.step();
            bar.setExtraMessage(comparison.name());
        }
    }

    private static String skipped(Results results) {
        return String.join(
                "; ",
                results.skipped().stream()
                        .map(row -> row.name() + ": " + row.reason())
                        .toList());
    }

    /** {@code tapbench.measure/1}: the first row is the headline. */
    private Map<String, Object> document(Measure measure, Results results) {
        Row headline = results.rows().get(0);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("schema", "tapbench.measure/1");
        document.put("name", measure.name());
        document.put("unit", headline.unit());
        document.put("ours", headline.ours());
        document.put("baseline", headline.baseline());
        document.put("ratio", headline.ratio());
        document.put("ci95", headline.ci95());
        document.put("rows", results.rows());
        document.put("skipped", results.skipped());
        document.put("quick", quick);
        document.put("seed", seed);
        return document;
    }

    private void print(Measure measure, Results results) {
        Paragraph.lines(measure.name() + ": " + measure.description(), environment.width())
                .forEach(environment.out()::println);
        Table table = new Table(0, "row", "unit", "ours", "baseline", "ratio", "95 %");
        for (Row row : results.rows()) {
            table.row(
                    row.name(),
                    row.unit(),
                    Digits.three(row.ours()),
                    Digits.three(row.baseline()),
                    Digits.three(row.ratio()),
                    Digits.three(row.ci95().get(0)) + " to "
                            + Digits.three(row.ci95().get(1)));
        }
        environment.out().println();
        table.lines(environment.columns()).forEach(environment.out()::println);
        environment.out().println();
        Paragraph.lines(legend(results), environment.width()).forEach(environment.out()::println);
        for (Results.Skipped row : results.skipped()) {
            Paragraph.lines("skipped " + row.name() + ": " + row.reason(), environment.width())
                    .forEach(environment.out()::println);
        }
        if (quick && !output.quiet) {
            environment.err().println("measured with --quick: too short to quote");
        }
    }

    private static String legend(Results results) {
        List<String> meanings = new ArrayList<>();
        for (Unit unit : Unit.values()) {
            if (results.rows().stream().anyMatch(row -> row.unit().equals(unit.symbol()))) {
                meanings.add(unit.symbol() + ": " + unit.better() + " is better");
            }
        }
        return "ratio = ours / baseline; " + String.join(", ", meanings);
    }

    private void list(List<Measure> measures) {
        List<Listed> rows = measures.stream()
                .flatMap(measure -> measure.comparisons().stream()
                        .map(row -> new Listed(
                                measure.name(),
                                row.name(),
                                row.unit().symbol(),
                                row.unit().better(),
                                row.description())))
                .toList();
        if (output.json) {
            environment.out().println(Json.rows("measures", "rows", rows));
            return;
        }
        Table table = new Table(3, "measure", "row", "unit", "one operation");
        rows.forEach(row -> table.row(row.measure(), row.name(), row.unit(), row.description()));
        table.wrapped(environment.width()).forEach(environment.out()::println);
    }
}
