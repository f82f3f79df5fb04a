package dev.tapbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Help is read on a terminal of 80 columns, and its examples are copied from there. */
class HelpTest {
    // A word, or what stands between single quotes, as a shell takes it.
    private static final Pattern ARGUMENT = Pattern.compile("'([^']*)'|(\\S+)");

    private final Captured tapbench = new Captured();

    static Stream<String> commands() {
        return Stream.concat(
                Stream.of(""), Main.commandLine(new Captured().environment()).getSubcommands().keySet().stream());
    }

    private static String help(String command, int columns) {
        Captured help = new Captured().columns(columns);
        assertThat(command.isEmpty() ? help.run("--help") : help.run(command, "--help"))
                .isZero();
        assertThat(help.err()).isEmpty();
        return help.out();
    }

    private static List<String> examples(String command) {
        String prefix = "  tapbench" + (command.isEmpty() ? "" : " " + command);
        return help(command, 0)
                .lines()
                .dropWhile(line -> !line.equals("Examples:"))
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring("  tapbench".length()))
                .toList();
    }

    private static String[] arguments(String example) {
        List<String> arguments = new ArrayList<>();
        Matcher matcher = ARGUMENT.matcher(example);
        while (matcher.find()) {
            arguments.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
        }
        return arguments.toArray(String[]::new);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void fitsTheTerminalAndAPipe(String command) {
        for (int columns : new int[] {0, 80}) {
            assertThat(help(command, columns).lines()).allMatch(line -> line.length() <= 80, "80 columns");
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void hasExamplesThatAreTaken(String command) {
        assertThat(examples(command)).isNotEmpty();
        for (String example : examples(command)) {
            CommandLine line = Main.commandLine(tapbench.environment());
            assertThat(line.parseArgs(arguments(example)).hasSubcommand())
                    .as(example)
                    .isTrue();
        }
    }

    /** What an example selects has to be there; listing checks all arguments and runs nothing. */
    @Test
    void examplesOfCertifySelectSomething() {
        for (String example : examples("certify")) {
            if (!example.contains("pkcs11:")) {
                Captured list = new Captured().in(tapbench.environment().home());
                assertThat(list.run(arguments(example + " --list"))).as(example).isZero();
                assertThat(list.out()).as(example).contains("TC-");
            }
        }
    }

    @Test
    void filesAndScenariosThatHelpNamesAreThere() {
        Matcher file = Pattern.compile("features/[a-z/]+\\.yaml")
                .matcher(help("certify", 100) + help("test", 100).replaceAll("\\s+", " "));
        int files = 0;
        while (file.find()) {
            assertThat(tapbench.environment().home().resolve(file.group()))
                    .satisfies(f -> assertThat(Files.exists(f)).isTrue());
            files++;
        }
        assertThat(files).isGreaterThanOrEqualTo(2);
        List<String> ids = Scenarios.read(tapbench.environment().features()).items().stream()
                .map(Scenarios.Item::id)
                .toList();
        Matcher id =
                Pattern.compile("TC-[A-Z]-\\d+").matcher(help("certify", 100) + help("trace", 100) + help("", 100));
        while (id.find()) {
            assertThat(ids).contains(id.group());
        }
    }

    @Test
    void versionHasTheVersion() {
        assertThat(tapbench.run("--version")).isZero();
        assertThat(tapbench.out()).startsWith("tapbench ");
    }
}
