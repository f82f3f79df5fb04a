package dev.tapbench.drivers.vpcd;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.DeviceException;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.card.Reader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/** A simulated card behind a virtual reader: a frame is a length of two bytes and as many bytes, a single byte is an order. */
final class PlayedCard implements AutoCloseable {
    private static final int POWER_OFF = 0;
    private static final int POWER_ON = 1;
    private static final int RESET = 2;
    private static final int ANSWER_TO_RESET = 4;
    /** T=0, with historical bytes; of several that were tried the one that every client takes. */
    private static final Bytes ATR = Bytes.hex("3B6500002063CBA000");

    private final Socket socket;
    private final Reader cards;
    private final Card card;
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private final Thread thread;
    private final CountDownLatch power = new CountDownLatch(1);
    private @Nullable CardLink link;
    private volatile boolean taken;

    private PlayedCard(Socket socket, Reader cards, Card card) {
        this.socket = socket;
        this.cards = cards;
        this.card = card;
        thread = new Thread(this::serve, "vpcd " + card.id());
        thread.setDaemon(true);
    }

    static PlayedCard start(Socket socket, Reader cards, Card card) {
        PlayedCard played = new PlayedCard(socket, cards, card);
        played.thread.start();
        return played;
    }

    /** Whether it is still connected, and this interface of this card. */
    boolean is(Card other, Medium medium) {
        return other == card && medium == cards.medium() && thread.isAlive();
    }

    /** Waits until the service has seen the card, which it then powers; whether it did so within the limit. */
    boolean awaitPower(Duration limit) {
        try {
            return power.await(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DeviceException("interrupted while the card '" + card.id() + "' came to its virtual reader", e);
        }
    }

    private void serve() {
        try (socket;
                DataInputStream in = new DataInputStream(socket.getInputStream());
                DataOutputStream out = new DataOutputStream(socket.getOutputStream())) {
            while (true) {
                acknowledgeAtOnce();
                byte[] frame = new byte[in.readUnsignedShort()];
                in.readFully(frame);
                Optional<Bytes> answer;
                try {
                    answer = answer(Bytes.of(frame));
                } catch (RuntimeException e) {
                    // Before the socket is closed, so that whoever misses the answer can be told why.
                    failure.set(e);
                    return;
                }
                if (answer.isPresent()) {
                    out.writeShort(answer.get().length());
                    out.write(answer.get().toArray());
                    out.flush();
                }
            }
        } catch (EOFException e) {
            // The service has ended: whoever reads the card hears it from the reader.
            return;
        } catch (IOException e) {
            if (!taken) {
                failure.set(
                        new DeviceException("the virtual reader of '" + card.id() + "' is lost: " + e.getMessage(), e));
            }
        } finally {
            powerOff();
        }
    }

    /**
     * The reader sends a length and the bytes in two pieces, the second once the first is acknowledged: systems take their time
     * with that, and forget that they were asked not to.
     */
    private void acknowledgeAtOnce() throws IOException {
        if (socket.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK)) {
            socket.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
        }
    }

    private Optional<Bytes> answer(Bytes frame) {
        if (frame.length() != 1) {
            CardLink open = link;
            if (open == null) {
                open = cards.tap(card);
                link = open;
            }
            return Optional.of(Bytes.of(open.transmit(frame.toArray())));
        }
        switch (frame.at(0)) {
            case POWER_OFF, RESET -> powerOff();
            case POWER_ON -> power.countDown();
            case ANSWER_TO_RESET -> {
                return Optional.of(ATR);
            }
            default ->
                throw new DeviceException("the virtual reader sent the order " + frame + ": expected 00, 01, 02 or 04");
        }
        return Optional.empty();
    }

    private void powerOff() {
        CardLink open = link;
        link = null;
        if (open != null) {
            try {
                open.close();
            } catch (RuntimeException e) {
                failure.compareAndSet(null, e);
            }
        }
    }

    /** What went wrong with the card, told once. */
    Optional<RuntimeException> failure() {
        return Optional.ofNullable(failure.getAndSet(null));
    }

    /** The card leaves the reader; whatever it was doing is over when this returns. */
    @Override
    public void close() {
        taken = true;
        try {
            socket.close();
            thread.join();
        } catch (IOException e) {
            throw new DeviceException(
                    "the card '" + card.id() + "' does not leave its virtual reader: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DeviceException("interrupted while the card '" + card.id() + "' left its virtual reader", e);
        }
    }
}
