package dev.tapbench.emv.calc;

import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.TlvException;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.Hsm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Inputs of an operation and what must come out.
 *
 * <p>This is the one place that says when an answer is right: every expected name must be there and equal. Hexadecimal is equal
 * whatever its case, triple-DES keys whatever their parity bits; an expected map has its names in the actual one, which may
 * have more. Data that must be refused expects {@code error} (true, or the part of a data object: tag, len, value) or
 * {@code rejected}, and is right when the computation threw {@link EmvDataException}.
 *
 * @param id stable
 * @param operation the computation
 * @param inputs by name
 * @param expected by name
 */
public record KnownAnswer(
        String id,
        Operation operation,
        Map<String, ? extends @Nullable Object> inputs,
        Map<String, ? extends @Nullable Object> expected) {
    /** Inputs that known answers name in the description of their algorithm only. */
    static final String PADDING = "padding";

    static final String SECURITY_LEVEL = "security_level";
    static final String PIN_BLOCK = "pin_block";
    static final String ENCIPHERMENT = "encipherment";
    static final String DIVERSIFICATION = "diversification";

    private static final Map<String, Pattern> DESCRIBED = Map.of(
            PADDING, Pattern.compile("padding (?:method )?([12])\\b", Pattern.CASE_INSENSITIVE),
            SECURITY_LEVEL, Pattern.compile("security level ([0-9A-F]{2})\\b"),
            PIN_BLOCK, Pattern.compile("\\b(ISO2|VIS) PIN block"),
            ENCIPHERMENT, Pattern.compile("\\b(EMV|MASTERCARD|VISA|M/Chip) encipherment"),
            DIVERSIFICATION, Pattern.compile("\\b(VISA2) diversification"));

    private static final String ERROR = "error";
    private static final String REJECTED = "rejected";
    private static final String MESSAGE = "message";

    /**
     * A known answer whose algorithm is described in words: inputs that the operation has and that are missing here are read from
     * there, such as {@code padding 1} or {@code security level 33}.
     *
     * @param algorithm may be empty
     */
    public static KnownAnswer described(
            String id,
            Operation operation,
            String algorithm,
            Map<String, ? extends @Nullable Object> inputs,
            Map<String, ? extends @Nullable Object> expected) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(inputs);
        DESCRIBED.forEach((name, pattern) -> {
            Matcher matcher = pattern.matcher(algorithm);
            if (!inputs.containsKey(name) && operation.key(name).isPresent() && matcher.find()) {
                all.put(name, word(operation, name, matcher.group(1)));
            }
        });
        return new KnownAnswer(id, operation, all, expected);
    }

    private static String word(Operation operation, String name, String described) {
        String word = described.equals("M/Chip") ? "mastercard" : described;
        boolean choice = operation.key(name).map(Key::type).orElse(Key.Type.TEXT) == Key.Type.WORD;
        return choice ? word.toLowerCase(Locale.ROOT) : word;
    }

    /** How a check ends. */
    public enum Status {
        PASSED,
        FAILED,
        /** The inputs ask for something that is not computed here. */
        UNSUPPORTED
    }

    /**
     * What came of a check.
     *
     * @param actual the results by name; of refused data {@code error}, {@code rejected} and {@code message}
     * @param differences one line each: name, expected and actual; or the reason why it is not supported
     */
    public record Outcome(Status status, Map<String, Object> actual, List<String> differences) {
        public Outcome {
            differences = List.copyOf(differences);
        }
    }

    /**
     * Computes and compares.
     *
     * @param module is asked only when the operation uses a secret key
     * @throws InputProblem when the inputs are no inputs of the operation
     */
    public Outcome check(Supplier<Hsm> module) {
        Map<String, Object> actual;
        try {
            actual = operation.run(inputs, module).values();
        } catch (EmvDataException e) {
            actual = refusal(e);
        } catch (UnsupportedComputation e) {
            return new Outcome(Status.UNSUPPORTED, Map.of(), List.of(String.valueOf(e.getMessage())));
        }
        List<String> differences = new ArrayList<>();
        if (expected.isEmpty()) {
            differences.add("nothing is expected: a known answer names at least one result");
        }
        for (Map.Entry<String, ? extends @Nullable Object> wanted : expected.entrySet()) {
            Object got = actual.get(wanted.getKey());
            if (got == null) {
                differences.add(wanted.getKey() + ": expected " + wanted.getValue() + ", but it is not among "
                        + actual.keySet());
            } else if (!same(wanted.getKey(), wanted.getValue(), got)) {
                differences.add(wanted.getKey() + ": expected " + wanted.getValue() + ", got " + got);
            }
        }
        if (actual.containsKey(MESSAGE) && !differences.isEmpty()) {
            differences.add(String.valueOf(actual.get(MESSAGE)));
        }
        return new Outcome(differences.isEmpty() ? Status.PASSED : Status.FAILED, actual, differences);
    }

    private static Map<String, Object> refusal(EmvDataException refusal) {
        Map<String, Object> actual = new LinkedHashMap<>();
        actual.put(ERROR, refusal instanceof TlvException broken ? part(broken) : "data");
        actual.put(REJECTED, true);
        actual.put(MESSAGE, String.valueOf(refusal.getMessage()));
        return actual;
    }

    private static String part(TlvException broken) {
        return broken.part() == TlvException.Part.LENGTH
                ? "len"
                : broken.part().name().toLowerCase(Locale.ROOT);
    }

    private static boolean same(String name, @Nullable Object wanted, Object got) {
        boolean anyPart = name.equals(ERROR) && Boolean.TRUE.equals(wanted) && got instanceof String;
        return anyPart || equal(wanted, got);
    }

    private static boolean equal(@Nullable Object wanted, @Nullable Object got) {
        if (wanted instanceof String text) {
            if (got instanceof Answer.TdesKey key) {
                return isHex(text) && key.sameAs(new Answer.TdesKey(Bytes.hex(text)));
            }
            return got instanceof Bytes bytes ? bytes.toHex().equalsIgnoreCase(text) : text.equals(got);
        }
        if (wanted instanceof Number number) {
            return got instanceof Number other && String.valueOf(number).equals(String.valueOf(other));
        }
        if (wanted instanceof List<?> list) {
            return got instanceof List<?> other && equal(list, other);
        }
        if (wanted instanceof Map<?, ?> map) {
            return got instanceof Map<?, ?> other
                    && map.entrySet().stream().allMatch(e -> equal(e.getValue(), other.get(e.getKey())));
        }
        return Objects.equals(wanted, got);
    }

    private static boolean equal(List<?> wanted, List<?> got) {
        if (wanted.size() != got.size()) {
            return false;
        }
        for (int i = 0; i < wanted.size(); i++) {
            if (!equal(wanted.get(i), got.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHex(String text) {
        return text.length() % 2 == 0 && text.matches("[0-9A-Fa-f]*");
    }
}
