package dev.tapbench.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.ports.Target;
import dev.tapbench.ports.card.ClassSource;
import dev.tapbench.profiles.BenchFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RunContextTest {
    private static RunContext context(Optional<ClassSource> changed) {
        return new RunContext(
                Path.of("home"),
                7,
                new BenchFile(
                        Path.of("bench.yaml"),
                        Target.parse("jcardsim:"),
                        Optional.empty(),
                        Optional.empty(),
                        List.of()),
                Target.parse("jcardsim:"),
                Target.parse("embedded:"),
                changed,
                Optional.empty(),
                false,
                Set.of());
    }

    @Test
    void isCurrentUntilTheRunEnds() {
        RunContext context = context(Optional.empty());
        context.during(() -> {
            assertThat(RunContext.current()).isSameAs(context);
            assertThatThrownBy(() -> context.during(() -> {})).isInstanceOf(IllegalStateException.class);
        });
        assertThatThrownBy(RunContext::current).hasMessageContaining("tapbench certify");
    }

    @Test
    void aFaultyClassHidesTheSoundOne() {
        ClassSource sound = name -> new byte[] {1};
        ClassSource faulty = name -> name.equals("a.B") ? new byte[] {2} : null;
        assertThat(context(Optional.of(faulty)).cardClasses(sound).bytes("a.B")).containsExactly(2);
        assertThat(context(Optional.of(faulty)).cardClasses(sound).bytes("a.C")).containsExactly(1);
        assertThat(context(Optional.empty()).cardClasses(sound).bytes("a.B")).containsExactly(1);
    }
}
