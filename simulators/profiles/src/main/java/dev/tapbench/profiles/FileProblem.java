package dev.tapbench.profiles;

import java.nio.file.Path;

/**
 * A file that a person wrote cannot be used. The message is one line: file, line, column, key, value, what was expected and the
 * nearest valid name.
 */
public final class FileProblem extends IllegalArgumentException {
    private final Path file;
    private final int line;
    private final int column;
    private final String key;

    /**
     * @param line from 1; 0 where the file has none, such as when it is missing
     * @param column from 1; 0 where there is none
     * @param key the key's whole path, such as {@code application.label}; empty where no key is to blame
     * @param problem what is wrong with it, its value included
     * @param expected what would be right
     * @param nearest the nearest valid name; empty when none is near
     */
    FileProblem(Path file, int line, int column, String key, String problem, String expected, String nearest) {
        super(message(file, line, column, key, problem, expected, nearest));
        this.file = file;
        this.line = line;
        this.column = column;
        this.key = key;
    }

    private static String message(
            Path file, int line, int column, String key, String problem, String expected, String nearest) {
        StringBuilder text = new StringBuilder(file.toString());
        if (line > 0) {
            text.append(':').append(line).append(':').append(column);
        }
        text.append(": ");
        if (!key.isEmpty()) {
            text.append("key '").append(key).append("' ");
        }
        text.append(problem).append(": expected ").append(expected);
        if (!nearest.isEmpty()) {
            text.append("; did you mean '").append(nearest).append("'?");
        }
        return text.toString().replaceAll("\\s*[\\r\\n]+\\s*", " ").replaceAll("[\\p{Cc}\\p{Cf}]", "?");
    }

    public Path file() {
        return file;
    }

    /** From 1; 0 where there is none. */
    public int line() {
        return line;
    }

    /** From 1; 0 where there is none. */
    public int column() {
        return column;
    }

    /** The key's whole path; empty where no key is to blame. */
    public String key() {
        return key;
    }
}
