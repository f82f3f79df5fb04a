package dev.tapbench.emv.calc;

import java.util.Collection;
import java.util.List;

/**
 * An input that no computation can begin with: wrong usage, not wrong data. The message names key, value and what was expected,
 * without the nearest valid name, which the reader of the input adds.
 */
public final class InputProblem extends IllegalArgumentException {
    private static final int SHOWN = 40;

    private final String key;
    private final String problem;
    private final String expected;
    private final String written;
    private final List<String> names;

    private InputProblem(String key, String problem, String expected, String written, Collection<String> names) {
        super("key '" + key + "' " + problem + ": expected " + expected);
        this.key = key;
        this.problem = problem;
        this.expected = expected;
        this.written = written;
        this.names = List.copyOf(names);
    }

    /** A value that is not what its key takes. */
    public static InputProblem value(String key, Object value, String expected) {
        String text = String.valueOf(value);
        return new InputProblem(
                key,
                "is '" + (text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text) + "'",
                expected,
                text,
                List.of());
    }

    /** A value that is one of several names, and none of them was given. */
    static InputProblem word(String key, Object value, Collection<String> words) {
        return new InputProblem(key, "is '" + value + "'", String.join(" or ", words), String.valueOf(value), words);
    }

    /** A key that is not there. */
    public static InputProblem missing(String key, String expected) {
        return new InputProblem(key, "is missing", expected, "", List.of());
    }

    /** A key that the operation does not have. */
    static InputProblem unknown(String key, String operation, Collection<String> names) {
        return new InputProblem(key, "is unknown to " + operation, String.join(", ", names), key, names);
    }

    /** The key's path: {@code apdus.3.0} lies in a list. */
    public String key() {
        return key;
    }

    /** What is wrong with it, its value included. */
    public String problem() {
        return problem;
    }

    /** What would be right. */
    public String expected() {
        return expected;
    }

    /** The name that was written, where it is a name that is wrong. */
    public String written() {
        return written;
    }

    /** The valid names, where it was a name that is wrong. */
    public List<String> names() {
        return names;
    }
}
