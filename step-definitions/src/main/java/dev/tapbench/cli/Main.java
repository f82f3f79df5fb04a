package dev.tapbench.cli;

import dev.tapbench.ports.DeviceException;
import dev.tapbench.ports.card.CardNotGivenException;
import dev.tapbench.ports.card.RunAbortedException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The entry of the program: parses the arguments, runs the command, and gives the process its exit status. */
public final class Main {
    private Main() {}

    /** Called by the launcher. */
    public static void main(String[] args) {
        Environment environment = Environment.ofProcess();
        int status = run(environment, args);
        environment.out().flush();
        environment.err().flush();
        System.exit(status);
    }

    /** Runs one command in this process and returns its exit status. */
    static int run(Environment environment, String... args) {
        Map<String, Supplier<Object>> all = commands(environment);
        Supplier<Object> wanted = args.length == 0 ? null : all.get(args[0]);
        // A command that is named needs no other to be read: reading all takes longer than a calculation.
        return commandLine(environment, wanted == null ? all.values() : List.of(wanted))
                .execute(args);
    }

    private static Map<String, Supplier<Object>> commands(Environment environment) {
        Map<String, Supplier<Object>> all = new LinkedHashMap<>();
        all.put("certify", () -> new CertifyCommand(environment));
        all.put("test", TestCommand::new);
        all.put("qualify", () -> new QualifyCommand(environment));
        all.put("calc", () -> new CalcCommand(environment));
        all.put("vectors", () -> new VectorsCommand(environment));
        all.put("readers", () -> new ReadersCommand(environment));
        all.put("inspect", () -> new InspectCommand(environment));
        all.put("measure", () -> new MeasureCommand(environment));
        all.put("validate", () -> new ValidateCommand(environment));
        all.put("tune", () -> new TuneCommand(environment));
        all.put("serve", () -> new ServeCommand(environment));
        all.put("requirements", () -> new RequirementsCommand(environment));
        all.put("steps", () -> new StepsCommand(environment));
        all.put("compare", () -> new CompareCommand(environment));
        all.put("export", () -> new ExportCommand(environment));
        all.put("trace", () -> new TraceCommand(environment));
        return all;
    }

    /** All commands, with what they print and how they end. */
    static CommandLine commandLine(Environment environment) {
        return commandLine(environment, commands(environment).values());
    }

    private static CommandLine commandLine(Environment environment, Collection<Supplier<Object>> commands) {
        CommandLine line = new CommandLine(new TapbenchCommand());
        commands.forEach(command -> line.addSubcommand(command.get()));
        line.setOut(new PrintWriter(new OutputStreamWriter(environment.out(), StandardCharsets.UTF_8), true));
        line.setErr(new PrintWriter(new OutputStreamWriter(environment.err(), StandardCharsets.UTF_8), true));
        line.setColorScheme(CommandLine.Help.defaultColorScheme(environment.colour() ? Ansi.ON : Ansi.OFF));
        line.setUsageHelpWidth(Math.max(55, Math.min(100, environment.width())));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((problem, arguments) -> {
            environment.err().println(usage(problem));
            if (Arrays.asList(arguments).contains("--verbose")) {
                problem.printStackTrace(environment.err());
            }
            return ExitStatus.USAGE;
        });
        line.setExecutionExceptionHandler((problem, command, parsed) -> ended(environment, problem, isVerbose(parsed)));
        return line;
    }

    private static boolean isVerbose(CommandLine.ParseResult parsed) {
        CommandLine.ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        return last.hasMatchedOption("--verbose");
    }

    /** One line: what is wrong, the nearest valid name, where to read more. */
    private static String usage(ParameterException problem) {
        CommandLine command = problem.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        String reason = reason(problem, command);
        return name + ": " + reason + (reason.endsWith("?") ? " See '" : "; see '") + name + " --help'";
    }

    private static String reason(ParameterException problem, CommandLine command) {
        if (problem instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String word = unmatched.getUnmatched().get(0);
            if (word.startsWith("-")) {
                int equals = word.indexOf('=');
                String option = equals < 0 ? word : word.substring(0, equals);
                return "there is no option '" + option + "'"
                        + Nearest.hint(
                                option, command.getCommandSpec().optionsMap().keySet());
            }
            Set<String> commands = new TreeSet<>(command.getSubcommands().keySet());
            return commands.isEmpty()
                    ? "'" + word + "' is one argument too many"
                    : "there is no command '" + word + "'" + Nearest.hint(word, commands);
        }
        if (problem instanceof MissingParameterException missing) {
            List<String> names = new ArrayList<>();
            missing.getMissing()
                    .forEach(m -> names.add(
                            m.isOption()
                                    ? ((CommandLine.Model.OptionSpec) m).longestName() + " needs a value"
                                    : m.paramLabel() + " is missing"));
            return String.join(", ", names);
        }
        return String.valueOf(problem.getMessage()).lines().findFirst().orElse("wrong usage");
    }

    /** The exit status of a command that ended with an exception; the stack trace only on request. */
    private static int ended(Environment environment, Exception problem, boolean verbose) {
        int status;
        String message = problem.getMessage() == null ? problem.getClass().getSimpleName() : problem.getMessage();
        if (problem instanceof Failure failure) {
            status = failure.status();
        } else if (problem instanceof RunAbortedException) {
            status = ExitStatus.INTERRUPTED;
        } else if (problem instanceof DeviceException || problem instanceof CardNotGivenException) {
            status = ExitStatus.BROKEN;
        } else {
            status = ExitStatus.BROKEN;
            message = "a defect of Tapbench, please report it: "
                    + problem.getClass().getSimpleName() + ": " + message + (verbose ? "" : " (--verbose shows where)");
        }
        message.lines().forEach(line -> environment.err().println("tapbench: " + line));
        if (verbose) {
            problem.printStackTrace(environment.err());
        }
        return status;
    }
}
