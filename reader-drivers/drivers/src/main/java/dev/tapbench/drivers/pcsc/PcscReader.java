package dev.tapbench.drivers.pcsc;

import dev.tapbench.ports.DeviceException;
import dev.tapbench.ports.card.Capability;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.CardPresence;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.card.Reader;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A reader of the service. It reads whichever card lies there: who brings it knows which. Each tap has a context of its own, so
 * that neither a service that was started again nor a reader that was plugged in again is in its way.
 */
final class PcscReader implements Reader, CardPresence {
    private final String wanted;
    private final Medium medium;
    private final Set<Capability> capabilities;
    private final Duration timeout;
    private @Nullable PcscLink link;
    private boolean closed;

    /**
     * @param wanted name, part of a name or number of the reader; empty for the only one
     * @param timeout for one command
     */
    PcscReader(String wanted, Medium medium, Set<Capability> capabilities, Duration timeout) {
        this.wanted = wanted;
        this.medium = medium;
        this.capabilities = Set.copyOf(capabilities);
        this.timeout = timeout;
        try (Winscard service = Winscard.open()) {
            var unused = resolved(service);
        } catch (PcscException e) {
            throw e.at(wanted);
        }
    }

    /** The full name of the reader that is meant. */
    private String resolved(Winscard service) throws PcscException {
        return chosen(wanted, service.readers());
    }

    /**
     * The reader that a name, a part of one or a number means.
     *
     * @throws DeviceException when there is none, or more than one
     */
    static String chosen(String wanted, List<String> names) {
        List<String> same = names.stream().filter(wanted::equals).toList();
        if (same.size() == 1) {
            return same.get(0);
        }
        if (wanted.matches("\\d{1,3}") && Integer.parseInt(wanted) < names.size()) {
            return names.get(Integer.parseInt(wanted));
        }
        List<String> alike =
                names.stream().filter(name -> name.contains(wanted)).toList();
        if (alike.size() == 1) {
            return alike.get(0);
        }
        String there = names.isEmpty() ? "no reader is plugged in" : "there are " + names;
        String remedy = "; plug it in, or see the names with 'tapbench readers'";
        throw new DeviceException(
                alike.isEmpty()
                        ? "no PC/SC reader is named '" + wanted + "': " + there + remedy
                        : "the name '" + wanted + "' fits " + alike.size() + " PC/SC readers, " + alike
                                + ": give the whole name, or a number from 0 where two have the same");
    }

    @Override
    public String name() {
        return wanted;
    }

    @Override
    public Medium medium() {
        return medium;
    }

    @Override
    public Set<Capability> capabilities() {
        return capabilities;
    }

    @Override
    public boolean awaitCard(Duration limit) {
        return await(true, limit);
    }

    @Override
    public boolean awaitNoCard(Duration limit) {
        return await(false, limit);
    }

    private boolean await(boolean present, Duration limit) {
        try (Winscard service = Winscard.open()) {
            return service.await(resolved(service), present, limit);
        } catch (PcscException e) {
            throw e.at(wanted);
        }
    }

    @Override
    public synchronized CardLink tap(Card card) {
        if (closed) {
            throw new DeviceException("reader '" + wanted + "' is closed: open it again");
        }
        if (link != null && link.isOpen()) {
            throw new DeviceException("reader '" + wanted + "' already reads a card: close that link first");
        }
        Winscard service = null;
        try {
            service = Winscard.open();
            PcscLink opened = new PcscLink(service, service.connect(resolved(service)), wanted, medium, timeout);
            link = opened;
            service = null;
            return opened;
        } catch (PcscException e) {
            throw e.at(wanted);
        } finally {
            if (service != null) {
                service.close();
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (link != null) {
            link.close();
        }
    }
}
