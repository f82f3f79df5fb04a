package dev.tapbench.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tapbench.ports.DeviceException;
import dev.tapbench.ports.ProductException;
import dev.tapbench.ports.card.CardRemovedException;
import dev.tapbench.ports.hsm.HsmException;
import io.cucumber.core.exception.CucumberException;
import io.cucumber.plugin.event.Status;
import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;

class ClassificationTest {
    static Stream<Arguments> thrown() {
        return Stream.of(
                arguments(new AssertionError("20 is not 70"), Verdict.FAILED, Cause.PRODUCT),
                arguments(new ProductException("no TLV"), Verdict.FAILED, Cause.PRODUCT),
                arguments(new DeviceException("no reader"), Verdict.BROKEN, Cause.BENCH),
                arguments(new HsmException("no token"), Verdict.BROKEN, Cause.BENCH),
                arguments(new CardRemovedException("gone"), Verdict.BROKEN, Cause.BENCH),
                arguments(new TestDefectException("false tag"), Verdict.BROKEN, Cause.TEST),
                arguments(new IllegalStateException("defect"), Verdict.BROKEN, Cause.TAPBENCH),
                arguments(new NullPointerException(), Verdict.BROKEN, Cause.TAPBENCH),
                arguments(
                        new IllegalStateException("defect", new AssertionError("inside")),
                        Verdict.BROKEN,
                        Cause.TAPBENCH),
                arguments(new InvocationTargetException(new AssertionError("inside")), Verdict.FAILED, Cause.PRODUCT),
                arguments(new CucumberException(new DeviceException("no reader")), Verdict.BROKEN, Cause.BENCH),
                arguments(new CucumberException(new SkipException("too late")), Verdict.BROKEN, Cause.TAPBENCH),
                arguments(new CucumberException("glue is wrong"), Verdict.BROKEN, Cause.TAPBENCH));
    }

    @ParameterizedTest
    @MethodSource("thrown")
    void judgesByType(Throwable thrown, Verdict verdict, Cause cause) {
        Classification found = Classification.of(thrown);
        assertThat(found.verdict()).isEqualTo(verdict);
        assertThat(found.cause()).contains(cause);
        assertThat(found.message()).isNotBlank();
    }

    @Test
    void aMissingCapabilityIsSkippedWithItsReason() {
        for (Throwable thrown :
                new Throwable[] {new SkipException("no contact reader"), new TestAbortedException("no contact reader")
                }) {
            Classification found = Classification.of(Status.SKIPPED, thrown);
            assertThat(found.verdict()).isEqualTo(Verdict.SKIPPED);
            assertThat(found.cause()).isEmpty();
            assertThat(found.message()).contains("no contact reader");
        }
    }

    @ParameterizedTest
    @MethodSource("unfinished")
    void whatIsNotWrittenIsTheTestsFault(Status status) {
        Classification found = Classification.of(status, null);
        assertThat(found.verdict()).isEqualTo(Verdict.BROKEN);
        assertThat(found.cause()).isEqualTo(Optional.of(Cause.TEST));
    }

    static Stream<Status> unfinished() {
        return Stream.of(Status.UNDEFINED, Status.AMBIGUOUS, Status.PENDING);
    }
}
