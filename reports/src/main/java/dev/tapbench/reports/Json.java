package dev.tapbench.reports;

import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** How our files look: one row a line, documents indented. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(tools.jackson.databind.cfg.DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();
    private static final ObjectWriter DOCUMENT = MAPPER.writerWithDefaultPrettyPrinter();

    private Json() {}

    /** One line without its end. */
    static String row(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    static String document(Object value) {
        return DOCUMENT.writeValueAsString(value) + "\n";
    }
}
