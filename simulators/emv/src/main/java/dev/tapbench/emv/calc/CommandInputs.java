package dev.tapbench.emv.calc;

import dev.tapbench.emv.CommandApdu;
import dev.tapbench.ports.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Inputs that are more than bytes: commands, and what a call further down checks. */
final class CommandInputs {
    private CommandInputs() {}

    /** A command APDU. */
    static CommandApdu command(String path, @Nullable Object value) {
        try {
            return CommandApdu.parse(Inputs.bytes(path, value));
        } catch (InputProblem e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw InputProblem.value(path, String.valueOf(value), "a command APDU of case 1 to 4");
        }
    }

    /** The commands of the first of these inputs that is there; none where none is. */
    static List<CommandApdu> commands(Inputs in, String... names) {
        List<CommandApdu> commands = new ArrayList<>();
        for (String name : names) {
            if (in.has(name)) {
                int index = 0;
                for (Object command : in.list(name)) {
                    commands.add(command(name + "." + index++, command));
                }
                return commands;
            }
        }
        return commands;
    }

    /**
     * The result of a call that checks what it is given, where a wrong input is one of its own.
     *
     * @param key of the input
     * @param value as it was given
     */
    static <T> T fitting(String key, Object value, Supplier<T> call) {
        try {
            return call.get();
        } catch (InputProblem e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw InputProblem.value(key, value, "one that fits: " + e.getMessage());
        }
    }

    /** A byte that was given as two hexadecimal digits. */
    static int number(Bytes bytes) {
        return (int) bytes.toNumber();
    }
}
