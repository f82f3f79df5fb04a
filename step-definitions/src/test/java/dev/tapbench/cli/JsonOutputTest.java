package dev.tapbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What each command prints with {@code --json} is one document, follows its schema, and is alone on standard output. */
class JsonOutputTest {
    private static final String SCHEMAS = "https://tapbench.dev/schema/";
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    @TempDir
    private Path folder;

    @BeforeAll
    static void readSchemas() throws IOException {
        Map<String, String> known = new HashMap<>();
        try (Stream<Path> files = Files.list(Path.of("../reports/schema"))) {
            for (Path file : files.toList()) {
                known.put(SCHEMAS + file.getFileName(), Files.readString(file));
            }
        }
        schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12, b -> b.schemas(known));
    }

    private static List<String> problems(String name, JsonNode document) {
        Schema schema = schemas.getSchema(SchemaLocation.of(SCHEMAS + name + ".json"));
        return schema.validate(document.toString(), InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    /** Runs a command in an empty folder; what goes past its own streams, straight to the process's, counts as well. */
    private ObjectNode printed(String name, int status, String... arguments) {
        Captured tapbench = new Captured().in(folder);
        ByteArrayOutputStream past = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(past, true, StandardCharsets.UTF_8));
        try {
            assertThat(tapbench.run(arguments)).as(tapbench.err()).isEqualTo(status);
        } finally {
            System.setOut(before);
        }
        assertThat(past.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(tapbench.out()).startsWith("{");
        ObjectNode document = (ObjectNode) STRICT.readTree(tapbench.out());
        assertThat(document.path("schema").asString()).isEqualTo("tapbench." + name + "/1");
        assertThat(problems(name, document)).isEmpty();
        return document;
    }

    /** A schema that takes anything would hold nothing. */
    static void isHeld(String name, String key, ObjectNode document, Set<String> optional) {
        assertThat(problems(name, document.deepCopy().put("surplus", 1))).isNotEmpty();
        assertThat(problems(name, document.deepCopy().put("schema", "tapbench." + name + "/2")))
                .isNotEmpty();
        assertThat(document.path(key).size()).isPositive();
        for (String field : document.path(key).get(0).propertyNames()) {
            ObjectNode less = document.deepCopy();
            ((ObjectNode) less.path(key).get(0)).remove(field);
            assertThat(problems(name, less).isEmpty()).as(field).isEqualTo(optional.contains(field));
        }
        ObjectNode more = document.deepCopy();
        ((ObjectNode) more.path(key).get(0)).put("surplus", 1);
        assertThat(problems(name, more)).isNotEmpty();
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
        isHeld("readers", "rows", document, Set.of());
        ((ObjectNode) document.path("rows").get(0)).put("available", false);
        assertThat(problems("readers", document)).as("no remedy").isNotEmpty();
    }

    @Test
    void measure() {
        ObjectNode document =
                printed("measure", ExitStatus.PASSED, "measure", "apdu", "--quick", "--only", "echo,mac", "--json");
        isHeld("measure", "rows", document, Set.of());
        assertThat(document.path("rows").findValuesAsString("name"))
                .as("the headline comes first")
                .containsExactly("mac", "echo");
        for (String field : List.of("unit", "ours", "baseline", "ratio", "ci95")) {
            assertThat(document.path(field))
                    .isEqualTo(document.path("rows").get(0).path(field));
        }
        ObjectNode skipped = ((ArrayNode) document.path("skipped")).addObject().put("name", "softhsm-mac");
        assertThat(problems("measure", document)).as("no reason").isNotEmpty();
        skipped.put("reason", "SoftHSM is not installed");
        assertThat(problems("measure", document)).isEmpty();
        assertThat(document.path("ratio").asDouble())
                .isEqualTo(document.path("ours").asDouble()
                        / document.path("baseline").asDouble());
    }

    @Test
    void measures() {
        isHeld("measures", "rows", printed("measures", ExitStatus.PASSED, "measure", "--list", "--json"), Set.of());
    }

    @Test
    void steps() {
        isHeld("steps", "rows", printed("steps", ExitStatus.PASSED, "steps", "--json"), Set.of());
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
        isHeld("tune", "rows", document, Set.of());
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
        isHeld("validate", "findings", document, Set.of());
        ObjectNode cell = (ObjectNode) document.at("/exposure/offline/noCvm");
        assertThat(cell.path("amount").asString()).isEqualTo("150.00 EUR");
        assertThat(problems("validate", withChanged(document, "/exposure/offline/noCvm", "amount", "all of it")))
                .isNotEmpty();
        assertThat(problems("validate", withChanged(document, "/exposure/offline/noCvm/witness", "spends", "much")))
                .isNotEmpty();
        assertThat(problems("validate", withChanged(document, "/exposure/mixed/noCvm", "confirmedOnCard", "yes")))
                .isNotEmpty();
        assertThat(document.at("/honest/types").size()).isGreaterThan(1);
        assertThat(document.at("/honest/all/cards").asLong()).isEqualTo(10_000);
        assertThat(problems("validate", withChanged(document, "/honest", "sketch", "0123")))
                .isNotEmpty();
        assertThat(problems("validate", withChanged(document, "/honest/types/0/prompts", "mean", "often")))
                .isNotEmpty();
        assertThat(problems("validate", withChanged(document, "/honest/all/firstDecline", "surplus", "1")))
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
            isHeld("inspect", key, document, Set.of());
        }
        assertThat(document.path("aids").findValuesAsString("medium")).containsExactly("contactless", "contact-t0");
        assertThat(folder.resolve("reports/inspect/prepaid/index.html")).exists();
        assertThat(problems(
                        "inspect",
                        STRICT.readTree(folder.resolve("reports/inspect/prepaid/report.json")
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
        isHeld("inspect", "findings", document, Set.of());
        assertThat(document.at("/findings/0/id").asString()).isEqualTo("IN-021");
    }

    /** A fault that is caught, and one that judges nothing. */
    @Test
    void qualify() throws IOException {
        isHeld(
                "qualify",
                "rows",
                printed("qualify", ExitStatus.PASSED, "qualify", "--only", "F-001", "--json"),
                Set.of());
        assertThat(problems("qualify", STRICT.readTree(Files.readString(folder.resolve("reports/runs/qualify.json")))))
                .isEmpty();
        Path faults = Files.createDirectories(folder.resolve("faults/F-901"));
        Files.writeString(
                faults.resolve("fault.yaml"), "{id: F-901, party: host, wrong: a, requirement: L-05, noticed: b}");
        Files.writeString(faults.resolve("change.patch"), "--- a/A.java\n+++ b/A.java\n@@ -1,1 +1,1 @@\n-a\n+b\n");
        ObjectNode broken = printed("qualify", ExitStatus.FAILED, "qualify", "--faults", "faults", "--json");
        ((ObjectNode) broken.path("rows").get(0)).put("ok", true);
        assertThat(problems("qualify", broken)).as("broken is never ok").isNotEmpty();
    }

    @Test
    void requirements() {
        ObjectNode document = printed("requirements", ExitStatus.PASSED, "requirements", "--json");
        isHeld("requirements", "requirements", document, Set.of("notYet"));
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
        isHeld("calc", "decoded", document, Set.of());
        assertThat(problems("calc", document.deepCopy().put("surplus", 1))).isNotEmpty();
        assertThat(document.path("results").path("aip").asString()).isEqualTo("3900");
        ObjectNode refused = printed("calc", ExitStatus.FAILED, "calc", "tlv.decode", "9C01FFAA", "--json");
        assertThat(refused.path("error").path("offset").asInt()).isEqualTo(4);
        ((ObjectNode) refused.path("error")).remove("offset");
        assertThat(problems("calc", refused)).isNotEmpty();
    }

    @Test
    void operations() {
        isHeld("operations", "rows", printed("operations", ExitStatus.PASSED, "calc", "--list", "--json"), Set.of());
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
        isHeld("vectors", "results", document, Set.of());
        assertThat(document.path("run").asInt()).isEqualTo(2);
        assertThat(document.path("passed").asInt()).isEqualTo(1);
        assertThat(document.path("failed").asInt()).isEqualTo(1);
        assertThat(document.path("unsupported").asInt()).isEqualTo(1);
        assertThat(document.path("results").findValuesAsString("status"))
                .containsExactly("passed", "failed", "unsupported");
        ((ObjectNode) document.path("results").get(1)).remove("problems");
        assertThat(problems("vectors", document)).as("no problem").isNotEmpty();
    }

    @Test
    void list() {
        ObjectNode document = printed("list", ExitStatus.PASSED, "certify", "--list", "--json");
        isHeld("list", "scenarios", document, Set.of());
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
        assertThat(problems("certify", summary.deepCopy().put("surplus", 1))).isNotEmpty();

        ObjectNode trace = printed("trace", ExitStatus.PASSED, "trace", "latest", "TC-X-002", "--json");
        assertThat(trace.path("rows").findValuesAsString("type")).contains("apdu");
        ((ObjectNode) trace.path("rows").get(0)).put("surplus", 1);
        assertThat(problems("trace", trace)).as("rows are held as well").isNotEmpty();

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
