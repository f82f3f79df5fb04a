package dev.tapbench.drivers.jcardsim;

import dev.tapbench.ports.DeviceException;
import dev.tapbench.ports.card.Capability;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardBlueprint;
import dev.tapbench.ports.card.CardFactory;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.card.Reader;
import java.util.Set;

/** One interface to simulated cards. */
final class JCardSimReader implements Reader, CardFactory {
    private final String name;
    private final Medium medium;
    private final Set<Capability> capabilities;
    private final long seed;
    private boolean closed;

    private JCardSimReader(String name, Medium medium, Set<Capability> capabilities, long seed) {
        this.name = name;
        this.medium = medium;
        this.capabilities = Set.copyOf(capabilities);
        this.seed = seed;
    }

    /** Called across class loaders, by name. */
    static Reader open(String name, Medium medium, Set<Capability> capabilities, long seed) {
        return new JCardSimReader(name, medium, capabilities, seed);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Medium medium() {
        return medium;
    }

    @Override
    public Set<Capability> capabilities() {
        return capabilities;
    }

    @Override
    public Card make(CardBlueprint blueprint) {
        requireOpen();
        return new SimulatedCard(blueprint, blueprint.seed() + seed);
    }

    @Override
    public boolean reads(Card card) {
        return card instanceof SimulatedCard;
    }

    @Override
    public CardLink tap(Card card) {
        requireOpen();
        if (card instanceof SimulatedCard simulated) {
            return simulated.activate(name, medium);
        }
        throw new DeviceException("reader '" + name + "' reads simulated cards that a jcardsim: reader made; '"
                + card.id() + "' is a " + card.getClass().getSimpleName());
    }

    private void requireOpen() {
        if (closed) {
            throw new DeviceException("reader '" + name + "' is closed: open it again");
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
