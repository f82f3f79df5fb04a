package dev.tapbench.measure.bare;

import com.licel.jcardsim.base.Simulator;
import dev.tapbench.ports.card.Capability;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardBlueprint;
import dev.tapbench.ports.card.CardFactory;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.card.Reader;
import java.util.Set;
import javacard.framework.AID;
import javacard.framework.Applet;

/**
 * Cards that are jCardSim's own simulator each. In the shape of the ports, so that parties can personalize them; beneath a
 * link is nothing but {@link Simulator#transmitCommand}. A blueprint's class source and seed mean nothing here: stock jCardSim
 * shares one copy of the classes and has one stream of random numbers.
 */
public final class BareJCardSim implements Reader, CardFactory {
    private static final String CONTACTLESS = "T=CL, TYPE_A, T1";

    private record BareCard(String id, Simulator simulator) implements Card {}

    @Override
    public Card make(CardBlueprint blueprint) {
        Simulator simulator = new Simulator();
        simulator.changeProtocol(CONTACTLESS);
        for (CardBlueprint.Applet applet : blueprint.applets()) {
            byte[] aid = applet.aid().toArray();
            byte[] data = applet.installData().toArray();
            simulator.installApplet(
                    new AID(aid, (short) 0, (byte) aid.length), type(applet.className()), data, (short) 0, (byte)
                            data.length);
        }
        return new BareCard(blueprint.id(), simulator);
    }

    private static Class<? extends Applet> type(String className) {
        try {
            return Class.forName(className).asSubclass(Applet.class);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("the applet class " + className + " is not on the class path", e);
        }
    }

    @Override
    public String name() {
        return "bare jCardSim";
    }

    @Override
    public Medium medium() {
        return Medium.CONTACTLESS;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of();
    }

    @Override
    public boolean reads(Card card) {
        return card instanceof BareCard;
    }

    @Override
    public CardLink tap(Card card) {
        if (!(card instanceof BareCard bare)) {
            throw new IllegalArgumentException("'" + card.id() + "' was not made here: it is a "
                    + card.getClass().getSimpleName());
        }
        bare.simulator().reset();
        return bare.simulator()::transmitCommand;
    }

    @Override
    public void close() {}
}
