package dev.tapbench.ports.card;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.DeviceException;
import java.util.OptionalLong;

/**
 * Hides what T=0 cannot do in one exchange (ISO/IEC 7816-3, 12.2; 7816-4, 5.3.4): {@code 61xx} is answered with GET RESPONSE
 * until all data are there, {@code 6Cxx} with the same command and the right {@code Le}. Above it a response is whole.
 */
public final class GetResponseLink implements CardLink {
    /** A response of 64 KiB takes 256 rounds: more of them is a card that never ends. */
    private static final int MOST_ROUNDS = 256;

    private static final int MORE_DATA = 0x61;
    private static final int WRONG_LE = 0x6C;
    private static final int GET_RESPONSE = 0xC0;
    /** The bits of an interindustry class byte that name the logical channel. */
    private static final int CHANNEL = 0x03;

    private final CardLink link;

    public GetResponseLink(CardLink link) {
        this.link = link;
    }

    /** Every tap of a reader with this handling. */
    public static Reader on(Reader reader) {
        return new DecoratedReader(reader) {
            @Override
            public CardLink tap(Card card) {
                return new GetResponseLink(reader.tap(card));
            }
        };
    }

    @Override
    public byte[] transmit(byte[] command) {
        Bytes data = Bytes.empty();
        Bytes current = Bytes.of(command);
        boolean corrected = false;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Bytes response = Bytes.of(link.transmit(current.toArray()));
            if (response.length() < 2) {
                throw new DeviceException("the link answered " + current.slice(0, Math.min(4, current.length()))
                        + " with " + response.length() + " bytes: expected a status word at least");
            }
            int end = response.length() - 2;
            int sw1 = response.at(end);
            int sw2 = response.at(end + 1);
            if (sw1 == WRONG_LE && end == 0 && !corrected) {
                current = withLe(current, sw2);
                corrected = true;
            } else if (sw1 == MORE_DATA) {
                data = data.then(response.slice(0, end));
                current = Bytes.of(current.at(0) & CHANNEL, GET_RESPONSE, 0, 0, sw2);
                corrected = false;
            } else {
                return data.then(response).toArray();
            }
        }
        throw new DeviceException(
                "the card asked for GET RESPONSE " + MOST_ROUNDS + " times in one command: expected an end");
    }

    /** Case 1 gets a Le, case 2 another one; in case 4 it stands after the data (ISO/IEC 7816-3, 12.1.3). */
    private static Bytes withLe(Bytes command, int le) {
        boolean hasLe = command.length() == 5 || (command.length() > 5 && command.length() == 6 + command.at(4));
        Bytes without = hasLe ? command.slice(0, command.length() - 1) : command;
        return without.then(Bytes.of(le));
    }

    @Override
    public OptionalLong workedNanos() {
        return link.workedNanos();
    }

    @Override
    public void close() {
        link.close();
    }
}
