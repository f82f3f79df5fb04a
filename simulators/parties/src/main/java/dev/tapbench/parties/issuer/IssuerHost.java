package dev.tapbench.parties.issuer;

import dev.tapbench.parties.messages.HostFormatException;
import dev.tapbench.parties.messages.HostFrames;
import dev.tapbench.parties.messages.HostMessage;
import dev.tapbench.parties.messages.HostSeal;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.DeviceException;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyLabel;
import dev.tapbench.ports.trace.MessagePassed;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Trace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The issuer's ISO 8583 host: a TCP listener on the loopback interface with threads of its own. It answers a repeat with the
 * bytes of the first answer, and nothing to a message that it cannot read or whose terminal it does not know.
 */
public final class IssuerHost implements AutoCloseable {
    private final Issuer issuer;
    private final Hsm hsm;
    private final Trace trace;
    private final ServerSocket server;
    private @Nullable Thread listener;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final Map<String, Bytes> answers = new HashMap<>();
    private final AtomicReference<@Nullable Throwable> broken = new AtomicReference<>();

    private IssuerHost(Issuer issuer, Hsm hsm, Trace trace, ServerSocket server) {
        this.issuer = issuer;
        this.hsm = hsm;
        this.trace = trace;
        this.server = server;
    }

    /**
     * Opens a host on a free port.
     *
     * @param hsm holds {@code issuer/mac-TERMINALID} for each terminal
     * @throws DeviceException when no port can be opened
     */
    public static IssuerHost start(Issuer issuer, Hsm hsm, Trace trace) {
        try {
            ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            IssuerHost host = new IssuerHost(issuer, hsm, trace, server);
            host.listener = host.spawn("issuer-host-listener", host::accept);
            return host;
        } catch (IOException e) {
            throw new DeviceException("the issuer host found no free port on the loopback interface", e);
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    private Thread spawn(String name, Runnable work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } finally {
                        threads.remove(Thread.currentThread());
                    }
                },
                name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
        return thread;
    }

    private static void join(@Nullable Thread thread) throws InterruptedException {
        if (thread != null) {
            thread.join(2_000);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket connection = server.accept();
                connections.add(connection);
                Thread unused = spawn("issuer-host-" + connection.getPort(), () -> serve(connection));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    broken.compareAndSet(null, e);
                }
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            Optional<Bytes> request = HostFrames.read(connection.getInputStream());
            while (request.isPresent()) {
                Optional<Bytes> answer = process(request.get());
                if (answer.isEmpty()) {
                    return;
                }
                HostFrames.write(connection.getOutputStream(), answer.get());
                request = HostFrames.read(connection.getInputStream());
            }
        } catch (IOException e) {
            // The terminal went away, or the host is being closed: nothing is owed to anyone.
            return;
        } catch (RuntimeException e) {
            broken.compareAndSet(null, e);
        } finally {
            connections.remove(connection);
        }
    }

    /** One message at a time: the HSM serves one thread, and a repeat must find its first answer. */
    private synchronized Optional<Bytes> process(Bytes request) {
        try {
            HostMessage peeked = HostSeal.peek(request);
            if (!peeked.isRequest()) {
                return Optional.empty();
            }
            KeyLabel key = KeyLabel.of("issuer/mac-" + peeked.require(41).trim());
            if (!hsm.has(key)) {
                return Optional.empty();
            }
            HostSeal seal = new HostSeal(hsm, key);
            HostSeal.Opened opened = seal.open(request);
            received(opened);
            if (!opened.macValid()) {
                return Optional.of(seal.seal(issuer.distrust(opened.message())));
            }
            String duplicateKey = opened.message().duplicateKey();
            Bytes answer = answers.get(duplicateKey);
            if (answer == null) {
                answer = seal.seal(issuer.answer(opened.message()));
                answers.put(duplicateKey, answer);
            }
            return Optional.of(answer);
        } catch (HostFormatException e) {
            return Optional.empty();
        } catch (RuntimeException e) {
            // Noted before the connection goes: whoever then finds no answer must be able to ask why.
            broken.compareAndSet(null, e);
            throw e;
        }
    }

    private void received(HostSeal.Opened opened) {
        HostMessage message = opened.message();
        trace.record(new MessagePassed(
                Party.TERMINAL,
                Party.ISSUER,
                message.type(),
                message.session(),
                address().getAddress().getHostAddress() + ":" + address().getPort(),
                opened.named()));
    }

    /**
     * Says whether a message that stays without an answer was lost on its way: a host that broke is no network that loses
     * messages, and the load that ends for want of an answer is nobody's refusal.
     *
     * @throws DeviceException when the host's HSM or its socket broke
     * @throws IllegalStateException when the host itself did
     */
    public void requireSound() {
        Throwable cause = broken.get();
        if (cause == null) {
            return;
        }
        String message = "the issuer host broke while it worked on a message: " + cause.getMessage();
        if (cause instanceof DeviceException || cause instanceof IOException) {
            throw new DeviceException(message, cause);
        }
        throw new IllegalStateException(message, cause);
    }

    /**
     * Stops listening, ends its connections and its threads.
     *
     * @throws DeviceException as {@link #requireSound}
     * @throws IllegalStateException as {@link #requireSound}
     */
    @Override
    public void close() {
        try {
            server.close();
            // The listener first: what it accepted a moment ago is among the connections only when it has ended.
            join(listener);
            for (Socket connection : connections) {
                connection.close();
            }
            for (Thread thread : threads) {
                join(thread);
            }
        } catch (IOException e) {
            throw new DeviceException("the issuer host could not be closed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        requireSound();
    }
}
