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
    private final Map<Place, Card> brought = new HashMap<>();

    ProgramPresenter(Program program) {
        this.program = program;
    }

    @Override
    public synchronized boolean holds(Card card, Place place) {
        return card.equals(brought.get(place));
    }

    /** What it has brought there before and nobody feels any more is still its own, and so is this card at another place. */
    @Override
    public synchronized void present(Card card, Place place) {
        for (Place other : List.copyOf(brought.keySet())) {
            if (other.equals(place) || card.equals(brought.get(other))) {
                remove(other);
            }
        }
        call("present", card, place);
        brought.put(place, card);
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
        Card card = brought.get(place);
        if (card != null) {
            call("remove", card, place);
            brought.remove(place);
        }
    }

    private void call(String what, Card card, Place place) {
        String unused = program.run(what, card.id(), place.medium().label(), place.reader());
    }

    @Override
    public Duration patience() {
        return program.limit();
    }

    @Override
    public String remedy() {
        return program.file() + " has said that it is done: see where it has put the card";
    }

    @Override
    public synchronized void close() {
        List.copyOf(brought.keySet()).forEach(this::remove);
    }
}
