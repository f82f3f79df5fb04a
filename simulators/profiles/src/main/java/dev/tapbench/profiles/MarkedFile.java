package dev.tapbench.profiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A YAML or JSON file, and where in it each key stands, so that a problem can name the place. A file may extend another one:
 * what it does not say is the other's, and a problem is told at the file that says the wrong value.
 */
final class MarkedFile {
    private static final String EXTENDS = "extends";
    /** A list of one value may stand without brackets, under the list's own key. */
    private static final String ONLY = ".0";

    private final Path path;
    private final Format format;
    private final String text;
    private final Map<String, Mark> marks = new HashMap<>();
    private Optional<MarkedFile> extended = Optional.empty();
    /** Values in the place of the file's, by key. */
    private Map<String, String> replaced = Map.of();

    /** Where a key stands and what its value says. */
    private record Mark(int line, int column, String value) {}

    /** The language of a file; its mapper is made when a file of it is read first. */
    private enum Format {
        YAML,
        JSON;

        ObjectMapper mapper() {
            return this == YAML ? Yaml.MAPPER : Json.MAPPER;
        }
    }

    private static final class Yaml {
        static final ObjectMapper MAPPER = YAMLMapper.builder(YAMLFactory.builder()
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build())
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
                .build();
    }

    private static final class Json {
        static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build())
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    private MarkedFile(Path path, Format format, String text) {
        this.path = path;
        this.format = format;
        this.text = text;
    }

    /**
     * Opens a YAML file.
     *
     * @throws FileProblem when it is missing, unreadable, empty or no YAML
     */
    static MarkedFile yaml(Path path) {
        return open(path, Format.YAML);
    }

    /**
     * Opens a YAML file that may extend another one: {@code extends: ../prepaid.yaml}, relative to itself.
     *
     * @throws FileProblem when one of them is missing, unreadable, empty or no YAML, or they extend each other
     */
    static MarkedFile extensibleYaml(Path path) {
        return extensibleYaml(path, Set.of());
    }

    private static MarkedFile extensibleYaml(Path path, Set<Path> extending) {
        MarkedFile file = yaml(path);
        Mark other = file.marks.get(EXTENDS);
        if (other == null) {
            return file;
        }
        Path base = path.resolveSibling(other.value()).normalize();
        Set<Path> chain = new HashSet<>(extending);
        chain.add(path.toAbsolutePath().normalize());
        String expected = "the path of the file that has the other values, relative to this file";
        if (other.value().isBlank() || chain.contains(base.toAbsolutePath())) {
            throw file.problem(EXTENDS, other.value().isBlank() ? "is empty" : "leads back to this file", expected, "");
        }
        if (!Files.isRegularFile(base)) {
            throw file.problem(EXTENDS, "names " + base + ", which is not there", expected, nearestFile(base));
        }
        file.extended = Optional.of(extensibleYaml(base, chain));
        return file;
    }

    /**
     * Opens a JSON file.
     *
     * @throws FileProblem when it is missing, unreadable, empty or no JSON
     */
    static MarkedFile json(Path path) {
        return open(path, Format.JSON);
    }

    private static MarkedFile open(Path path, Format format) {
        MarkedFile file = new MarkedFile(path, format, text(path, format.name()));
        file.mark();
        return file;
    }

    /**
     * A file's text.
     *
     * @throws FileProblem when it is missing or unreadable
     */
    static String text(Path path, String kind) {
        if (!Files.isRegularFile(path)) {
            throw new FileProblem(path, 0, 0, "", "there is no such file", "a " + kind + " file", nearestFile(path));
        }
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new FileProblem(path, 0, 0, "", "cannot be read (" + e.getMessage() + ")", "readable UTF-8 text", "");
        }
    }

    private static String nearestFile(Path path) {
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return "";
        }
        try (var files = Files.list(folder)) {
            List<String> names = files.map(f -> f.getFileName().toString()).toList();
            return NearestName.of(String.valueOf(path.getFileName()), names);
        } catch (IOException e) {
            // A suggestion is a courtesy; the problem itself is told anyway.
            return "";
        }
    }

    Path path() {
        return path;
    }

    /**
     * The file's content as a record.
     *
     * @throws FileProblem when a key is unknown or a value has another shape
     */
    <T> T as(Class<T> type) {
        try {
            JsonNode tree = tree();
            if (tree.isMissingNode() || tree.isNull()) {
                throw new FileProblem(path, 1, 1, "", "is empty", "keys and values", "");
            }
            return format.mapper().treeToValue(tree, type);
        } catch (UnrecognizedPropertyException e) {
            List<String> known = new ArrayList<>();
            Collection<Object> ids = e.getKnownPropertyIds();
            if (ids != null) {
                ids.forEach(id -> known.add(String.valueOf(id)));
            }
            known.sort(null);
            String key = pathOf(e);
            throw problem(
                    key,
                    "is unknown (value " + shown(key) + ")",
                    "one of " + String.join(", ", known),
                    NearestName.of(e.getPropertyName(), known));
        } catch (DatabindException e) {
            String key = pathOf(e);
            throw problem(key, "is " + shown(key), "another kind of value: a text, a list or further keys", "");
        } catch (JacksonException e) {
            throw syntax(e);
        }
    }

    /** The content with what the extended file brings, in the file's own language and without comments. */
    String whole() {
        try {
            return format.mapper().writeValueAsString(tree());
        } catch (JacksonException e) {
            throw syntax(e);
        }
    }

    /** From now on these keys have these values, whatever the file says. */
    void replace(Map<String, String> values) {
        replaced = Map.copyOf(values);
    }

    private JsonNode replaced(JsonNode tree) {
        if (tree instanceof ObjectNode all) {
            replaced.forEach((key, value) -> {
                String[] names = key.split("\\.", -1);
                ObjectNode at = all;
                for (int i = 0; i < names.length - 1; i++) {
                    at = at.get(names[i]) instanceof ObjectNode section ? section : at.putObject(names[i]);
                }
                at.put(names[names.length - 1], value);
            });
        }
        return tree;
    }

    private JsonNode tree() {
        return replaced(inherited());
    }

    /** This file's values, over those of the file that it extends. */
    private JsonNode inherited() {
        JsonNode own = format.mapper().readTree(text);
        if (extended.isEmpty() || !(own instanceof ObjectNode values)) {
            return own;
        }
        values.remove(EXTENDS);
        JsonNode base = extended.get().tree();
        return base instanceof ObjectNode all ? over(values, all) : values;
    }

    /** Sections are put together; any other value takes the place of the one before. */
    private static ObjectNode over(ObjectNode values, ObjectNode base) {
        values.properties().forEach(entry -> {
            JsonNode before = base.get(entry.getKey());
            base.set(
                    entry.getKey(),
                    before instanceof ObjectNode section && entry.getValue() instanceof ObjectNode more
                            ? over(more, section)
                            : entry.getValue());
        });
        return base;
    }

    /** The file in which a key stands: paths are relative to that one. */
    Path placeOf(String key) {
        return marks.containsKey(key) || extended.isEmpty()
                ? path
                : extended.get().placeOf(key);
    }

    /** A problem with the value of a key, at that key's place; a missing key stands where its parent does. */
    FileProblem problem(String key, String problem, String expected, String nearest) {
        if (extended.isPresent() && !marks.containsKey(key) && extended.get().says(key)) {
            return extended.get().problem(key, problem, expected, nearest);
        }
        Mark mark = nearestMark(key);
        return new FileProblem(path, mark.line(), mark.column(), key, problem, expected, nearest);
    }

    /** The line of a key, from 1; of a missing one that of its parent. */
    int lineOf(String key) {
        return nearestMark(key).line();
    }

    private boolean says(String key) {
        return marks.containsKey(key) || extended.filter(base -> base.says(key)).isPresent();
    }

    /** What the file says for a key, for people; keys and PINs are not repeated. */
    String shown(String key) {
        String instead = replaced.get(key);
        if (instead != null) {
            return "'" + instead + "'";
        }
        Mark mark = marks.get(key);
        if (mark == null && key.endsWith(ONLY) && marks.containsKey(key.substring(0, key.length() - ONLY.length()))) {
            return shown(key.substring(0, key.length() - ONLY.length()));
        }
        if (mark == null) {
            return extended.map(base -> base.shown(key)).orElse("missing");
        }
        return key.startsWith("keys.") || key.startsWith("pin.")
                ? "a text of " + mark.value().length() + " characters"
                : "'" + mark.value() + "'";
    }

    private Mark nearestMark(String key) {
        String at = key;
        while (true) {
            Mark mark = marks.get(at);
            if (mark != null) {
                return mark;
            }
            int dot = at.lastIndexOf('.');
            if (dot < 0) {
                return new Mark(1, 1, "");
            }
            at = at.substring(0, dot);
        }
    }

    private static String pathOf(JacksonException e) {
        return e.getPath().stream()
                .map(r -> r.getPropertyName() != null ? r.getPropertyName() : String.valueOf(r.getIndex()))
                .collect(Collectors.joining("."));
    }

    private FileProblem syntax(JacksonException e) {
        TokenStreamLocation at = e.getLocation();
        String first = e.getOriginalMessage().lines().findFirst().orElse("").trim();
        return new FileProblem(
                path,
                at == null ? 1 : at.getLineNr(),
                at == null ? 1 : at.getColumnNr(),
                "",
                "is not understood (" + first + ")",
                format + " with each key once",
                "");
    }

    private void mark() {
        Deque<String> prefixes = new ArrayDeque<>();
        Deque<Integer> indexes = new ArrayDeque<>();
        prefixes.push("");
        String key = "";
        try (JsonParser parser = format.mapper().createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                TokenStreamLocation at = parser.currentTokenLocation();
                if (token == JsonToken.PROPERTY_NAME) {
                    key = prefixes.peek() + parser.currentName();
                    marks.put(key, new Mark(at.getLineNr(), at.getColumnNr(), ""));
                } else if (token.isStructStart()) {
                    key = next(prefixes, indexes, key, at);
                    prefixes.push(key.isEmpty() ? "" : key + ".");
                    indexes.push(token == JsonToken.START_ARRAY ? 0 : -1);
                } else if (token.isStructEnd()) {
                    prefixes.pop();
                    indexes.pop();
                } else {
                    key = next(prefixes, indexes, key, at);
                    Mark mark = marks.getOrDefault(key, new Mark(at.getLineNr(), at.getColumnNr(), ""));
                    marks.put(key, new Mark(mark.line(), mark.column(), parser.getString()));
                }
            }
        } catch (JacksonException e) {
            throw syntax(e);
        }
    }

    /** Inside a list the key is the prefix and the next index; in an object it is the name just read. */
    private String next(Deque<String> prefixes, Deque<Integer> indexes, String key, TokenStreamLocation at) {
        Integer index = indexes.peek();
        if (index == null || index < 0) {
            return key;
        }
        indexes.pop();
        indexes.push(index + 1);
        String indexed = prefixes.peek() + index;
        marks.put(indexed, new Mark(at.getLineNr(), at.getColumnNr(), ""));
        return indexed;
    }
}
