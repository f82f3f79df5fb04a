package dev.tapbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.profiles.CardStatementFile;
import dev.tapbench.profiles.FileProblem;
import dev.tapbench.profiles.StatementAnswer;
import dev.tapbench.profiles.StatementQuestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The schema by which editors help, and the reader by which Tapbench judges, take the same statements. */
class CardStatementSchemaTest {
    private static final Path STATEMENTS = Path.of("../features/statements");
    private static final YamlSchema SCHEMA = new YamlSchema(STATEMENTS.resolve("card-statement.schema.json"));

    @TempDir
    private Path folder;

    static List<Path> shipped() throws IOException {
        try (Stream<Path> files = Files.walk(STATEMENTS)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void whatShipsFollowsTheSchemaAndNamesIt(Path statement) throws IOException {
        String content = Files.readString(statement);
        assertThat(SCHEMA.problems(content)).isEmpty();
        assertThat(content).startsWith("# yaml-language-server: $schema=card-statement.schema.json\n");
        assertThat(CardStatementFile.read(statement).product()).isNotEmpty();
    }

    /** A word that only one of them knew would be completed by an editor and refused by Tapbench, or the other way round. */
    @ParameterizedTest
    @EnumSource(value = StatementQuestion.class, mode = EnumSource.Mode.EXCLUDE, names = "KEYS")
    void schemaAndReaderKnowTheSameWords(StatementQuestion question) throws IOException {
        JsonNode at = JsonMapper.shared().readTree(SCHEMA.text());
        for (String name : question.key().split("\\.", -1)) {
            at = at.path("properties").path(name);
        }
        JsonNode words = question.takesSeveral() ? at.path("anyOf").get(0).path("enum") : at.path("enum");
        assertThat(words.valueStream().map(JsonNode::asString))
                .containsExactlyElementsOf(
                        question.answers().stream().map(StatementAnswer::words).toList());
    }

    /** Both know each question and no other. */
    @Test
    void schemaAndReaderKnowTheSameKeys() throws IOException {
        JsonNode properties = JsonMapper.shared().readTree(SCHEMA.text()).path("properties");
        TreeSet<String> keys = new TreeSet<>();
        for (Map.Entry<String, JsonNode> property : properties.properties()) {
            JsonNode further = property.getValue().path("properties");
            if (further.isMissingNode()) {
                keys.add(property.getKey());
            } else {
                further.propertyNames().forEach(name -> keys.add(property.getKey() + "." + name));
            }
        }
        TreeSet<String> questions = new TreeSet<>(List.of("product", "applications"));
        Stream.of(StatementQuestion.values()).map(StatementQuestion::key).forEach(questions::add);
        assertThat(keys).isEqualTo(questions);
    }

    /** What is wrong in any way is wrong to both. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "  load: three tabs",
                "  pin: [online, nowhere]",
                "  pinTryCounter: maybe",
                "device: watch",
                "interfaces: []",
                "  - aid: F05441",
                "    label: A-B",
                "    currency: euros",
            })
    void whatIsWrongIsWrongToBoth(String line) throws IOException {
        String sound = Files.readString(STATEMENTS.resolve("prepaid.yaml")).replaceFirst("keys: .*", "keys: none");
        String key = line.substring(0, line.indexOf(':') + 1);
        String wrong = sound.replaceFirst("(?m)^" + key + ".*$", line);
        assertThat(SCHEMA.problems(sound)).isEmpty();
        assertThat(wrong).isNotEqualTo(sound);
        assertThat(SCHEMA.problems(wrong)).isNotEmpty();
        Path file = Files.writeString(folder.resolve("wrong.yaml"), wrong);
        assertThatThrownBy(() -> CardStatementFile.read(file)).isInstanceOf(FileProblem.class);
    }
}
