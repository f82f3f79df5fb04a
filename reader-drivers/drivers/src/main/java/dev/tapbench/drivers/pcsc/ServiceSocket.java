package dev.tapbench.drivers.pcsc;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where pcsc-lite's service listens. Its library says of a socket that a user may not use that there is no service. */
final class ServiceSocket {
    private static final Path USUAL = Path.of("/run/pcscd/pcscd.comm");

    private ServiceSocket() {}

    /** Why this user cannot come to a service that may well run, and what to do; empty when nothing is in the way. */
    static Optional<String> refusal() {
        Path socket = Optional.ofNullable(System.getenv("PCSCLITE_CSOCK_NAME"))
                .map(Path::of)
                .orElse(USUAL);
        Path folder = socket.toAbsolutePath().getParent();
        if (folder != null && Files.isDirectory(folder) && !Files.isExecutable(folder)) {
            return Optional.of(told(folder));
        }
        return Files.exists(socket) && !Files.isWritable(socket) ? Optional.of(told(socket)) : Optional.empty();
    }

    private static String told(Path closed) {
        return "the service is there and this user (" + System.getProperty("user.name")
                + ") may not use it: let the user into " + closed + ", by its group or its mode, or run as one who may";
    }
}
