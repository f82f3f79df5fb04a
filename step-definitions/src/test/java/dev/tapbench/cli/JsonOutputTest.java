package dev.tapbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What each command prints with {@code --json} is one document, follows its schema, and is alone on standard output. */
class JsonOutputTest {
    @TempDir
    private Path folder;

    private ObjectNode printed(String name, int status, String... arguments) {
        return PrintedJson.of(folder, name, status, arguments);
    }

    @Test
    void everyCommandWithJsonIsTestedHere() {
        Set<String> commands = new TreeSet<>();
        Main.commandLine(new Captured().environment()).getSubcommands().forEach((name, command) -> {
            if (command.getCommandSpec().optionsMap().containsKey("--json")) {
                commands.add(name);
            }
        });
        assertThat(commands)
                .containsExactly(
                        "calc",
                        "certify",
                        "compare",
                        "inspect",
                        "measure",
                        "qualify",
                        "readers",
                        "requirements",
                        "steps",
                        "trace",
                        "tune",
                        "validate",
                        "vectors");
    }

    @Test
    void readers() {
        ObjectNode document = printed("readers", ExitStatus.PASSED, "readers", "--json");
        PrintedJson.isHeld("readers", "rows", document, Set.of());
        ((ObjectNode) document.path("rows").get(0)).put("available", false);
        assertThat(PrintedJson.problems("readers", document)).as("no remedy").isNotEmpty();
    }

    @Test
    void measure() {
        ObjectNode document =
                printed("measure", ExitStatus.PASSED, "measure", "apdu", "--quick", "--only", "echo,mac", "--json");
        PrintedJson.isHeld("measure", "rows", document, Set.of());
        assertThat(document.path("rows").findValuesAsString("name"))
                .as("the headline comes first")
                .containsExactly("mac", "echo");
        for (String field : List.of("unit", "ours", "baseline", "ratio", "ci95")) {
            assertThat(document.path(field))
                    .isEqualTo(document.path("rows").get(0).path(field));
        }
        ObjectNode skipped = ((ArrayNode) document.path("skipped")).addObject().put("name", "softhsm-mac");
        assertThat(PrintedJson.problems("measure", document)).as("no reason").isNotEmpty();
        skipped.put("reason", "SoftHSM is not installed");
        assertThat(PrintedJson.problems("measure", document)).isEmpty();
        assertThat(document.path("ratio").asDouble())
                .isEqualTo(document.path("ours").asDouble()
                        / document.path("baseline").asDouble());
    }

    @Test
    void measures() {
        PrintedJson.isHeld(
                "measures", "rows", printed("measures", ExitStatus.PASSED, "measure", "--list", "--json"), Set.of());
    }

    @Test
    void steps() {
        PrintedJson.isHeld("steps", "rows", printed("steps", ExitStatus.PASSED, "steps", "--json"), Set.of());
    }

    @Test
    void tune() {
        String profile = Path.of("../features/risk/phone-any.yaml")
                .toAbsolutePath()
                .normalize()
                .toString();
        ObjectNode document = printed(
                "tune",
                ExitStatus.PASSED,
                "tune",
                profile,
                "--vary",
                "lostOrStolen.count=1,3",
                "--vary",
                "lostOrStolen.amount=30..60/30",
                "--cards",
                "500",
                "--json",
                "--out",
                folder.toString());
        PrintedJson.isHeld("tune", "rows", document, Set.of());
        assertThat(document.path("rows")).hasSize(4);
        assertThat(document.at("/rows/1/values").toString())
                .isEqualTo("{\"lostOrStolen.count\":\"1\",\"lostOrStolen.amount\":\"60\"}");
        assertThat(document.at("/rows/1/mixed").asString()).isEqualTo("210.00 EUR");
        assertThat(document.at("/rows/0/frontier").asBoolean())
                .as("as much to steal as with three payments, and owners are asked more often")
                .isFalse();
        assertThat(document.at("/rows/2/frontier").asBoolean()).isTrue();
        assertThat(document.at("/rows/3/frontier").asBoolean()).isTrue();
    }

    @Test
    void validate() {
        String profile = Path.of("../features/risk/prepaid.yaml")
                .toAbsolutePath()
                .normalize()
                .toString();
        ObjectNode document = printed(
                "validate",
                ExitStatus.PASSED,
                "validate",
                profile,
                "--device",
                "card",
                "--json",
                "--out",
                folder.toString());
        PrintedJson.isHeld("validate", "findings", document, Set.of());
        ObjectNode cell = (ObjectNode) document.at("/exposure/offline/noCvm");
        assertThat(cell.path("amount").asString()).isEqualTo("150.00 EUR");
        assertThat(PrintedJson.problems(
                        "validate", withChanged(document, "/exposure/offline/noCvm", "amount", "all of it")))
                .isNotEmpty();
        assertThat(PrintedJson.problems(
                        "validate", withChanged(document, "/exposure/offline/noCvm/witness", "spends", "much")))
                .isNotEmpty();
        assertThat(PrintedJson.problems(
                        "validate", withChanged(document, "/exposure/mixed/noCvm", "confirmedOnCard", "yes")))
                .isNotEmpty();
        assertThat(document.at("/honest/types").size()).isGreaterThan(1);
        assertThat(document.at("/honest/all/cards").asLong()).isEqualTo(10_000);
        assertThat(PrintedJson.problems("validate", withChanged(document, "/honest", "sketch", "0123")))
                .isNotEmpty();
        assertThat(PrintedJson.problems("validate", withChanged(document, "/honest/types/0/prompts", "mean", "often")))
                .isNotEmpty();
        assertThat(PrintedJson.problems("validate", withChanged(document, "/honest/all/firstDecline", "surplus", "1")))
                .isNotEmpty();
    }

    private static ObjectNode withChanged(ObjectNode document, String place, String key, String value) {
        ObjectNode changed = document.deepCopy();
        ((ObjectNode) changed.at(place)).put(key, value);
        return changed;
    }

    @Test
    void inspect() {
        ObjectNode document =
                printed("inspect", ExitStatus.PASSED, "inspect", "--json", "--quiet", "--hsm", "embedded:");
        assertThat(document.path("findings")).isEmpty();
        assertThat(document.path("rulesRun").asInt()).isGreaterThanOrEqualTo(100);
        assertThat(document.path("rulesNotApplicable").asInt())
                .isEqualTo(document.path("notApplicable").size());
        for (String key : List.of("readers", "aids", "directories", "records", "data", "certificates")) {
            PrintedJson.isHeld("inspect", key, document, Set.of());
        }
        assertThat(document.path("aids").findValuesAsString("medium")).containsExactly("contactless", "contact-t0");
        assertThat(folder.resolve("reports/inspect/prepaid/index.html")).exists();
        assertThat(PrintedJson.problems(
                        "inspect",
                        PrintedJson.STRICT.readTree(folder.resolve("reports/inspect/prepaid/report.json")
                                .toFile())))
                .isEmpty();
    }

    /** The card of the catalogue that answers a record behind the last one in another way. */
    @Test
    void inspectOfAFaultyCard() {
        ObjectNode document = printed(
                "inspect",
                ExitStatus.PASSED,
                "inspect",
                "--json",
                "--hsm",
                "embedded:",
                "--reader",
                "jcardsim:?fault=F-089");
        PrintedJson.isHeld("inspect", "findings", document, Set.of());
        assertThat(document.at("/findings/0/id").asString()).isEqualTo("IN-021");
    }

    /** A fault that is caught, and one that judges nothing. */
    @Test
    void qualify() throws IOException {
        PrintedJson.isHeld(
                "qualify",
                "rows",
                printed("qualify", ExitStatus.PASSED, "qualify", "--only", "F-001", "--json"),
                Set.of());
        assertThat(PrintedJson.problems(
                        "qualify",
                        PrintedJson.STRICT.readTree(Files.readString(folder.resolve("reports/runs/qualify.json")))))
                .isEmpty();
        Path faults = Files.createDirectories(folder.resolve("faults/F-901"));
        Files.writeString(
                faults.resolve("fault.yaml"), "{id: F-901, party: host, wrong: a, requirement: L-05, noticed: b}");
        Files.writeString(faults.resolve("change.patch"), "--- a/A.java\n+++ b/A.java\n@@ -1,1 +1,1 @@\n-a\n+b\n");
        ObjectNode broken = printed("qualify", ExitStatus.FAILED, "qualify", "--faults", "faults", "--json");
        ((ObjectNode) broken.path("rows").get(0)).put("ok", true);
        assertThat(PrintedJson.problems("qualify", broken))
                .as("broken is never ok")
                .isNotEmpty();
    }

    @Test
    void requirements() {
        ObjectNode document = printed("requirements", ExitStatus.PASSED, "requirements", "--json");
        PrintedJson.isHeld("requirements", "requirements", document, Set.of("notYet"));
        document.path("requirements")
                .forEach(row -> assertThat(row.has("notYet"))
                        .as(row.path("id").asString())
                        .isEqualTo(row.path("grade").asString().equals("missing")));
    }

    @Test
    void calc() {
        ObjectNode document = printed(
                "calc",
                ExitStatus.PASSED,
                "calc",
                "gpo.decode",
                "response=770E8202390094081801020120020400",
                "--steps",
                "--json");
        PrintedJson.isHeld("calc", "decoded", document, Set.of());
        assertThat(PrintedJson.problems("calc", document.deepCopy().put("surplus", 1)))
                .isNotEmpty();
        assertThat(document.path("results").path("aip").asString()).isEqualTo("3900");
        ObjectNode refused = printed("calc", ExitStatus.FAILED, "calc", "tlv.decode", "9C01FFAA", "--json");
        assertThat(refused.path("error").path("offset").asInt()).isEqualTo(4);
        ((ObjectNode) refused.path("error")).remove("offset");
        assertThat(PrintedJson.problems("calc", refused)).isNotEmpty();
    }

    @Test
    void operations() {
        PrintedJson.isHeld(
                "operations", "rows", printed("operations", ExitStatus.PASSED, "calc", "--list", "--json"), Set.of());
        assertThat(printed("operations", ExitStatus.PASSED, "calc", "dol.fill", "--help", "--json")
                        .path("rows"))
                .hasSize(1);
    }

    /** One of each: right, wrong, not computed here. */
    @Test
    void vectors() throws IOException {
        Files.writeString(folder.resolve("v.json"), """
            {"vectors": [
            {"id": "a", "op": "afl.decode", "scope": "core", "inputs": {"afl": "08010100"}, "expected": {"entries": [[1, 1, 1, 0]]}},
            {"id": "b", "op": "tlv.encode", "scope": "core", "inputs": {"tag": "9A", "value": ""}, "expected": {"encoded": "9A01"}},
            {"id": "c", "op": "ac.input", "scope": "beyond", "inputs": {"iad": "06010B03000000", "cdol_part": ""}, "expected": {"x": 1}}
            ]}\
            """);
        ObjectNode document = printed("vectors", ExitStatus.FAILED, "vectors", "v.json", "--json");
        PrintedJson.isHeld("vectors", "results", document, Set.of());
        assertThat(document.path("run").asInt()).isEqualTo(2);
        assertThat(document.path("passed").asInt()).isEqualTo(1);
        assertThat(document.path("failed").asInt()).isEqualTo(1);
        assertThat(document.path("unsupported").asInt()).isEqualTo(1);
        assertThat(document.path("results").findValuesAsString("status"))
                .containsExactly("passed", "failed", "unsupported");
        ((ObjectNode) document.path("results").get(1)).remove("problems");
        assertThat(PrintedJson.problems("vectors", document)).as("no problem").isNotEmpty();
    }

    @Test
    void list() {
        ObjectNode document = printed("list", ExitStatus.PASSED, "certify", "--list", "--json");
        PrintedJson.isHeld("list", "scenarios", document, Set.of());
        ObjectNode none = printed("list", ExitStatus.GATE, "certify", "--list", "--json", "--tags", "@none");
        assertThat((ArrayNode) none.path("scenarios")).isEmpty();
    }

    /** One run for all that a run prints: a scenario that passes and one that fails. */
    @Test
    void certifyThenTraceAndRequirementsOfItsRun() throws IOException {
        Path features = Files.createDirectories(folder.resolve("features"));
        Files.writeString(features.resolve("card.feature"), """
            Feature: a card

              @TC-X-001 @L-14 @shows
              Scenario: it holds what it was made with
                Given a prepaid card that holds 20.00 EUR
                Then the card holds 20.00 EUR

              @TC-X-002
              Scenario: it holds more
                Given a prepaid card that holds 20.00 EUR
                Then the card holds 30.00 EUR
            """);
        ObjectNode summary = printed(
                "certify",
                ExitStatus.FAILED,
                "certify",
                "--json",
                "--no-report",
                "--features",
                "features",
                "--hsm",
                "embedded:");
        assertThat(summary.path("scenarios").path("selected").asInt()).isEqualTo(2);
        assertThat(PrintedJson.problems("certify", summary.deepCopy().put("surplus", 1)))
                .isNotEmpty();

        ObjectNode trace = printed("trace", ExitStatus.PASSED, "trace", "latest", "TC-X-002", "--json");
        assertThat(trace.path("rows").findValuesAsString("type")).contains("apdu");
        ((ObjectNode) trace.path("rows").get(0)).put("surplus", 1);
        assertThat(PrintedJson.problems("trace", trace))
                .as("rows are held as well")
                .isNotEmpty();

        ObjectNode rows = printed("requirements", ExitStatus.PASSED, "requirements", "--json");
        assertThat(rows.path("requirements").findValuesAsString("evidenced")).containsOnly("true");
    }

    /** Wrong usage prints no half document. */
    @Test
    void anErrorLeavesStandardOutputEmpty() {
        for (String[] arguments : new String[][] {
            {"trace", "latest", "TC-X-001", "--json"},
            {"requirements", "--run", "nowhere", "--json"},
            {"steps", "--features", "nowhere", "--json"},
            {"certify", "--only", "nothing", "--json"},
            {"calc", "tlv.decode", "--json"},
            {"calc", "nothing", "--json"},
            {"vectors", "nowhere.json", "--json"}
        }) {
            Captured tapbench = new Captured().in(folder);
            assertThat(tapbench.run(arguments)).isEqualTo(ExitStatus.USAGE);
            assertThat(tapbench.out()).isEmpty();
            assertThat(tapbench.err().lines()).hasSize(1);
        }
    }
}
