package dev.tapbench.drivers.pcsc;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.DeviceException;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.CardRemovedException;
import dev.tapbench.ports.card.Medium;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A card that is powered for us alone, until the link is closed: then the field is off. A command is sent on a thread of its own,
 * since one that hangs in the reader cannot be called back.
 */
final class PcscLink implements CardLink {
    private static final int HEADER_AND_LC = 5;
    private static final int STATUS_WORD = 2;

    private final Winscard service;
    private final Winscard.Connection card;
    private final String reader;
    private final boolean contactT0;
    private final Duration timeout;
    private final ExecutorService line = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "pcsc");
        thread.setDaemon(true);
        return thread;
    });
    private boolean open = true;

    PcscLink(Winscard service, Winscard.Connection card, String reader, Medium medium, Duration timeout) {
        this.service = service;
        this.card = card;
        this.reader = reader;
        // A virtual reader names T=0 for a contactless card as well, which then has whole answers.
        contactT0 = card.protocol() == 0 && medium != Medium.CONTACTLESS && medium != Medium.WIRED;
        this.timeout = timeout;
    }

    synchronized boolean isOpen() {
        return open;
    }

    @Override
    public synchronized byte[] transmit(byte[] command) {
        if (!open) {
            throw new DeviceException("the link of reader '" + reader + "' is closed: tap again for a new one");
        }
        Bytes sent = contactT0 ? withoutLe(Bytes.of(command)) : Bytes.of(command);
        Future<Bytes> answer = line.submit(() -> service.transmit(card, sent));
        try {
            Bytes response = answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            if (response.length() < STATUS_WORD) {
                // Seen with vpcd, whose card had gone while it thought about the command.
                throw new CardRemovedException("reader '" + reader + "' answered " + header(sent) + " with "
                        + response.length() + " bytes, which is no status word: present the card again");
            }
            return response.toArray();
        } catch (TimeoutException e) {
            // The context is left to the thread that hangs in it.
            open = false;
            line.shutdownNow();
            throw new DeviceException(
                    "reader '" + reader + "' gave no answer to " + header(sent)
                            + " within " + timeout.toSeconds()
                            + " s: plug the reader in again, or raise the option 'timeout'",
                    e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof PcscException failed) {
                throw failed.at(reader);
            }
            throw new IllegalStateException("the PC/SC call ended with " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DeviceException("reader '" + reader + "': interrupted while a command was under way", e);
        }
    }

    private static Bytes header(Bytes command) {
        return command.slice(0, Math.min(4, command.length()));
    }

    /** A T=0 command has no Le behind its data (ISO/IEC 7816-3, 12.1.3). */
    private static Bytes withoutLe(Bytes command) {
        boolean case4 = command.length() > HEADER_AND_LC
                && command.at(4) != 0
                && command.length() == HEADER_AND_LC + command.at(4) + 1;
        return case4 ? command.slice(0, command.length() - 1) : command;
    }

    @Override
    public synchronized void close() {
        if (!open) {
            return;
        }
        open = false;
        line.shutdownNow();
        try (service) {
            service.powerDown(card);
        } catch (PcscException e) {
            // A card that has left, and a service that is gone, hold no power.
            boolean unpowered = e.error()
                    .filter(error -> error.cardIsGone() || error.serviceIsGone())
                    .isPresent();
            if (!unpowered) {
                throw e.at(reader);
            }
        }
    }
}
