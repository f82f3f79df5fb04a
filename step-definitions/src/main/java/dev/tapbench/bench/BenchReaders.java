package dev.tapbench.bench;

import dev.tapbench.ports.Target;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.card.PresentedReader;
import dev.tapbench.ports.card.Presenter;
import dev.tapbench.ports.card.Reader;
import dev.tapbench.profiles.BenchFile;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/** Opens the readers of a bench, each with whoever brings cards to it. Closing it has them go; who opened readers closes those. */
public final class BenchReaders implements AutoCloseable {
    private final BenchFile bench;
    /** One for each place, which may have several readers: the contacts of a reader are a phone's wire as well. */
    private final Map<Target, Presenter> presenters = new HashMap<>();

    public BenchReaders(BenchFile bench) {
        this.bench = bench;
    }

    /**
     * A reader, and who brings cards to it where the bench names somebody.
     *
     * @param place where it is in the bench: {@code contactless}, {@code wired} or {@code contact}
     * @throws dev.tapbench.ports.DeviceException when the reader, or who brings cards to it, is not there
     */
    public Reader open(Target target, String place) {
        Reader reader = open(target);
        Target presenter = bench.presenters().get(place);
        return presenter == null
                ? reader
                : new PresentedReader(reader, presenters.computeIfAbsent(presenter, this::presenter));
    }

    /** A reader alone. A fault is in the cards' classes, which the supply takes from the run; the reader knows nothing of it. */
    static Reader open(Target target) {
        Target reader = target.without("fault");
        return Drivers.find().reader(reader).open(reader);
    }

    private Presenter presenter(Target target) {
        return Drivers.find().presenter(target).open(target, this::simulated);
    }

    private Reader simulated(Medium medium) {
        Target simulator =
                bench.cards().orElseThrow(() -> new IllegalStateException(bench.file() + " has no cards to present"));
        return open(simulator.with("medium", medium.label()));
    }

    /** Each of them goes, also where another one cannot. */
    @Override
    public void close() {
        World.closeAll(new ArrayDeque<>(presenters.values()));
    }
}
