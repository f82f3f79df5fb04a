package dev.tapbench.cli;

import dev.tapbench.emv.calc.InputProblem;
import dev.tapbench.emv.calc.KnownAnswer;
import dev.tapbench.ports.Target;
import dev.tapbench.profiles.FileProblem;
import dev.tapbench.profiles.VectorFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vectors}: a file of known answers, computed and compared. */
@Command(
        name = "vectors",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Computes the known answers of a file and compares.",
            "An operation with a secret key runs in the HSM, the others outside of it."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tapbench vectors vectors.json",
            "  tapbench vectors vectors.json --hsm pkcs11:softhsm --json",
            "  tapbench vectors vectors.json --only tlv-pyemv-1,afl-ok",
            "",
            "Exit status: 0 all passed, or are unsupported; 1 one failed; 64 wrong file."
        })
final class VectorsCommand implements Callable<Integer> {
    private final Environment environment;

    @Parameters(paramLabel = "FILE", description = "The known answers, in JSON.")
    private String file = "";

    @Option(names = "--only", paramLabel = "ID,..", description = "Only these known answers.")
    private String only = "";

    @Mixin
    private final HsmChoice devices = new HsmChoice();

    @Mixin
    private final Output output = new Output();

    VectorsCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        VectorResults results;
        try (HsmChoice.Module module = devices.module(environment)) {
            VectorFile read = VectorFile.read(environment.resolve(file));
            List<VectorFile.Vector> selected = selected(read.vectors());
            if (selected.stream().anyMatch(v -> v.answer().operation().secret()) || !devices.hsm.isEmpty()) {
                module.check();
            }
            results = run(read, selected, module);
        } catch (FileProblem e) {
            throw Failure.usage(e);
        }
        if (output.json) {
            environment.out().println(Json.of(results));
        } else {
            results.lines(environment.columns(), output.verbose).forEach(environment.out()::println);
        }
        return results.failed() > 0 ? ExitStatus.FAILED : ExitStatus.PASSED;
    }

    private List<VectorFile.Vector> selected(List<VectorFile.Vector> all) {
        if (only.isEmpty()) {
            return all;
        }
        List<String> ids = all.stream().map(v -> v.answer().id()).toList();
        List<String> wanted = Arrays.asList(only.split(",", -1));
        for (String id : wanted) {
            if (!ids.contains(id)) {
                throw Failure.usage("the file has no known answer '" + id + "'" + Nearest.hint(id, ids));
            }
        }
        return all.stream().filter(v -> wanted.contains(v.answer().id())).toList();
    }

    private VectorResults run(VectorFile read, List<VectorFile.Vector> selected, HsmChoice.Module module) {
        List<VectorResults.Row> rows = new ArrayList<>();
        for (VectorFile.Vector vector : selected) {
            KnownAnswer answer = vector.answer();
            try {
                rows.add(VectorResults.Row.of(vector, answer.check(module::open)));
            } catch (InputProblem e) {
                throw read.problem(vector, e);
            }
        }
        return VectorResults.of(module.target().map(Target::toString), rows);
    }
}
