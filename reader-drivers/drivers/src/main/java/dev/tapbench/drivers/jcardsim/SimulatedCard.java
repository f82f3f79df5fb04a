package dev.tapbench.drivers.jcardsim;

import dev.tapbench.ports.DeviceException;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardBlueprint;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.Medium;
import java.util.EnumMap;
import java.util.Map;

/** A chip and the links that are open to it. */
final class SimulatedCard implements Card {
    private final String id;
    private final CardBlueprint.Power power;
    private final CardRuntime runtime;
    private final Map<Medium, String> open = new EnumMap<>(Medium.class);

    SimulatedCard(CardBlueprint blueprint, long seed) {
        id = blueprint.id();
        power = blueprint.power();
        runtime = new CardRuntime(id, seed);
        AppletClasses classes = new AppletClasses(blueprint.classes());
        for (CardBlueprint.Applet applet : blueprint.applets()) {
            runtime.install(applet, classes.applet(applet.className()));
        }
        runtime.powerUp();
    }

    @Override
    public String id() {
        return id;
    }

    /**
     * One activation over one interface. A card has one link at a time, a phone's secure element one on each interface.
     *
     * @throws DeviceException when the card is still in another reader
     */
    synchronized CardLink activate(String reader, Medium medium) {
        Map.Entry<Medium, String> inTheWay = open.entrySet().stream()
                .filter(e -> blocks(e.getKey(), medium))
                .findFirst()
                .orElse(null);
        if (inTheWay != null) {
            throw new DeviceException("card '" + id + "' cannot come to reader '" + reader + "': it is still at '"
                    + inTheWay.getValue() + "'; close that link first");
        }
        open.put(medium, reader);
        if (power == CardBlueprint.Power.FIELD) {
            runtime.powerUp();
        } else {
            runtime.fieldChange(medium);
        }
        return new Activation(reader, medium);
    }

    private boolean blocks(Medium used, Medium wanted) {
        return power == CardBlueprint.Power.FIELD || used == wanted;
    }

    private final class Activation implements CardLink {
        private final String reader;
        private final Medium medium;
        private boolean closed;

        Activation(String reader, Medium medium) {
            this.reader = reader;
            this.medium = medium;
        }

        @Override
        public byte[] transmit(byte[] command) {
            synchronized (SimulatedCard.this) {
                if (closed) {
                    throw new DeviceException("the link of reader '" + reader + "' to card '" + id
                            + "' is closed: tap again for a new one");
                }
                return runtime.exchange(medium, command);
            }
        }

        @Override
        public void close() {
            synchronized (SimulatedCard.this) {
                if (closed) {
                    return;
                }
                closed = true;
                open.remove(medium);
                if (power == CardBlueprint.Power.FIELD) {
                    runtime.powerUp();
                } else {
                    runtime.fieldChange(medium);
                }
            }
        }
    }
}
