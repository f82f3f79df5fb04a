package dev.tapbench.bench;

import dev.tapbench.parties.messages.HostConnection;
import dev.tapbench.ports.Bytes;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A way to the host in wrong hands: it can change the host's answers. Until it is told to, it passes everything on unchanged. */
public final class AlteringConnection implements HostConnection {
    private final HostConnection connection;
    private UnaryOperator<Bytes> alteration = UnaryOperator.identity();

    public AlteringConnection(HostConnection connection) {
        this.connection = connection;
    }

    /** From now on each answer reaches the terminal as {@code change} returns it. */
    public void alter(UnaryOperator<Bytes> change) {
        alteration = change;
    }

    @Override
    public Optional<Bytes> exchange(Bytes request) {
        return connection.exchange(request).map(alteration);
    }
}
