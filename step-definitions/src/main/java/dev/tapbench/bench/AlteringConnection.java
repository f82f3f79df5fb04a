package dev.tapbench.bench;

import dev.tapbench.parties.messages.HostConnection;
import dev.tapbench.ports.Bytes;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A way to the host in wrong hands: it can change requests and answers, and lose requests. Until it is told to, it passes
 * everything on unchanged.
 */
public final class AlteringConnection implements HostConnection {
    private final HostConnection connection;
    private UnaryOperator<Bytes> alteration = UnaryOperator.identity();
    private UnaryOperator<Bytes> requestAlteration = UnaryOperator.identity();
    private boolean cut;

    public AlteringConnection(HostConnection connection) {
        this.connection = connection;
    }

    /** From now on each answer reaches the terminal as {@code change} returns it. */
    public void alter(UnaryOperator<Bytes> change) {
        alteration = change;
    }

    /** From now on each request reaches the host as {@code change} returns it. */
    public void alterRequests(UnaryOperator<Bytes> change) {
        requestAlteration = change;
    }

    /** From now on no request reaches the host. */
    public void cut() {
        cut = true;
    }

    /** From now on requests reach the host again. */
    public void restore() {
        cut = false;
    }

    @Override
    public Optional<Bytes> exchange(Bytes request) {
        return cut
                ? Optional.empty()
                : connection.exchange(requestAlteration.apply(request)).map(alteration);
    }
}
