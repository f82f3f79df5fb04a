package dev.tapbench.emv.calc;

import dev.tapbench.ports.hsm.Hsm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One computation of the catalogue: what it is called, what it takes, what it gives. */
public final class Operation {
    private final String name;
    private final String what;
    private final String clause;
    private final List<Key> keys;
    private final List<Result> results;
    private final List<String> example;
    private final boolean secret;
    private final Runner runner;

    private Operation(Draft draft, boolean secret, Runner runner) {
        name = draft.name;
        what = draft.what;
        clause = draft.clause;
        keys = List.copyOf(draft.keys);
        results = List.copyOf(draft.results);
        example = List.copyOf(draft.example);
        this.secret = secret;
        this.runner = runner;
    }

    /** A computation without a secret key. */
    @FunctionalInterface
    public interface Computation {
        /**
         * Computes.
         *
         * @throws dev.tapbench.emv.EmvDataException when the specification says that such data is to be refused
         * @throws InputProblem when inputs do not go together
         */
        void compute(Inputs in, Answer out);
    }

    /** A computation with a secret key, inside a security module. */
    @FunctionalInterface
    public interface SecretComputation {
        /** As {@link Computation#compute}. */
        void compute(Inputs in, ScratchKeys keys, Answer out);
    }

    private interface Runner {
        void run(Inputs in, Supplier<Hsm> module, Answer out);
    }

    /**
     * A result that an operation may give.
     *
     * @param what it is, with its unit
     */
    public record Result(String name, String what) {}

    /**
     * Begins an operation.
     *
     * @param name of the catalogue, such as {@code tlv.decode}
     * @param what it does, in one line
     * @param clause where the specification says how
     */
    public static Draft named(String name, String what, String clause) {
        return new Draft(name, what, clause);
    }

    /** An operation that is being described. */
    public static final class Draft {
        private final String name;
        private final String what;
        private final String clause;
        private final List<Key> keys = new ArrayList<>();
        private final List<Result> results = new ArrayList<>();
        private List<String> example = List.of();

        private Draft(String name, String what, String clause) {
            this.name = name;
            this.what = what;
            this.clause = clause;
        }

        /** Its inputs, in the order in which people give them. */
        public Draft takes(Key... inputs) {
            keys.addAll(List.of(inputs));
            return this;
        }

        /** One of its results. */
        public Draft gives(String result, String meaning) {
            results.add(new Result(result, meaning));
            return this;
        }

        /** Arguments of the command line, {@code key=value} each, that show it at work. */
        public Draft example(String... arguments) {
            example = List.of(arguments);
            return this;
        }

        /** Ends the description of an operation without a secret key. */
        public Operation computed(Computation how) {
            return new Operation(this, false, (in, module, out) -> how.compute(in, out));
        }

        /** Ends the description of an operation with a secret key. */
        public Operation computedInModule(SecretComputation how) {
            return new Operation(this, true, (in, module, out) -> {
                try (ScratchKeys scratch = new ScratchKeys(module.get())) {
                    how.compute(in, scratch, out);
                }
            });
        }
    }

    /**
     * Computes.
     *
     * @param given strings, numbers, booleans, lists and maps by name; null values count as not given
     * @param module is asked only when {@link #secret}, after the inputs were checked
     * @throws InputProblem when an input is unknown, missing or not what its key takes
     * @throws dev.tapbench.emv.EmvDataException when the specification says that such data is to be refused
     * @throws UnsupportedComputation when the inputs ask for something that is not computed here
     */
    public Answer run(Map<String, ? extends @Nullable Object> given, Supplier<Hsm> module) {
        Answer answer = new Answer();
        runner.run(Inputs.of(this, given), module, answer);
        return answer;
    }

    /**
     * Checks inputs without computing anything.
     *
     * @throws InputProblem as {@link #run}; what lies in lists and maps is checked when it is used
     */
    public void check(Map<String, ? extends @Nullable Object> given) {
        Inputs.of(this, given);
    }

    /** Such as {@code tlv.decode}. */
    public String name() {
        return name;
    }

    /** What it does, in one line. */
    public String what() {
        return what;
    }

    /** Where the specification says how. */
    public String clause() {
        return clause;
    }

    /** Its inputs. */
    public List<Key> keys() {
        return keys;
    }

    /** The input of that name. */
    public Optional<Key> key(String wanted) {
        return keys.stream().filter(k -> k.name().equals(wanted)).findFirst();
    }

    /** The names of its inputs. */
    public List<String> keyNames() {
        return keys.stream().map(Key::name).toList();
    }

    /** What it may give. */
    public List<Result> results() {
        return results;
    }

    /** Arguments of the command line that show it at work. */
    public List<String> example() {
        return example;
    }

    /** Whether it uses a secret key, and so a security module. */
    public boolean secret() {
        return secret;
    }

    @Override
    public String toString() {
        return name;
    }
}
