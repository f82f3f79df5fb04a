package dev.tapbench.reports;

import dev.tapbench.ports.DeviceException;
import dev.tapbench.ports.ProductException;
import io.cucumber.plugin.event.Status;
import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * A verdict, what is to be blamed, and why.
 *
 * @param cause empty when passed or skipped
 * @param message empty when passed; otherwise the reason for people, not yet masked
 */
public record Classification(Verdict verdict, Optional<Cause> cause, String message) {
    /** Nothing went wrong. */
    public static Classification passed() {
        return new Classification(Verdict.PASSED, Optional.empty(), "");
    }

    /** Not run, with its reason. */
    public static Classification skipped(String reason) {
        return new Classification(Verdict.SKIPPED, Optional.empty(), reason);
    }

    /**
     * Judges by the type of what was thrown. Causes count only where Cucumber or its container wrapped what the glue threw while
     * it was constructed.
     */
    public static Classification of(Throwable thrown) {
        String message = message(thrown);
        if (thrown instanceof TestAbortedException) {
            // A reason is a sentence for people: whose class it came in says nothing to them.
            String reason = thrown.getMessage();
            return skipped(reason == null || reason.isBlank() ? message : reason.strip());
        }
        if (thrown instanceof AssertionError || thrown instanceof ProductException) {
            return new Classification(Verdict.FAILED, Optional.of(Cause.PRODUCT), message);
        }
        if (thrown instanceof DeviceException) {
            return new Classification(Verdict.BROKEN, Optional.of(Cause.BENCH), message);
        }
        if (thrown instanceof TestDefectException) {
            return test(message);
        }
        Throwable cause = thrown.getCause();
        if (cause != null && wraps(thrown)) {
            Classification inner = of(cause);
            // Cucumber counts a scenario as skipped only where the exception came to it as it is.
            return inner.verdict == Verdict.SKIPPED
                    ? new Classification(Verdict.BROKEN, Optional.of(Cause.TAPBENCH), message)
                    : inner;
        }
        return new Classification(Verdict.BROKEN, Optional.of(Cause.TAPBENCH), message);
    }

    private static boolean wraps(Throwable thrown) {
        String name = thrown.getClass().getName();
        return thrown instanceof InvocationTargetException
                || name.startsWith("io.cucumber.core.")
                || name.startsWith("org.picocontainer.");
    }

    /** Judges Cucumber's status of a step or scenario, and what was thrown where something was. */
    public static Classification of(Status status, @Nullable Throwable thrown) {
        return switch (status) {
            case PASSED -> passed();
            case SKIPPED, UNUSED -> thrown == null ? skipped("skipped without a reason") : of(thrown);
            case PENDING -> test("a step is pending: write its definition");
            case UNDEFINED -> test("a step has no definition: 'tapbench steps' lists the sentences that have one");
            case AMBIGUOUS -> test(thrown == null ? "a step fits several definitions" : message(thrown));
            case FAILED ->
                thrown == null
                        ? new Classification(
                                Verdict.BROKEN, Optional.of(Cause.TAPBENCH), "failed, and nothing says why")
                        : of(thrown);
        };
    }

    private static Classification test(String message) {
        return new Classification(Verdict.BROKEN, Optional.of(Cause.TEST), message);
    }

    private static String message(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null || message.isBlank()
                ? thrown.getClass().getSimpleName()
                : thrown.getClass().getSimpleName() + ": " + message.strip();
    }
}
