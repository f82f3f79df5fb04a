package dev.tapbench.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes the one document that {@code --json} promises. */
final class Json {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Json() {}

    /** A document of rows: {@code {"schema":"tapbench.NAME/1", KEY: rows}}. */
    static String rows(String name, String key, Object rows) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("schema", "tapbench." + name + "/1");
        document.put(key, rows);
        return of(document);
    }

    static String of(Object document) {
        return MAPPER.writeValueAsString(document);
    }
}
