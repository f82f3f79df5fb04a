package dev.tapbench.measure;

import dev.tapbench.emv.CommandApdu;
import dev.tapbench.emv.ResponseApdu;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.Reader;
import java.util.ArrayList;
import java.util.List;

/**
 * What both sides say to a card.
 *
 * @param before after each activation, not timed
 * @param timed one operation
 */
record Dialogue(List<CommandApdu> before, List<CommandApdu> timed) {
    Dialogue {
        before = List.copyOf(before);
        timed = List.copyOf(timed);
    }

    /** The timed commands as they are sent. */
    byte[][] commands() {
        return timed.stream().map(command -> command.toBytes().toArray()).toArray(byte[][]::new);
    }

    void begin(CardLink link) {
        before.forEach(command -> link.transmit(command.toBytes().toArray()));
    }

    /**
     * The answers to the timed commands in one activation.
     *
     * @throws IllegalStateException when one is not 9000
     */
    List<Bytes> answers(Reader reader, Card card) {
        List<Bytes> answers = new ArrayList<>();
        try (CardLink link = reader.tap(card)) {
            begin(link);
            for (CommandApdu command : timed) {
                Bytes answer = Bytes.of(link.transmit(command.toBytes().toArray()));
                requireDone(answer);
                answers.add(answer);
            }
        }
        return answers;
    }

    /**
     * An error is answered faster than a result.
     *
     * @throws IllegalStateException when the answer is not 9000
     */
    static void requireDone(Bytes answer) {
        if (!ResponseApdu.parse(answer).ok()) {
            throw new IllegalStateException("a measured command was answered with " + answer + ": expected 9000");
        }
    }
}
