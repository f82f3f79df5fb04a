package dev.tapbench.bench;

import dev.tapbench.emv.ApduDecoder;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.DeviceException;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.CardRemovedException;
import dev.tapbench.ports.card.DecoratedReader;
import dev.tapbench.ports.card.PowerCutException;
import dev.tapbench.ports.card.Reader;
import dev.tapbench.ports.card.ReplayMismatchException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Tells of each card that left a device's field by itself. The party that reads it may have it presented again; but what goes wrong
 * in a story after that is not the product's fault. Cards that a story takes away leave above this reader, and cards whose power
 * is cut by order are not lost.
 */
final class WatchedReader extends DecoratedReader {
    private static final int HEADER = 4;

    private final Reader reader;
    private final Consumer<String> lost;

    WatchedReader(Reader reader, Consumer<String> lost) {
        super(reader);
        this.reader = reader;
        this.lost = lost;
    }

    @Override
    public CardLink tap(Card card) {
        CardLink link = watched(() -> reader.tap(card));
        return new CardLink() {
            @Override
            public byte[] transmit(byte[] command) {
                return watched(() -> link.transmit(command));
            }

            @Override
            public OptionalLong workedNanos() {
                return link.workedNanos();
            }

            @Override
            public void close() {
                link.close();
            }
        };
    }

    /** Name and header: what follows may hold what is masked elsewhere. */
    private static String words(Optional<Bytes> command) {
        return command.map(bytes -> new ApduDecoder()
                                .decode(bytes, Bytes.hex("9000"))
                                .command()
                                .name()
                        + " " + bytes.slice(0, Math.min(HEADER, bytes.length())) + " (" + bytes.length() + " bytes)")
                .orElse("nothing more");
    }

    private static String where(ReplayMismatchException e) {
        Bytes recorded = e.recorded().orElse(Bytes.empty());
        int same = 0;
        while (same < Math.min(recorded.length(), e.came().length())
                && recorded.at(same) == e.came().at(same)) {
            same++;
        }
        return same == 0 ? "" : "they part at byte " + (same + 1) + "; ";
    }

    private <T> T watched(Supplier<T> use) {
        try {
            return use.get();
        } catch (PowerCutException ordered) {
            throw ordered;
        } catch (ReplayMismatchException e) {
            throw new DeviceException(
                    reader.name() + ": recorded is " + words(e.recorded()) + ", and "
                            + words(Optional.of(e.came())) + " came; " + where(e)
                            + "record it again, or run what was recorded (same scenarios, features and program)",
                    e);
        } catch (CardRemovedException e) {
            lost.accept(String.valueOf(e.getMessage()));
            throw e;
        }
    }
}
