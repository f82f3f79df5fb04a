package dev.tapbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.emv.calc.Catalogue;
import dev.tapbench.emv.calc.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** The calculator as a tester uses it. */
class CalcTest {
    private static final String FCI = "6F1A840E315041592E5359532E4444463031A5088801015F2D02656E";

    @TempDir
    private Path folder;

    private final Captured tapbench = new Captured();

    static Stream<Operation> operations() {
        return Catalogue.all().operations().stream();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void theExampleOfEachOperationComputesAndFitsItsHelp(Operation operation) {
        Captured help = new Captured();
        assertThat(help.run("calc", operation.name(), "--help")).isZero();
        operation.keyNames().forEach(key -> assertThat(help.out()).contains(key));
        operation.results().forEach(result -> assertThat(help.out()).contains(result.name()));
        if (!operation.example().isEmpty()) {
            List<String> arguments = new ArrayList<>(List.of("calc", operation.name()));
            arguments.addAll(operation.example());
            arguments.addAll(List.of("--steps", "--hsm", "embedded:"));
            assertThat(tapbench.run(arguments.toArray(String[]::new)))
                    .as(tapbench.err())
                    .isZero();
            assertThat(tapbench.out()).isNotBlank();
        }
    }

    /** What an operation promises is what it gives: a result without a line of help would be found by nobody. */
    @ParameterizedTest
    @MethodSource("operations")
    void theExampleGivesNothingThatHelpDoesNotName(Operation operation) {
        List<String> promised = operation.results().stream()
                .map(Operation.Result::name)
                .map(name -> name.equals("vTAG") ? "v[0-9A-F]+" : name.equals("TAG") ? "[0-9A-F]+" : name)
                .toList();
        if (!operation.example().isEmpty()) {
            List<String> arguments = new ArrayList<>(List.of("calc", operation.name(), "--json", "--hsm", "embedded:"));
            arguments.addAll(operation.example());
            assertThat(tapbench.run(arguments.toArray(String[]::new))).isZero();
            JsonMapper.shared()
                    .readTree(tapbench.out())
                    .path("results")
                    .propertyNames()
                    .forEach(name -> assertThat(promised).anyMatch(name::matches));
        }
    }

    @Test
    void oneInputNeedsNoName() {
        assertThat(tapbench.run("calc", "tlv.decode", FCI)).isZero();
        assertThat(tapbench.out())
                .contains("6F File Control Information (FCI) Template\n")
                .contains("  84 Dedicated File (DF) Name ")
                .contains("656E              'en'");
    }

    @Test
    void aLongValueComesFromAFileOrStandardInput() throws IOException {
        Files.writeString(folder.resolve("fci.txt"), FCI.substring(0, 10) + "\n  " + FCI.substring(10) + "\n");
        assertThat(tapbench.in(folder).run("calc", "tlv.decode", "data=@fci.txt"))
                .as(tapbench.err())
                .isZero();
        Captured piped = new Captured().input(FCI + "\n");
        assertThat(piped.run("calc", "tlv.decode", "-")).isZero();
        assertThat(piped.out()).isEqualTo(tapbench.out()).contains("Language Preference");
    }

    @Test
    void aListIsJson() {
        assertThat(tapbench.run("calc", "terminal.behaviour", "[\"70055F28020056\",\"70055F28020056\"]"))
                .isEqualTo(ExitStatus.FAILED);
        assertThat(tapbench.out()).isEmpty();
        assertThat(tapbench.err()).contains("record 2 of file 1 repeats 5F28");
    }

    /** A decoding must not wait for a token, or fail where there is none. */
    @Test
    void decodingTouchesNoModule() throws IOException {
        Path bench = Files.writeString(folder.resolve("bench.yaml"), """
                readers:
                  contactless: "jcardsim:"
                hsm: "pkcs11:/nowhere/libnothing.so"
                """);
        assertThat(tapbench.run("calc", "tlv.decode", FCI, "--bench", bench.toString(), "--json"))
                .isZero();
        assertThat(tapbench.out()).doesNotContain("\"hsm\"");
    }

    @Test
    void nothingIsWiderThanANarrowTerminal() {
        for (String[] arguments : new String[][] {
            {"calc", "tlv.decode", FCI},
            {"calc", "gpo.decode", "response=800E7C00080103001001050120010100", "--verbose"},
            {"calc", "transcript.read", "--help"},
            {"calc", "--list"},
            {"calc", "dol.fill", "dol=9F02069C01", "values={\"9F02\":\"000000001000\"}", "--steps"}
        }) {
            Captured narrow = new Captured().columns(60);
            assertThat(narrow.run(arguments)).isZero();
            assertThat(narrow.out().lines())
                    .allMatch(line -> line.length() <= 60 || line.startsWith("  tapbench calc"));
        }
    }

    /** In a pipe each value is one word of one line, so that grep and cut find it. */
    @Test
    void aPipeGetsWholeLines() {
        assertThat(tapbench.run(
                        "calc", "transcript.read", "apdus=[[\"00A4040007A000000003101000\",\"" + FCI + "9000\"]]"))
                .isZero();
        assertThat(tapbench.out().lines()).anyMatch(line -> line.startsWith("84  "));
    }

    @Test
    void stepsAreShownOnRequest() {
        String[] arguments = {"calc", "ac.input", "iad=06011203000000", "cdol_part=0001"};
        assertThat(tapbench.run(arguments)).isZero();
        assertThat(tapbench.out()).doesNotContain("cryptogram version");
        Captured steps = new Captured();
        assertThat(steps.run("calc", "ac.input", "iad=06011203000000", "cdol_part=0001", "--steps"))
                .isZero();
        assertThat(steps.out()).contains("cryptogram version  12").contains("padded_input");
    }

    @Test
    void whatIsNotComputedHereIsSaidSo() {
        assertThat(tapbench.run("calc", "ac.input", "iad=06010B03000000", "cdol_part=00"))
                .isEqualTo(ExitStatus.USAGE);
        assertThat(tapbench.err()).contains("cryptogram version 0B is not published");
    }
}
