package dev.tapbench.drivers.jcardsim;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.Target;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardBlueprint;
import dev.tapbench.ports.card.CardFactory;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.ClassSource;
import dev.tapbench.ports.card.Reader;
import java.util.List;

/** Cards with the probe applet, and its commands. */
public final class ProbeCards {
    public static final Bytes AID = Bytes.hex("F0544150017F01");
    public static final Bytes PARAMETERS = Bytes.hex("A1A2A3");
    public static final Bytes SELECT = Bytes.hex("00A40400 07 F0544150017F01 00");
    private static final String APPLET = "dev.tapbench.drivers.jcardsim.applet.ProbeApplet";

    private ProbeCards() {}

    public static Reader reader(String target) {
        return new JCardSimDriver().open(Target.parse(target));
    }

    public static Card card(Reader reader, CardBlueprint.Power power, long seed) {
        return ((CardFactory) reader).make(blueprint(APPLET, power, seed));
    }

    public static CardBlueprint blueprint(String applet, CardBlueprint.Power power, long seed) {
        ClassSource classes =
                ClassSource.ofPackage(ProbeCards.class.getClassLoader(), "dev.tapbench.drivers.jcardsim.applet");
        return new CardBlueprint(
                "probe-" + seed, classes, List.of(new CardBlueprint.Applet(applet, AID, PARAMETERS)), power, seed);
    }

    public static Bytes send(CardLink link, String command) {
        return Bytes.of(link.transmit(Bytes.hex(command).toArray()));
    }

    public static void select(CardLink link) {
        if (!send(link, SELECT.toHex()).equals(Bytes.hex("9000"))) {
            throw new AssertionError("the probe applet cannot be selected");
        }
    }
}
