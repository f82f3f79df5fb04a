package dev.tapbench.cli;

import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.calc.Answer;
import dev.tapbench.emv.calc.Catalogue;
import dev.tapbench.emv.calc.InputProblem;
import dev.tapbench.emv.calc.Operation;
import dev.tapbench.emv.calc.UnsupportedComputation;
import dev.tapbench.ports.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code calc}: one computation or decoding. */
@Command(
        name = "calc",
        description = {
            "Computes or decodes: data objects, cryptograms, keys, certificates, sessions.",
            "Keys are test keys: they are shown, and may stand on the command line."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tapbench calc --list",
            "  tapbench calc tlv.decode 6F128407A0000000031010A50750055649534120",
            "  tapbench calc afl.decode afl=080202001001020158010101 --json",
            "  tapbench calc dol.fill dol=9F02069C01 'values={\"9F02\":\"000000001000\"}'",
            "  tapbench calc transcript.transaction --help",
            "",
            "A value may be @FILE, or - for standard input. Lists and maps are JSON.",
            "Exit status: 0 computed, 1 the data must be refused, 64 wrong usage."
        })
final class CalcCommand implements Callable<Integer> {
    private final Environment environment;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "OP",
            description = "The operation; with --help alone, its inputs and results.")
    private String name = "";

    @Parameters(index = "1..*", paramLabel = "KEY=VALUE", description = "The inputs.")
    private List<String> arguments = List.of();

    @Option(names = "--list", description = "List all operations.")
    private boolean list;

    @Option(names = "--steps", description = "Show the values between inputs and results as well.")
    private boolean steps;

    @Option(
            names = {"-h", "--help"},
            description = "Show this help message, or what an operation takes and gives.")
    private boolean help;

    @Mixin
    private final HsmChoice devices = new HsmChoice();

    @Mixin
    private final Output output = new Output();

    CalcCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        if (list) {
            return describe(Catalogue.all().operations().stream()
                    .filter(o -> name.isEmpty() || o.name().startsWith(name))
                    .toList());
        }
        if (name.isEmpty()) {
            if (help) {
                spec.commandLine().usage(spec.commandLine().getOut());
                return ExitStatus.PASSED;
            }
            throw Failure.usage("an operation is missing: 'tapbench calc --list' has all");
        }
        Operation operation = operation();
        if (help) {
            return describe(List.of(operation));
        }
        try {
            return compute(operation);
        } catch (InputProblem e) {
            throw Failure.usage(e.getMessage() + Nearest.hint(e.written(), e.names()) + "; see 'tapbench calc "
                    + operation.name() + " --help'");
        } catch (UnsupportedComputation e) {
            throw Failure.usage(operation.name() + ": " + e.getMessage(), e);
        }
    }

    private Operation operation() {
        return Catalogue.all()
                .find(name)
                .orElseThrow(() -> Failure.usage("there is no operation '" + name + "'"
                        + Nearest.hint(name, Catalogue.all().names()) + "; 'tapbench calc --list' has all"));
    }

    private int describe(List<Operation> operations) {
        if (output.json) {
            environment.out().println(Json.rows("operations", "rows", OperationRow.of(operations)));
        } else if (list) {
            OperationText.list(operations, environment.columns()).forEach(environment.out()::println);
        } else {
            OperationText.describe(operations.get(0), environment.width()).forEach(environment.out()::println);
        }
        return operations.isEmpty() ? ExitStatus.GATE : ExitStatus.PASSED;
    }

    private int compute(Operation operation) {
        Map<String, Object> inputs = CalcArguments.read(environment, operation, arguments);
        operation.check(inputs);
        try (HsmChoice.Module module = devices.module(environment)) {
            if (operation.secret() || !devices.hsm.isEmpty()) {
                module.check();
            }
            Answer answer = operation.run(inputs, module::open);
            if (output.json) {
                environment.out().println(Json.of(CalcDocument.of(operation, module.target(), answer, steps)));
            } else {
                CalcText.of(answer, steps, output.verbose, environment.columns())
                        .forEach(environment.out()::println);
                tell(module.target());
            }
            return ExitStatus.PASSED;
        } catch (EmvDataException e) {
            return refused(operation, e);
        }
    }

    private void tell(Optional<Target> hsm) {
        if (output.verbose && hsm.isPresent()) {
            environment.err().println("computed in " + hsm.get());
        }
    }

    private int refused(Operation operation, EmvDataException refusal) {
        if (output.json) {
            environment.out().println(Json.of(CalcDocument.refused(operation, refusal)));
        } else {
            environment.err().println("tapbench: " + refusal.getMessage());
        }
        if (output.verbose) {
            refusal.printStackTrace(environment.err());
        }
        return ExitStatus.FAILED;
    }
}
