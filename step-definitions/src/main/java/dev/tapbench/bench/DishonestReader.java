package dev.tapbench.bench;

import dev.tapbench.emv.Commands;
import dev.tapbench.emv.Pin;
import dev.tapbench.emv.crypto.PinBlocks;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.card.Capability;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.card.Reader;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

/** A terminal's reader in wrong hands. Until it is told to do something, it changes nothing. */
final class DishonestReader implements Reader {
    private static final int INSTRUCTION = 1;
    private static final byte VERIFY = 0x20;

    private final Reader reader;
    private final Supplier<Reader> contacts;
    private Trick trick = Trick.NONE;
    private Optional<Bytes> kept = Optional.empty();
    private Optional<Pin> overheard = Optional.empty();

    private enum Trick {
        NONE,
        REPEAT_PIN,
        CLEAR_PIN,
        CONTACTS
    }

    /** @param contacts the same reader's slot for cards with contacts */
    DishonestReader(Reader reader, Supplier<Reader> contacts) {
        this.reader = reader;
        this.contacts = contacts;
    }

    /** From now on each VERIFY is the last one that it carried before: its PIN is right, and its challenge of long ago. */
    void repeatPin() {
        if (kept.isEmpty()) {
            throw new IllegalStateException(
                    "no PIN has passed yet that could be repeated: an earlier load comes first");
        }
        trick = Trick.REPEAT_PIN;
    }

    /** From now on the card gets the PIN in clear, as somebody has overheard it. */
    void handOverInClear(Pin pin) {
        overheard = Optional.of(pin);
        trick = Trick.CLEAR_PIN;
    }

    /** From now on the card is put into the slot instead of tapped. */
    void useContacts() {
        trick = Trick.CONTACTS;
    }

    @Override
    public CardLink tap(Card card) {
        CardLink link = (trick == Trick.CONTACTS ? contacts.get() : reader).tap(card);
        return new CardLink() {
            @Override
            public byte[] transmit(byte[] command) {
                return link.transmit(command[INSTRUCTION] == VERIFY ? verify(command) : command);
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

    private byte[] verify(byte[] command) {
        if (trick == Trick.REPEAT_PIN) {
            return kept.orElseThrow().toArray();
        }
        if (trick == Trick.CLEAR_PIN) {
            return Commands.verifyPlaintext(PinBlocks.format2(overheard.orElseThrow()))
                    .toBytes()
                    .toArray();
        }
        kept = Optional.of(Bytes.of(command));
        return command;
    }

    @Override
    public String name() {
        return reader.name();
    }

    @Override
    public Medium medium() {
        return reader.medium();
    }

    @Override
    public Set<Capability> capabilities() {
        return reader.capabilities();
    }

    /** The readers beneath stay open: their owner closes them. */
    @Override
    public void close() {}
}
