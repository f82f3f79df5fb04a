package dev.tapbench.parties.terminal;

import dev.tapbench.emv.CommandApdu;
import dev.tapbench.emv.ResponseApdu;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.Reader;

/** One tap: one activation of a card, from field on to field off. */
final class CardDialogue implements AutoCloseable {
    private final CardLink link;

    private CardDialogue(CardLink link) {
        this.link = link;
    }

    static CardDialogue open(Reader reader, Card card) {
        return new CardDialogue(reader.tap(card));
    }

    ResponseApdu send(CommandApdu command) {
        return ResponseApdu.parse(link.transmit(command.toBytes().toArray()));
    }

    /**
     * The data of an answer with 9000.
     *
     * @param step for people
     * @throws TapEnded when the card says otherwise
     */
    Bytes require(String step, CommandApdu command) {
        return require(step, send(command));
    }

    /** As {@link #require(String, CommandApdu)}, of an answer that is there. */
    static Bytes require(String step, ResponseApdu response) {
        if (!response.ok()) {
            throw new TapEnded(
                    Outcome.END_APPLICATION,
                    step + " answered " + response.sw() + ": " + response.sw().meaning());
        }
        return response.data();
    }

    @Override
    public void close() {
        link.close();
    }
}
