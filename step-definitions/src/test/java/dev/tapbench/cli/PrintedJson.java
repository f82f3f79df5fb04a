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
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a command prints with {@code --json}, held to its schema of reports/schema. */
final class PrintedJson {
    private static final String SCHEMAS = "https://tapbench.dev/schema/";
    static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final SchemaRegistry REGISTRY = read();

    private PrintedJson() {}

    private static SchemaRegistry read() {
        Map<String, String> known = new HashMap<>();
        try (Stream<Path> files = Files.list(Path.of("../reports/schema"))) {
            for (Path file : files.toList()) {
                known.put(SCHEMAS + file.getFileName(), Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12, b -> b.schemas(known));
    }

    /** What of a document its schema does not allow. */
    static List<String> problems(String name, JsonNode document) {
        Schema schema = REGISTRY.getSchema(SchemaLocation.of(SCHEMAS + name + ".json"));
        return schema.validate(document.toString(), InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    /** Runs a command in an empty folder; what goes past its own streams, straight to the process's, counts as well. */
    static ObjectNode of(Path folder, String name, int status, String... arguments) {
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
}
