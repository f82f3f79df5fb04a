package dev.tapbench.cli;

import dev.tapbench.emv.calc.InputProblem;
import dev.tapbench.emv.calc.Key;
import dev.tapbench.emv.calc.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The inputs of an operation as they are typed: {@code key=value}; the value alone, where only one input is required; {@code
 * @FILE} or {@code -} (standard input) for a long one.
 */
final class CalcArguments {
    private final Environment environment;
    private final Operation operation;
    private final Map<String, Object> inputs = new LinkedHashMap<>();

    private CalcArguments(Environment environment, Operation operation) {
        this.environment = environment;
        this.operation = operation;
    }

    /** The inputs by name: text, or what JSON says for lists and maps. */
    static Map<String, Object> read(Environment environment, Operation operation, List<String> arguments) {
        CalcArguments read = new CalcArguments(environment, operation);
        arguments.forEach(read::add);
        return read.inputs;
    }

    private void add(String argument) {
        int equals = argument.indexOf('=');
        String name = equals < 0 ? onlyKey(argument) : argument.substring(0, equals);
        String value = content(name, argument.substring(equals + 1));
        Object typed = operation.key(name).map(key -> typed(key, value)).orElse(value);
        if (inputs.put(name, typed) != null) {
            throw Failure.usage("key '" + name + "' is given twice to " + operation.name());
        }
    }

    private String onlyKey(String argument) {
        List<String> required = operation.keys().stream()
                .filter(key -> key.use() == Key.Use.REQUIRED)
                .map(Key::name)
                .toList();
        if (required.size() == 1) {
            return required.get(0);
        }
        throw Failure.usage("'" + argument + "' names no input of " + operation.name() + ": expected key=value with "
                + String.join(", ", operation.keyNames()));
    }

    private String content(String name, String value) {
        try {
            if (value.equals("-")) {
                return text(environment.in());
            }
            if (value.startsWith("@")) {
                Path file = environment.resolve(value.substring(1));
                if (!Files.isRegularFile(file)) {
                    throw Failure.usage("key '" + name + "' names the file " + file + ", which is not there");
                }
                return Files.readString(file).strip();
            }
        } catch (IOException e) {
            throw Failure.usage("key '" + name + "': '" + value + "' cannot be read: " + e.getMessage(), e);
        }
        return value;
    }

    private static String text(InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    private static Object typed(Key key, String value) {
        return switch (key.type()) {
            case BYTES -> value.replaceAll("\\s", "");
            case LIST, MAP -> json(key, value);
            default -> value;
        };
    }

    private static Object json(Key key, String value) {
        try {
            return key.type() == Key.Type.LIST
                    ? JsonMapper.shared().readValue(value, List.class)
                    : JsonMapper.shared().readValue(value, Map.class);
        } catch (JacksonException e) {
            throw InputProblem.value(key.name(), value, key.expected());
        }
    }
}
