package dev.tapbench.bench;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.DeviceException;
import dev.tapbench.ports.card.ApduRecord;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.DecoratedReader;
import dev.tapbench.ports.card.Reader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.OptionalLong;

/**
 * Writes what all cards of a run were told and what they answered, unmasked, to a file that only its owner reads. A tap is
 * written when it ends, since a phone has two at a time. Thread-safe.
 */
final class ApduRecorder implements AutoCloseable {
    private final Writer out;
    private final MessageDigest digest = ApduRecord.sha256();

    private ApduRecorder(Writer out) {
        this.out = out;
    }

    /**
     * Begins a record.
     *
     * @param seed of the run
     * @throws DeviceException when the file is there already, or cannot be made
     */
    static ApduRecorder to(Path file, long seed) {
        try {
            boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
            if (posix) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } else {
                Files.createFile(file);
            }
            ApduRecorder recorder = new ApduRecorder(Files.newBufferedWriter(file));
            recorder.write(
                    "# What cards were told and what they answered, test data only; 'tapbench certify --reader replay:FILE'\n"
                            + ApduRecord.SEED + seed + "\n");
            return recorder;
        } catch (IOException e) {
            throw new DeviceException("--record " + file + " cannot be written: " + e, e);
        }
    }

    /** Every tap of a reader from now on. */
    Reader on(Reader reader) {
        return new DecoratedReader(reader) {
            @Override
            public CardLink tap(Card card) {
                return new RecordedLink(reader.tap(card), ApduRecord.tapLine(card, medium()));
            }

            @Override
            public void close() {
                reader.close();
            }
        };
    }

    private synchronized void write(String text) {
        try {
            out.write(text);
            digest.update(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the record cannot be written", e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            out.write(ApduRecord.DIGEST + HexFormat.of().formatHex(digest.digest()) + "\n");
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the record cannot be written", e);
        }
    }

    private final class RecordedLink implements CardLink {
        private final CardLink link;
        private final StringBuilder lines;
        private boolean over;

        RecordedLink(CardLink link, String tap) {
            this.link = link;
            lines = new StringBuilder(tap).append('\n');
        }

        @Override
        public byte[] transmit(byte[] command) {
            byte[] response = link.transmit(command);
            lines.append(ApduRecord.exchangeLines(Bytes.of(command), Bytes.of(response)))
                    .append('\n');
            return response;
        }

        @Override
        public OptionalLong workedNanos() {
            return link.workedNanos();
        }

        @Override
        public void close() {
            if (!over) {
                over = true;
                write(lines.toString());
            }
            link.close();
        }
    }
}
