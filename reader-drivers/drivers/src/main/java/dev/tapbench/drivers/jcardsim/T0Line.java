package dev.tapbench.drivers.jcardsim;

import dev.tapbench.ports.Bytes;
import java.util.function.UnaryOperator;

/**
 * The line of a card that speaks T=0 (ISO/IEC 7816-3, 10 and 12.2; Java Card 3.0.5 RE, 9.4): a command has data or an answer,
 * never both. An answer to a command with data waits for GET RESPONSE (61xx); a length that is not the answer's is corrected
 * (6Cxx), and the repeated command gets the answer that the applet has given already.
 */
final class T0Line {
    private static final int GET_RESPONSE = 0xC0;
    private static final int MORE = 0x61;
    private static final int WRONG_LENGTH = 0x6C;
    private static final int MOST = 256;

    private final UnaryOperator<byte[]> card;
    /** The header that may ask for {@link #waiting} once more, empty when only GET RESPONSE may. */
    private Bytes corrected = Bytes.empty();

    private Bytes waiting = Bytes.empty();
    private Bytes status = Bytes.empty();

    T0Line(UnaryOperator<byte[]> card) {
        this.card = card;
    }

    byte[] exchange(byte[] command) {
        Bytes bytes = Bytes.of(command);
        Bytes header = bytes.slice(0, 4);
        boolean hasData = command.length > 5;
        int expected = command.length == 5 ? length(bytes.at(4)) : 0;
        if (!hasData && !waiting.isEmpty()) {
            boolean again = corrected.isEmpty() ? header.at(1) == GET_RESPONSE : header.equals(corrected);
            if (again) {
                return hand(header, expected).toArray();
            }
        }
        waiting = Bytes.empty();
        corrected = Bytes.empty();
        Bytes response = Bytes.of(card.apply(hasData ? withoutLe(bytes).toArray() : command));
        int end = response.length() - 2;
        if (end == 0) {
            return response.toArray();
        }
        waiting = response.slice(0, end);
        status = response.from(end);
        if (hasData) {
            return more().toArray();
        }
        corrected = header;
        return hand(header, expected).toArray();
    }

    private static int length(int p3) {
        return p3 == 0 ? MOST : p3;
    }

    /** A T=0 command has no Le behind its data. */
    private static Bytes withoutLe(Bytes command) {
        int end = 5 + command.at(4);
        return command.length() == end + 1 ? command.slice(0, end) : command;
    }

    private Bytes more() {
        return Bytes.of(MORE, waiting.length() & 0xFF);
    }

    private Bytes hand(Bytes header, int expected) {
        if (expected > waiting.length() || expected == 0) {
            corrected = header.at(1) == GET_RESPONSE ? Bytes.empty() : header;
            return Bytes.of(WRONG_LENGTH, waiting.length() & 0xFF);
        }
        Bytes part = waiting.slice(0, expected);
        waiting = waiting.from(expected);
        corrected = Bytes.empty();
        return part.then(waiting.isEmpty() ? status : more());
    }
}
