package dev.tapbench.drivers.jcardsim;

import dev.tapbench.ports.DeviceException;
import dev.tapbench.ports.card.CardBlueprint;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.card.PersistentWrite;
import dev.tapbench.ports.card.PowerCutException;
import dev.tapbench.ports.card.SwitchableCard;
import dev.tapbench.ports.card.TearableCard;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A chip and the links that are open to it. */
final class SimulatedCard implements TearableCard, SwitchableCard {
    /** How long a power-off may take from a reader to the card behind it. */
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(2);

    private final String id;
    private final CardBlueprint.Power power;
    private final CardRuntime runtime;
    private final Map<Medium, Activation> open = new EnumMap<>(Medium.class);
    private boolean off;

    SimulatedCard(CardBlueprint blueprint, long seed) {
        id = blueprint.id();
        power = blueprint.power();
        AppletClasses classes = AppletClasses.of(blueprint.classes());
        runtime = new CardRuntime(id, seed, classes.places());
        for (CardBlueprint.Applet applet : blueprint.applets()) {
            runtime.install(applet, classes.applet(applet.className()));
        }
        runtime.powerUp();
    }

    private SimulatedCard(String id, CardBlueprint.Power power, CardRuntime runtime) {
        this.id = id;
        this.power = power;
        this.runtime = runtime;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public synchronized long writes() {
        return runtime.memory().writes();
    }

    @Override
    public synchronized void onWrite(@Nullable Consumer<PersistentWrite> observer) {
        runtime.memory().observe(observer);
    }

    @Override
    public synchronized void cutBeforeWrite(long number) {
        long made = runtime.memory().writes();
        if (number != 0 && number <= made) {
            throw new IllegalArgumentException("card '" + id + "' has made write " + number
                    + " already: expected one after " + made + ", or 0 to take an order back");
        }
        runtime.memory().cutBefore(number);
    }

    @Override
    public synchronized TearableCard copy(String name) {
        requireNoLink("copied");
        SimulatedCard copy = new SimulatedCard(name, power, runtime.copy(name));
        copy.off = off;
        return copy;
    }

    @Override
    public synchronized void switchOff() {
        requireNoLink("switched off");
        off = true;
    }

    /**
     * A link that another thread holds, as that of a virtual reader does, may be about to end: the reader has taken the power away,
     * and its word is on its way.
     */
    private void awaitEnd(Predicate<Activation> inTheWay) {
        long end = System.nanoTime() + ON_ITS_WAY.toNanos();
        long left = ON_ITS_WAY.toMillis();
        while (left > 0
                && open.values().stream().anyMatch(a -> inTheWay.test(a) && a.opener != Thread.currentThread())) {
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            left = Duration.ofNanos(end - System.nanoTime()).toMillis();
        }
    }

    private void requireNoLink(String what) {
        awaitEnd(any -> true);
        if (!open.isEmpty()) {
            throw new DeviceException("card '" + id + "' cannot be " + what + " while it is at "
                    + open.values().stream().map(a -> "'" + a.reader + "'").toList() + ": close its links first");
        }
    }

    /**
     * One activation over one interface. A card has one link at a time, a phone's secure element one on each interface.
     *
     * @throws DeviceException when the card is still in another reader
     * @throws PowerCutException when power was cut as the card woke up, as the bench had ordered
     */
    synchronized CardLink activate(String reader, Medium medium) {
        awaitEnd(other -> blocks(other.medium, medium));
        Activation inTheWay = open.entrySet().stream()
                .filter(e -> blocks(e.getKey(), medium))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
        if (inTheWay != null) {
            throw new DeviceException("card '" + id + "' cannot come to reader '" + reader + "': it is still at '"
                    + inTheWay.reader + "'; close that link first");
        }
        if (off || power == CardBlueprint.Power.FIELD || runtime.memory().isDead()) {
            off = false;
            runtime.powerUp();
        } else {
            runtime.fieldChange(medium);
        }
        Activation activation = new Activation(reader, medium);
        open.put(medium, activation);
        return activation;
    }

    private boolean blocks(Medium used, Medium wanted) {
        return power == CardBlueprint.Power.FIELD || used == wanted;
    }

    /** The chip is without power: every link to it is over, whichever interface it was cut on. */
    private void allLinksAreOver() {
        open.values().forEach(activation -> activation.over = true);
        open.clear();
        notifyAll();
    }

    private final class Activation implements CardLink {
        private final String reader;
        private final Medium medium;
        private final T0Line t0;
        private final Thread opener = Thread.currentThread();
        private final long workedBefore = runtime.workedNanos();
        private boolean over;

        Activation(String reader, Medium medium) {
            this.reader = reader;
            this.medium = medium;
            t0 = new T0Line(command -> runtime.exchange(medium, command));
        }

        @Override
        public byte[] transmit(byte[] command) {
            synchronized (SimulatedCard.this) {
                if (over) {
                    throw new DeviceException("the link of reader '" + reader + "' to card '" + id
                            + "' is closed: tap again for a new one");
                }
                try {
                    return medium == Medium.CONTACT_T0 ? t0.exchange(command) : runtime.exchange(medium, command);
                } catch (PowerCutException cut) {
                    allLinksAreOver();
                    throw cut;
                }
            }
        }

        @Override
        public OptionalLong workedNanos() {
            synchronized (SimulatedCard.this) {
                return OptionalLong.of(runtime.workedNanos() - workedBefore);
            }
        }

        @Override
        public void close() {
            synchronized (SimulatedCard.this) {
                if (over) {
                    return;
                }
                over = true;
                open.remove(medium);
                SimulatedCard.this.notifyAll();
                if (power == CardBlueprint.Power.DEVICE) {
                    try {
                        runtime.fieldChange(medium);
                    } catch (PowerCutException cut) {
                        allLinksAreOver();
                        throw cut;
                    }
                }
            }
        }
    }
}
