package dev.tapbench.parties.messages;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.DeviceException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;

/** A host connection over TCP: one connection for each exchange. */
public final class TcpHostConnection implements HostConnection {
    private final InetSocketAddress host;
    private final Duration connectTimeout;
    private final Duration answerTimeout;

    public TcpHostConnection(InetSocketAddress host, Duration connectTimeout, Duration answerTimeout) {
        this.host = host;
        this.connectTimeout = connectTimeout;
        this.answerTimeout = answerTimeout;
    }

    @Override
    public Optional<Bytes> exchange(Bytes request) {
        try (Socket socket = new Socket()) {
            socket.connect(host, Math.toIntExact(connectTimeout.toMillis()));
            socket.setSoTimeout(Math.toIntExact(answerTimeout.toMillis()));
            socket.setTcpNoDelay(true);
            HostFrames.write(socket.getOutputStream(), request);
            return answer(socket);
        } catch (IOException e) {
            throw new DeviceException(
                    "no exchange with the issuer host at " + host + ": " + e.getMessage()
                            + "; check that the host is up and that the address is its own",
                    e);
        }
    }

    private static Optional<Bytes> answer(Socket socket) throws IOException {
        try {
            return HostFrames.read(socket.getInputStream());
        } catch (SocketTimeoutException e) {
            return Optional.empty();
        }
    }
}
