package dev.tapbench.emv;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.Reader;

/**
 * Single questions to one application of a card, each over a link of its own: SELECT, then the command.
 *
 * @param aid of the application
 */
public record CardQuestions(Reader reader, Card card, Bytes aid) {
    /**
     * The card's answer, whatever its status word.
     *
     * @throws EmvDataException when the application cannot be selected
     */
    public ResponseApdu ask(CommandApdu question) {
        try (CardLink link = reader.tap(card)) {
            StatusWord selected = transmit(link, Commands.select(aid)).sw();
            if (!selected.ok()) {
                throw new EmvDataException("SELECT " + aid + " before command "
                        + Bytes.of(question.cla(), question.ins()) + ": expected 9000, came " + selected + " ("
                        + selected.meaning() + ") from " + card.id());
            }
            return transmit(link, question);
        }
    }

    private static ResponseApdu transmit(CardLink link, CommandApdu command) {
        return ResponseApdu.parse(link.transmit(command.toBytes().toArray()));
    }
}
