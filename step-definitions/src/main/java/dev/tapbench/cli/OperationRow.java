package dev.tapbench.cli;

import dev.tapbench.emv.calc.Key;
import dev.tapbench.emv.calc.Operation;
import java.util.List;
import java.util.Locale;

/**
 * One operation of the calculator, a row of {@code tapbench.operations/1}.
 *
 * @param clause where the specification says how
 * @param secret whether it uses a secret key, and so a security module
 * @param example arguments of the command line
 */
record OperationRow(
        String op,
        String what,
        String clause,
        boolean secret,
        List<Input> inputs,
        List<Operation.Result> results,
        List<String> example) {
    /**
     * An input.
     *
     * @param use required, optional, or context: nothing is computed from it
     * @param expected what a right value looks like
     */
    record Input(String name, String what, String use, String expected) {
        static Input of(Key key) {
            return new Input(key.name(), key.what(), key.use().name().toLowerCase(Locale.ROOT), key.expected());
        }
    }

    static List<OperationRow> of(List<Operation> operations) {
        return operations.stream()
                .map(o -> new OperationRow(
                        o.name(),
                        o.what(),
                        o.clause(),
                        o.secret(),
                        o.keys().stream().map(Input::of).toList(),
                        o.results(),
                        o.example()))
                .toList();
    }
}
