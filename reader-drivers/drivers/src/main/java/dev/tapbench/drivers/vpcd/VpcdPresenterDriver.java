package dev.tapbench.drivers.vpcd;

import dev.tapbench.ports.Probe;
import dev.tapbench.ports.Target;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.card.Presenter;
import dev.tapbench.ports.card.PresenterDriver;
import dev.tapbench.ports.card.Reader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * {@code vpcd:} plays simulated cards to a virtual reader of vsmartcard-vpcd on this computer. The name is the TCP port of the
 * reader: 35963 for the first one, 35964 for the second.
 */
public final class VpcdPresenterDriver implements PresenterDriver {
    private static final String SCHEME = "vpcd";
    private static final int FIRST_PORT = 35_963;
    private static final int USUAL_READERS = 2;
    private static final int HIGHEST_PORT = 65_535;

    @Override
    public String scheme() {
        return SCHEME;
    }

    @Override
    public String description() {
        return "simulated cards in the virtual readers of vsmartcard-vpcd";
    }

    /** Who listens on a port keeps others from doing so; to connect would be to put a card in. */
    @Override
    public Probe probe() {
        List<Probe.Device> devices = new ArrayList<>();
        for (int port = FIRST_PORT; port < FIRST_PORT + USUAL_READERS; port++) {
            if (listens(port)) {
                devices.add(new Probe.Device(SCHEME + ":" + port, "a virtual reader", List.of()));
            }
        }
        return devices.isEmpty()
                ? Probe.missing("no virtual reader listens on port " + FIRST_PORT + ": " + VpcdPresenter.REMEDY)
                : new Probe(true, devices, "");
    }

    private static boolean listens(int port) {
        try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return !free.isBound();
        } catch (IOException taken) {
            return true;
        }
    }

    @Override
    public boolean playsCards() {
        return true;
    }

    @Override
    public void check(Target target) {
        target.requireOnly(Set.of());
        var unused = port(target);
    }

    private static int port(Target target) {
        try {
            int port = Integer.parseInt(target.name());
            if (port >= 1 && port <= HIGHEST_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(wrongPort(target), e);
        }
        throw new IllegalArgumentException(wrongPort(target));
    }

    private static String wrongPort(Target target) {
        return "'" + target + "' names no port: expected such as vpcd:" + FIRST_PORT;
    }

    @Override
    public Presenter open(Target target, Function<Medium, Reader> cards) {
        check(target);
        return new VpcdPresenter(new InetSocketAddress(InetAddress.getLoopbackAddress(), port(target)), cards);
    }
}
