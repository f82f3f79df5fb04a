package dev.tapbench.bench;

import dev.tapbench.ports.Target;
import dev.tapbench.ports.card.ClassSource;
import dev.tapbench.profiles.BenchFile;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What is the same for all scenarios of one run. Cucumber makes the glue's objects itself, once a scenario, so they
 * cannot be given this by constructor: they ask {@link #current()}. There is one run at a time in a process.
 *
 * @param home the folder that holds {@code features/} and {@code lib/}
 * @param seed every random number and time of the run follows from it, see {@code Entropy.seeded}
 * @param bench the bench file that was read: its other readers
 * @param reader where the cards under test are tapped, instead of the bench file's own; without the option {@code fault},
 *     which {@code changedCard} answers
 * @param hsm the module that keeps the parties' keys, already chosen among the bench file's
 * @param changedCard class files to lay over the sound card's; empty for a sound card
 * @param fault the identifier of the fault that {@code changedCard} carries
 * @param freshKeys whether each card gets an RSA key that no other card of the run has
 * @param require drivers and tools that must be there, such as {@code softhsm}
 */
public record RunContext(
        Path home,
        long seed,
        BenchFile bench,
        Target reader,
        Target hsm,
        Optional<ClassSource> changedCard,
        Optional<String> fault,
        boolean freshKeys,
        Set<String> require) {
    private static final AtomicReference<@Nullable RunContext> CURRENT = new AtomicReference<>();

    public RunContext {
        require = Set.copyOf(require);
    }

    /** The classes of the cards of this run: the sound ones, with the fault's laid over them. */
    public ClassSource cardClasses(ClassSource sound) {
        return changedCard.map(sound::overlaidBy).orElse(sound);
    }

    /**
     * Makes this the process's current run while {@code scenarios} runs.
     *
     * @throws IllegalStateException when another run has not ended
     */
    public void during(Runnable scenarios) {
        if (!CURRENT.compareAndSet(null, this)) {
            throw new IllegalStateException("a run has begun and not ended: there is one run at a time in a process");
        }
        try {
            scenarios.run();
        } finally {
            CURRENT.set(null);
        }
    }

    /**
     * The run that has begun.
     *
     * @throws IllegalStateException when none has: scenarios run through {@code tapbench certify} only
     */
    public static RunContext current() {
        RunContext context = CURRENT.get();
        if (context == null) {
            throw new IllegalStateException("no run has begun: start scenarios with 'tapbench certify'");
        }
        return context;
    }
}
