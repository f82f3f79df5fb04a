package dev.tapbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.profiles.FileProblem;
import dev.tapbench.profiles.RiskProfileFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The schema by which editors help, and the reader by which Tapbench judges, take the same profiles; and the page is the schema's. */
class RiskProfileSchemaTest {
    private static final Path RISK = Path.of("../features/risk");
    private static final YamlSchema SCHEMA = new YamlSchema(RISK.resolve("risk-profile.schema.json"));
    private static final Path PAGE = Path.of("../docs/risk-profile.md");
    private static final String PHONE = "name: x\nkind: line\ncurrency: EUR\n";

    @TempDir
    Path folder;

    static List<Path> shipped() throws IOException {
        try (Stream<Path> files = Files.walk(RISK)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    private static JsonNode tree() throws IOException {
        return JsonMapper.shared().readTree(SCHEMA.text());
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void whatShipsFollowsTheSchemaAndNamesIt(Path profile) throws IOException {
        String content = Files.readString(profile);
        assertThat(SCHEMA.problems(content)).isEmpty();
        String schema = content.lines().findFirst().orElse("").replace("# yaml-language-server: $schema=", "");
        assertThat(profile.resolveSibling(schema).normalize()).isEqualTo(SCHEMA.file());
        RiskProfileFile.read(profile);
    }

    /** A key that only one of them knew would be completed by an editor and refused by Tapbench, or the other way round. */
    @Test
    void schemaAndReaderKnowTheSameKeys() throws IOException {
        List<String> keys = new ArrayList<>();
        collect(keys, "", tree().get("properties"));
        keys.remove("extends");
        assertThat(keys).containsExactlyInAnyOrderElementsOf(RiskProfileFile.keys());
    }

    private static void collect(List<String> keys, String prefix, JsonNode properties) {
        for (Map.Entry<String, JsonNode> property : properties.properties()) {
            String key = prefix + property.getKey();
            if (property.getValue().has("properties")) {
                collect(keys, key + ".", property.getValue().get("properties"));
            } else {
                keys.add(property.getValue().has("additionalProperties") ? key + ".*" : key);
            }
        }
    }

    /** What the reader expects where a word is wrong are the schema's words. */
    @Test
    void schemaAndReaderKnowTheSameWords() throws IOException {
        List<String> seen = new ArrayList<>();
        compareWords(seen, "", tree().get("properties"));
        assertThat(seen).hasSizeGreaterThan(8);
    }

    private void compareWords(List<String> seen, String prefix, JsonNode properties) throws IOException {
        for (Map.Entry<String, JsonNode> property : properties.properties()) {
            String key = prefix + property.getKey();
            JsonNode value = property.getValue();
            if (value.has("properties")) {
                compareWords(seen, key + ".", value.get("properties"));
            }
            if (value.has("x-words")) {
                seen.add(key);
                TreeSet<String> words = new TreeSet<>();
                value.get("x-words").propertyNames().forEach(words::add);
                Path file = folder.resolve("words.yaml");
                Files.writeString(file, nested(key));
                assertThatThrownBy(() -> RiskProfileFile.read(file))
                        .as(key)
                        .isInstanceOf(FileProblem.class)
                        .hasMessageContaining("'nonsense'")
                        .hasMessageEndingWith("expected one of " + String.join(", ", words));
            }
        }
    }

    /** A profile in which this key says nonsense. */
    private static String nested(String key) {
        StringBuilder profile = new StringBuilder();
        PHONE.lines()
                .filter(line -> !line.startsWith(key + ":"))
                .forEach(line -> profile.append(line).append('\n'));
        String[] parts = key.split("\\.", -1);
        for (int i = 0; i < parts.length; i++) {
            profile.append("  ".repeat(i)).append(parts[i]).append(i < parts.length - 1 ? ":\n" : ": nonsense\n");
        }
        return profile.toString();
    }

    /** What is wrong in any way is wrong to both. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "batteryout: pays",
                "spending: {upperCount: 256}",
                "spending: {upperCount: many}",
                "spending: {upperAmount: -1.00}",
                "spending: {onlineApproval: maybe}",
                "cvm: {methods: [finger]}",
                "cvm: {armedSeconds: 4000}",
                "cvm: {methods: [sensor, sensor]}",
                "currencies: {other: convert, convert: {USD: 0.92, GBP: 1.17}}",
                "currencies: {other: convert, convert: {dollar: 0.92}}",
                "currencies: {other: convert, convert: {USD: -0.92}}",
                "userSettings: {above: {most: lots}}",
                "terminals: {unattended: always}",
            })
    void whatIsWrongIsWrongToBoth(String line) throws IOException {
        Path file = folder.resolve("wrong.yaml");
        Files.writeString(file, PHONE + line + "\n");
        assertThat(SCHEMA.problems(PHONE)).isEmpty();
        assertThat(SCHEMA.problems(Files.readString(file))).isNotEmpty();
        assertThatThrownBy(() -> RiskProfileFile.read(file))
                .isInstanceOf(FileProblem.class)
                .hasMessageContaining(file + ":4:");
    }

    /** {@code -Dtapbench.docs.write=true} writes it. */
    @Test
    void thePageIsWhatTheSchemaSays() throws IOException {
        String page = RiskProfilePage.of(tree());
        if (Boolean.getBoolean("tapbench.docs.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
                .as(
                        "docs/risk-profile.md is not what the schema says; to write it again: ./mvnw -pl step-definitions -am test"
                                + " -Dtest=RiskProfileSchemaTest -Dsurefire.failIfNoSpecifiedTests=false -Dtapbench.docs.write=true")
                .isEqualTo(page);
    }
}
