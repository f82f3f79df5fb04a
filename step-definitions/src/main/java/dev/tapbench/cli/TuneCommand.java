package dev.tapbench.cli;

import dev.tapbench.risk.RiskProfile;
import dev.tapbench.validation.Tuning;
import dev.tapbench.validation.TuningFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tune}: what a thief can spend and how often owners are asked, over a grid of profiles. */
@Command(
        name = "tune",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Varies values of a risk profile, and shows what each combination lets a thief without the PIN spend",
            "and how often honest owners are asked. The frontier are those that no other one beats in both."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tapbench tune features/risk/debit-phone.yaml --vary lostOrStolen.count=2..8",
            "  tapbench tune my.yaml --vary lostOrStolen.amount=50..200/50 --vary cvm.alwaysAbove=25,50"
        })
final class TuneCommand implements Callable<Integer> {
    private final Environment environment;

    @Mixin
    private final ProfileOptions input = new ProfileOptions();

    @Option(
            names = "--vary",
            paramLabel = "KEY=VALUES",
            required = true,
            description =
                    "A key of the profile, and the values that it takes: 3,5,7 or 50..200/50. Several make a grid of at"
                            + " most " + Grid.MOST_POINTS + " points.")
    private List<String> axes = new ArrayList<>();

    @Mixin
    private final LivesOptions lives = new LivesOptions();

    @Mixin
    private final Output output = new Output();

    TuneCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        List<Map<String, String>> grid = Grid.of(axes);
        List<RiskProfile> profiles =
                grid.stream().map(values -> input.read(environment, values)).toList();
        RiskProfile first = profiles.get(0);
        lives.noTypes(first).ifPresent(reason -> {
            throw Failure.usage("tune weighs prompts, and " + reason);
        });
        Validator validator = new Validator(environment, input.form(first), lives);
        Tuning tuning = Tuning.of(points(grid, profiles, validator));
        Path page = TuningFolder.write(input.folder(environment, first), first, tuning);
        if (output.json) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("schema", "tapbench.tune/1");
            document.put("profile", first.name());
            document.put("shops", tuning.shops());
            document.put("rows", tuning.rows());
            environment.out().println(Json.of(document));
        } else {
            print(tuning, page);
        }
        return ExitStatus.PASSED;
    }

    private List<Tuning.Point> points(List<Map<String, String>> grid, List<RiskProfile> profiles, Validator validator) {
        List<Tuning.Point> points = new ArrayList<>();
        ProgressBar bar = environment.progress() && !output.quiet ? Bar.of(environment, "tune", grid.size()) : null;
        try {
            for (int i = 0; i < grid.size(); i++) {
                points.add(new Tuning.Point(grid.get(i), validator.byModel(profiles.get(i))));
                if (bar != null) {
                    bar.step();
                }
            }
        } finally {
            if (bar != null) {
                bar.close();
            }
        }
        return points;
    }

    private void print(Tuning tuning, Path page) {
        Table table = new Table(0, tuning.head().toArray(String[]::new));
        tuning.table().forEach(row -> table.row(row.toArray(String[]::new)));
        table.wrapped(environment.columns()).forEach(environment.out()::println);
        environment.out().println();
        environment.out().println("a thief without the PIN; the frontier (*) weighs prompts against " + tuning.shops());
        environment.out().println("page: " + page);
    }
}
