package dev.tapbench.drivers.jcardsim.chip;

import java.util.Arrays;

/** The places of one set of applet classes, by number; all cards of these classes share it. */
public final class Places implements Copied {
    private Place[] places = new Place[256];
    private int count;

    /** Called while classes are rewritten. */
    public synchronized int add(Place place) {
        if (count == places.length) {
            places = Arrays.copyOf(places, 2 * count);
        }
        places[count] = place;
        return count++;
    }

    synchronized Place at(int number) {
        return places[number];
    }

    @Override
    public Object shallowCopy() {
        return this;
    }

    @Override
    public void replaceReferences(CardCopy copies) {
        // Nothing of a card is in here.
    }
}
