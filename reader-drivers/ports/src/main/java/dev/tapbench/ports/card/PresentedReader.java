package dev.tapbench.ports.card;

import dev.tapbench.ports.DeviceException;
import java.time.Duration;

/**
 * A reader of hardware and who brings cards to it. A card stays there from one tap to the next, since the field goes off
 * between them; it is taken away when another one comes.
 */
public final class PresentedReader extends DecoratedReader {
    private final Reader reader;
    private final CardPresence presence;
    private final Presenter presenter;
    private final Duration patience;

    /**
     * @param reader feels cards as well; closing this one closes it
     * @param presenter who may bring cards to other readers of the same place as well: its owner closes it
     * @param patience how long a card may take to come and to go
     */
    public PresentedReader(Reader reader, Presenter presenter, Duration patience) {
        super(reader);
        if (!(reader instanceof CardPresence feels)) {
            throw new IllegalArgumentException("the reader " + reader.name()
                    + " does not feel cards: a presenter needs one that does, such as pcsc:");
        }
        this.reader = reader;
        presence = feels;
        this.presenter = presenter;
        this.patience = patience;
    }

    @Override
    public synchronized CardLink tap(Card card) {
        if (!presenter.holds(card, medium())) {
            clear();
            presenter.present(card, medium());
        }
        if (!presence.awaitCard(patience)) {
            throw new DeviceException("no card came to reader '" + name() + "' within " + patience.toSeconds()
                    + " s: expected '" + card.id() + "'; see that it lies on the reader");
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
            public void close() {
                link.close();
            }
        };
    }

    /** A reader that has not felt that one card is gone does not feel that another one has come. */
    private void clear() {
        presenter.takeAway();
        if (!presence.awaitNoCard(patience)) {
            throw new DeviceException(
                    "a card is still on reader '" + name() + "' after " + patience.toSeconds() + " s: take it away");
        }
    }

    @Override
    public synchronized void close() {
        reader.close();
    }
}
