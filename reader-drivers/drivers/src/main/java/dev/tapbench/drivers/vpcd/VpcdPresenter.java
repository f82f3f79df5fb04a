package dev.tapbench.drivers.vpcd;

import dev.tapbench.ports.DeviceException;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardFactory;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.card.Presenter;
import dev.tapbench.ports.card.Reader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One virtual reader, and the card that is in it. */
final class VpcdPresenter implements Presenter {
    /**
     * The service looks at its readers every 400 ms (pcsc-lite 1.9.9), and gives power to a card that it has not seen before. One
     * that comes before it has seen that another one left it overlooks, until that comes once more.
     */
    private static final Duration NOTICE = Duration.ofSeconds(3);

    private static final int ATTEMPTS = 3;
    static final String REMEDY = "on Debian 'apt-get install pcscd vsmartcard-vpcd', and see that pcscd runs";

    private final InetSocketAddress address;
    private final Function<Medium, Reader> cards;
    private @Nullable PlayedCard played;

    /** @param cards reads simulated cards over a medium */
    VpcdPresenter(InetSocketAddress address, Function<Medium, Reader> cards) {
        this.address = address;
        this.cards = cards;
    }

    @Override
    public synchronized boolean holds(Card card, Place place) {
        return played != null && played.is(card, place.medium());
    }

    @Override
    public synchronized void present(Card card, Place place) {
        Reader reads = cards.apply(place.medium());
        if (!(reads instanceof CardFactory factory) || !factory.reads(card)) {
            throw new DeviceException("a virtual reader takes simulated cards, and '" + card.id()
                    + "' is none: bring it to a real reader");
        }
        withdraw();
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            PlayedCard comes = PlayedCard.start(connected(), reads, card);
            if (comes.awaitPower(NOTICE)) {
                played = comes;
                return;
            }
            comes.close();
        }
        throw new DeviceException("the virtual reader on port " + address.getPort() + " takes no notice of '"
                + card.id() + "': expected that it gives power; see that no other card is in it, and that pcscd runs");
    }

    private Socket connected() {
        Socket socket = new Socket();
        try {
            socket.connect(address);
            socket.setTcpNoDelay(true);
            return socket;
        } catch (IOException e) {
            throw new DeviceException(
                    "no virtual reader listens on port " + address.getPort() + " (" + e.getMessage() + "): " + REMEDY,
                    e);
        }
    }

    @Override
    public synchronized void takeAway(Place place) {
        withdraw();
    }

    private void withdraw() {
        if (played != null) {
            played.close();
            played = null;
        }
    }

    @Override
    public synchronized Optional<RuntimeException> failure() {
        return played == null ? Optional.empty() : played.failure();
    }

    @Override
    public synchronized void close() {
        withdraw();
    }
}
