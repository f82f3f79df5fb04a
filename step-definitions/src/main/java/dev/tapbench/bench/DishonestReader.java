package dev.tapbench.bench;

import dev.tapbench.emv.Commands;
import dev.tapbench.emv.Pin;
import dev.tapbench.emv.crypto.PinBlocks;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.DecoratedReader;
import dev.tapbench.ports.card.Reader;
import dev.tapbench.ports.card.TearableCard;
import dev.tapbench.reports.SkipException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** A terminal's reader in wrong hands. Until it is told to do something, it changes nothing. */
final class DishonestReader extends DecoratedReader {
    private static final int INSTRUCTION = 1;
    private static final byte VERIFY = 0x20;
    private static final Bytes GET_PENDING_LOAD = Bytes.hex("80CADF21");
    /** Behind tag and length. */
    private static final int STATE = 3;

    private static final byte AUTHENTICATED = 2;
    /** The first write of a check spends the try; the power is gone before the next. */
    private static final int SECOND_WRITE = 2;

    private final Reader reader;
    private final Supplier<Reader> contacts;
    private Trick trick = Trick.NONE;
    private Optional<Bytes> kept = Optional.empty();
    private Optional<Bytes> pending = Optional.empty();
    private Optional<Pin> overheard = Optional.empty();

    private enum Trick {
        NONE,
        REPEAT_PIN,
        CLEAR_PIN,
        CONTACTS,
        HIDE_THE_END,
        CUT_THE_POWER
    }

    /** @param contacts the same reader's slot for cards with contacts */
    DishonestReader(Reader reader, Supplier<Reader> contacts) {
        super(reader);
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

    /** From now on the terminal hears that the card waits for the load that it told of first, with its issuer authenticated. */
    void hideTheEnd() {
        if (pending.isEmpty()) {
            throw new IllegalStateException("the card has told of no load yet: a second tap comes first");
        }
        trick = Trick.HIDE_THE_END;
    }

    /** At the next VERIFY the card loses its power after its first write. */
    void cutThePower() {
        trick = Trick.CUT_THE_POWER;
    }

    @Override
    public CardLink tap(Card card) {
        CardLink link = (trick == Trick.CONTACTS ? contacts.get() : reader).tap(card);
        return new CardLink() {
            @Override
            public byte[] transmit(byte[] command) {
                boolean verifies = command[INSTRUCTION] == VERIFY;
                if (verifies && trick == Trick.CUT_THE_POWER) {
                    cutPower(card);
                }
                byte[] answer = link.transmit(verifies ? verify(command) : command);
                return Bytes.of(command).slice(0, GET_PENDING_LOAD.length()).equals(GET_PENDING_LOAD)
                        ? pendingLoad(answer)
                        : answer;
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

    private static void cutPower(Card card) {
        if (!(card instanceof TearableCard tearable)) {
            throw new SkipException("the power of card '" + card.id()
                    + "' cannot be cut inside a command: that takes a simulated card (--reader jcardsim:)");
        }
        tearable.cutBeforeWrite(tearable.writes() + SECOND_WRITE);
    }

    private byte[] pendingLoad(byte[] answer) {
        if (trick == Trick.HIDE_THE_END) {
            byte[] hidden = pending.orElseThrow().toArray();
            hidden[STATE] = AUTHENTICATED;
            return hidden;
        }
        if (pending.isEmpty()) {
            pending = Optional.of(Bytes.of(answer));
        }
        return answer;
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
}
