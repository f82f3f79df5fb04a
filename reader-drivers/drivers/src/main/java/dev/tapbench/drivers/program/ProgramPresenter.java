package dev.tapbench.drivers.program;

import dev.tapbench.ports.DeviceException;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.Presenter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A program that moves cards. */
final class ProgramPresenter implements Presenter {
    private final Program program;
    private final Map<Place, Brought> brought = new HashMap<>();

    /**
     * A card that it was told to put somewhere.
     *
     * @param sure whether it has said that it did, and not failed since: otherwise the card may be there or not
     */
    private record Brought(Card card, boolean sure) {}

    ProgramPresenter(Program program) {
        this.program = program;
    }

    @Override
    public synchronized boolean holds(Card card, Place place) {
        Brought there = brought.get(place);
        return there != null && there.sure() && card.equals(there.card());
    }

    /**
     * What it has brought there before and nobody feels any more is still its own, and so is this card at another place. A card that
     * it may have failed to put there is not looked for where nobody feels one.
     */
    @Override
    public synchronized void present(Card card, Place place) {
        brought.computeIfPresent(place, (here, there) -> there.sure() ? there : null);
        for (Place other : List.copyOf(brought.keySet())) {
            if (other.equals(place) || holdsPerhaps(card, other)) {
                remove(other);
            }
        }
        brought.put(place, new Brought(card, false));
        call("present", card, place);
        brought.put(place, new Brought(card, true));
    }

    private boolean holdsPerhaps(Card card, Place place) {
        Brought there = brought.get(place);
        return there != null && card.equals(there.card());
    }

    @Override
    public synchronized void takeAway(Place place) {
        if (!brought.containsKey(place)) {
            throw new DeviceException("a card that " + program.file() + " has not brought is on reader '"
                    + place.reader() + "': take it away");
        }
        remove(place);
    }

    private void remove(Place place) {
        Brought there = brought.remove(place);
        if (there == null) {
            return;
        }
        if (there.sure()) {
            // Until it has said so; what it failed to take away once it is asked for once more, and not for ever.
            brought.put(place, new Brought(there.card(), false));
        }
        call("remove", there.card(), place);
        brought.remove(place);
    }

    private void call(String what, Card card, Place place) {
        program.run(what, card.id(), place.medium().label(), place.reader());
    }

    @Override
    public Duration patience() {
        return program.limit();
    }

    @Override
    public String remedy() {
        return program.file() + " has said that it is done: see where it has put the card";
    }

    /** From each place, also where it fails at another one. */
    @Override
    public synchronized void close() {
        DeviceException first = null;
        for (Place place : List.copyOf(brought.keySet())) {
            try {
                remove(place);
            } catch (DeviceException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
