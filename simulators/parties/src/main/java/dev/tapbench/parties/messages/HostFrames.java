package dev.tapbench.parties.messages;

import dev.tapbench.ports.Bytes;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/** Messages on a TCP stream: a 2-byte big-endian length that excludes itself, then the message. */
public final class HostFrames {
    private HostFrames() {}

    /** Writes one message in one go. */
    public static void write(OutputStream out, Bytes message) throws IOException {
        out.write(Bytes.number(message.length(), 2).then(message).toArray());
        out.flush();
    }

    /**
     * Reads one message; empty when the stream ended before one began.
     *
     * @throws EOFException when the stream ended inside a message
     */
    public static Optional<Bytes> read(InputStream in) throws IOException {
        int high = in.read();
        if (high < 0) {
            return Optional.empty();
        }
        int low = in.read();
        if (low < 0) {
            throw new EOFException("the stream ended inside a message's length");
        }
        int length = high << 8 | low;
        byte[] message = in.readNBytes(length);
        if (message.length < length) {
            throw new EOFException("a message of " + length + " bytes ended after " + message.length);
        }
        return Optional.of(Bytes.of(message));
    }
}
