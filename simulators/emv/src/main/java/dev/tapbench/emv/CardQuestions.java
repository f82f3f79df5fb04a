package dev.tapbench.emv;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

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
        return askInOrder(List.of(question)).get(0);
    }

    /** The card's answer to the selection of its application alone, whatever its status word. */
    public ResponseApdu select() {
        try (CardLink link = reader.tap(card)) {
            return transmit(link, Commands.select(aid));
        }
    }

    /**
     * The card's answers to questions of one activation, up to the first that is not 9000.
     *
     * @throws EmvDataException when the application cannot be selected
     */
    public List<ResponseApdu> askInOrder(List<CommandApdu> questions) {
        CommandApdu first = questions.get(0);
        try (CardLink link = reader.tap(card)) {
            requireSelected(link, first);
            List<ResponseApdu> answers = new ArrayList<>();
            for (CommandApdu question : questions) {
                ResponseApdu answer = transmit(link, question);
                answers.add(answer);
                if (!answer.ok()) {
                    break;
                }
            }
            return List.copyOf(answers);
        }
    }

    /**
     * The card's answers to two questions of one activation, the second of which depends on the first answer.
     *
     * @param next the second question; empty to ask none
     * @return one or two answers
     * @throws EmvDataException when the application cannot be selected
     */
    public List<ResponseApdu> askThen(CommandApdu first, Function<ResponseApdu, Optional<CommandApdu>> next) {
        try (CardLink link = reader.tap(card)) {
            requireSelected(link, first);
            ResponseApdu answer = transmit(link, first);
            return next.apply(answer)
                    .map(second -> List.of(answer, transmit(link, second)))
                    .orElse(List.of(answer));
        }
    }

    private void requireSelected(CardLink link, CommandApdu before) {
        StatusWord selected = transmit(link, Commands.select(aid)).sw();
        if (!selected.ok()) {
            throw new EmvDataException("SELECT " + aid + " before command "
                    + Bytes.of(before.cla(), before.ins()) + ": expected 9000, came " + selected + " ("
                    + selected.meaning() + ") from " + card.id());
        }
    }

    private static ResponseApdu transmit(CardLink link, CommandApdu command) {
        return ResponseApdu.parse(link.transmit(command.toBytes().toArray()));
    }
}
