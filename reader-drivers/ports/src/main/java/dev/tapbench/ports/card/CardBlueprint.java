package dev.tapbench.ports.card;

import dev.tapbench.ports.Bytes;
import java.util.List;

/**
 * Everything a simulator needs to make a card.
 *
 * @param id the card's name in traces
 * @param classes where the applets' class files come from
 * @param applets the instances to install, in order
 * @param power what the field's coming and going does to the chip
 * @param seed seeds the chip's random numbers: two seeds differ, one seed repeats
 */
public record CardBlueprint(String id, ClassSource classes, List<Applet> applets, Power power, long seed) {
    public CardBlueprint {
        applets = List.copyOf(applets);
    }

    /**
     * One applet instance.
     *
     * @param className binary name of the class that extends the Java Card applet
     * @param aid instance AID, 5 to 16 bytes
     * @param parameters the application's own install parameters (tag C9 of INSTALL [for install]), at most 127 bytes
     */
    public record Applet(String className, Bytes aid, Bytes parameters) {
        /**
         * What a card manager hands to the applet's install method (Java Card 3.0.5 API, Applet.install): length and instance
         * AID, length and control information (none), length and application parameters.
         */
        public Bytes installData() {
            return Bytes.concat(Bytes.of(aid.length()), aid, Bytes.of(0), Bytes.of(parameters.length()), parameters);
        }
    }

    /** What the field's coming and going does. */
    public enum Power {
        /** A card: each tap is a power-up. */
        FIELD,
        /** A phone's secure element: powered by the phone under both its links; a tap only selects anew. */
        DEVICE
    }
}
