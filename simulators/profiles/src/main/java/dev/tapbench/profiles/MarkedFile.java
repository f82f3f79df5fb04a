package dev.tapbench.profiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** A YAML or JSON file, and where in it each key stands, so that a problem can name the place. */
final class MarkedFile {
    private final Path path;
    private final Format format;
    private final String text;
    private final Map<String, Mark> marks = new HashMap<>();

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
     * Opens a JSON file.
     *
     * @throws FileProblem when it is missing, unreadable, empty or no JSON
     */
    static MarkedFile json(Path path) {
        return open(path, Format.JSON);
    }

    private static MarkedFile open(Path path, Format format) {
        if (!Files.isRegularFile(path)) {
            throw new FileProblem(path, 0, 0, "", "there is no such file", "a " + format + " file", nearestFile(path));
        }
        try {
            MarkedFile file = new MarkedFile(path, format, Files.readString(path));
            file.mark();
            return file;
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
            T value = format.mapper().readValue(text, type);
            if (value == null) {
                throw new FileProblem(path, 1, 1, "", "is empty", "keys and values", "");
            }
            return value;
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

    /** A problem with the value of a key, at that key's place; a missing key stands where its parent does. */
    FileProblem problem(String key, String problem, String expected, String nearest) {
        Mark mark = nearestMark(key);
        return new FileProblem(path, mark.line(), mark.column(), key, problem, expected, nearest);
    }

    /** What the file says for a key, for people; keys and PINs are not repeated. */
    String shown(String key) {
        Mark mark = marks.get(key);
        if (mark == null) {
            return "missing";
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
