package dev.tapbench.bench;

import dev.tapbench.ports.Entropy;
import dev.tapbench.ports.card.Reader;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Trace;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Where cards of an inventory are made and prepared, before a scenario gets them. What happens here is no part of the story:
 * requirements are not borne out by it, and it is not in the trace.
 */
final class Workshop implements Stage, AutoCloseable {
    private final BenchDevices devices;
    private final Hsm hsm;
    private final String name;
    private final Clock clock;
    private final Deque<AutoCloseable> toClose = new ArrayDeque<>();

    /** @param name unique among the workshops that are open; random numbers follow from it and the run's seed */
    Workshop(BenchDevices devices, String name, Clock clock) {
        this.devices = devices;
        this.name = name;
        this.clock = clock;
        hsm = closing(new ScopedHsm(devices.keys(), "workshop/" + name, devices.cardKeys()));
    }

    @Override
    public Reader terminalReader() {
        return devices.contactless();
    }

    @Override
    public Optional<Reader> terminalSlot() {
        return devices.slot();
    }

    @Override
    public Reader personalizationAntenna() {
        return devices.contactless();
    }

    @Override
    public Hsm hsm(Party owner) {
        return hsm;
    }

    @Override
    public Hsm unrecordedHsm() {
        return hsm;
    }

    @Override
    public Entropy entropy(String purpose) {
        return Entropy.seeded(RunContext.current().seed(), "workshop/" + name + "/" + purpose);
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public Trace trace() {
        return Trace.none();
    }

    @Override
    public <T extends AutoCloseable> T closing(T resource) {
        toClose.push(resource);
        return resource;
    }

    @Override
    public void close() {
        World.closeAll(toClose);
    }
}
