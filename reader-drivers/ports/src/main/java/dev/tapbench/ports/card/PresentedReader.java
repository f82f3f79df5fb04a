package dev.tapbench.ports.card;

import dev.tapbench.ports.DeviceException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A reader of hardware and who brings cards to it. A card stays there from one tap to the next, since the field goes off
 * between them; it is taken away when another one comes.
 */
public final class PresentedReader extends DecoratedReader {
    /** A reader that waits does not hear whoever presents: it is asked anew that often, and they in between. */
    private static final Duration LOOK = Duration.ofMillis(200);

    private final Reader reader;
    private final CardPresence presence;
    private final Presenter presenter;
    private final Presenter.Place place;

    /**
     * @param reader feels cards as well; closing this one closes it
     * @param presenter who may bring cards to other readers of the same place as well: its owner closes it
     */
    public PresentedReader(Reader reader, Presenter presenter) {
        super(reader);
        if (!(reader instanceof CardPresence feels)) {
            throw new IllegalArgumentException("the reader " + reader.name()
                    + " does not feel cards: a presenter needs one that does, such as pcsc:");
        }
        this.reader = reader;
        presence = feels;
        this.presenter = presenter;
        place = new Presenter.Place(reader.name(), reader.medium());
    }

    @Override
    public synchronized CardLink tap(Card card) {
        boolean there = isThere(card);
        if (!there) {
            clear();
            presenter.present(card, place);
        }
        if (!comes()) {
            throw new DeviceException("no card came to reader '" + name() + "' within "
                    + presenter.patience().toSeconds() + " s: expected '" + card.id() + "'; " + presenter.remedy());
        }
        if (!there) {
            presenter.came(card, place);
        }
        CardLink link = reader.tap(card);
        return new CardLink() {
            @Override
            public byte[] transmit(byte[] command) {
                try {
                    return link.transmit(command);
                } catch (DeviceException lost) {
                    throw presenter.failure().orElse(lost);
                }
            }

            @Override
            public OptionalLong workedNanos() {
                return link.workedNanos();
            }

            @Override
            public void close() {
                link.close();
            }
        };
    }

    /**
     * A card of which nobody has said anything is whichever lies there. One that was brought may have been taken since; but a reader
     * whose field has just gone off may take a moment to feel it again.
     */
    private boolean isThere(Card card) {
        return card instanceof PresentedCard
                ? presence.awaitCard(Duration.ZERO)
                : presenter.holds(card, place) && presence.awaitCard(LOOK);
    }

    /** A reader that has not felt that one card is gone does not feel that another one has come. */
    private void clear() {
        if (!presence.awaitCard(Duration.ZERO)) {
            return;
        }
        presenter.takeAway(place);
        if (!happens(presence::awaitNoCard)) {
            throw new DeviceException("a card is still on reader '" + name() + "' after "
                    + presenter.patience().toSeconds() + " s: take it away");
        }
    }

    private boolean comes() {
        return happens(presence::awaitCard);
    }

    private interface Event {
        boolean within(Duration limit);
    }

    private boolean happens(Event event) {
        long end = System.nanoTime() + presenter.patience().toNanos();
        Duration left = presenter.patience();
        while (true) {
            if (event.within(left.compareTo(LOOK) < 0 ? left : LOOK)) {
                return true;
            }
            Optional<RuntimeException> refusal = presenter.refusal();
            if (refusal.isPresent()) {
                throw refusal.get();
            }
            left = Duration.ofNanos(end - System.nanoTime());
            if (left.isNegative()) {
                return false;
            }
        }
    }

    @Override
    public synchronized void close() {
        reader.close();
    }
}
