package dev.tapbench.emv;

import dev.tapbench.ports.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * A data grouping of STORE DATA (EMV CPS 1.1, 5.4): identifier(2), length(1, or FF and 2 bytes from 255), data.
 *
 * @param identifier 0000 to FFFF
 * @param data clear or enciphered
 */
public record Dgi(int identifier, Bytes data) {
    private static final int LONG_LENGTH = 0xFF;

    /** Identifier, length and data. */
    public Bytes encode() {
        Bytes length = data.length() < LONG_LENGTH
                ? Bytes.of(data.length())
                : Bytes.of(LONG_LENGTH).then(Bytes.number(data.length(), 2));
        return Bytes.concat(Bytes.number(identifier, 2), length, data);
    }

    /**
     * Reads groupings that are all there.
     *
     * @throws EmvDataException when one is cut short
     */
    public static List<Dgi> parseAll(Bytes groups) {
        List<Dgi> all = new ArrayList<>();
        int at = 0;
        while (at < groups.length()) {
            int header = headerLength(groups, at);
            int end = header < 0 ? -1 : at + header + dataLength(groups, at);
            if (end < 0 || end > groups.length()) {
                throw new EmvDataException(
                        "data grouping at byte " + at + " is cut short: " + groups.from(at) + " (EMV CPS 1.1, 5.4)");
            }
            all.add(new Dgi(identifier(groups, at), groups.slice(at + header, end)));
            at = end;
        }
        return all;
    }

    /** How many bytes identifier and length take at {@code at}; negative when they are cut short. */
    static int headerLength(Bytes groups, int at) {
        int left = groups.length() - at;
        if (left < 3) {
            return -1;
        }
        int header = groups.at(at + 2) == LONG_LENGTH ? 5 : 3;
        return left < header ? -1 : header;
    }

    /** The length that the header at {@code at} announces. */
    static int dataLength(Bytes groups, int at) {
        int first = groups.at(at + 2);
        return first == LONG_LENGTH ? (int) groups.slice(at + 3, at + 5).toNumber() : first;
    }

    static int identifier(Bytes groups, int at) {
        return (int) groups.slice(at, at + 2).toNumber();
    }
}
