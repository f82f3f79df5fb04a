package dev.tapbench.emv;

import dev.tapbench.ports.Bytes;

/**
 * A C-APDU of short length (ISO/IEC 7816-4, 5.1; EMV Book 3, 6.3.2).
 *
 * @param cla class byte, 00 to FF
 * @param ins instruction byte
 * @param p1 first parameter
 * @param p2 second parameter
 * @param data command data, 0 to 255 bytes
 * @param le the most bytes that may come back: 1 to 256, or {@link #NO_LE} where the field is absent
 */
public record CommandApdu(int cla, int ins, int p1, int p2, Bytes data, int le) {
    /** No Le field. */
    public static final int NO_LE = -1;
    /** Le field 00: all that there is. */
    public static final int ALL = 256;

    public CommandApdu {
        Bytes.of(cla, ins, p1, p2);
        if (data.length() > 255) {
            throw new IllegalArgumentException(
                    "command data of " + data.length() + " bytes: a short C-APDU holds 255 (ISO/IEC 7816-4, 5.1)");
        }
        if (le != NO_LE && (le < 1 || le > 256)) {
            throw new IllegalArgumentException("Le " + le + ": expected 1 to 256, or NO_LE");
        }
    }

    /**
     * Reads a short C-APDU of case 1 to 4.
     *
     * @throws IllegalArgumentException when it is shorter than 4 bytes or Lc does not fit
     */
    public static CommandApdu parse(Bytes bytes) {
        if (bytes.length() < 4) {
            throw new IllegalArgumentException(
                    "a C-APDU has at least 4 bytes, this has " + bytes.length() + ": " + bytes);
        }
        int cla = bytes.at(0);
        int ins = bytes.at(1);
        int p1 = bytes.at(2);
        int p2 = bytes.at(3);
        if (bytes.length() == 4) {
            return new CommandApdu(cla, ins, p1, p2, Bytes.empty(), NO_LE);
        }
        int p3 = bytes.at(4);
        if (bytes.length() == 5) {
            return new CommandApdu(cla, ins, p1, p2, Bytes.empty(), p3 == 0 ? ALL : p3);
        }
        int rest = bytes.length() - 5 - p3;
        if (p3 == 0 || rest < 0 || rest > 1) {
            throw new IllegalArgumentException("C-APDU " + bytes.slice(0, 5) + ".. says Lc " + p3 + ", but "
                    + (bytes.length() - 5) + " bytes follow");
        }
        int le = rest == 0 ? NO_LE : bytes.at(bytes.length() - 1) == 0 ? ALL : bytes.at(bytes.length() - 1);
        return new CommandApdu(cla, ins, p1, p2, bytes.slice(5, 5 + p3), le);
    }

    /** The C-APDU as it is sent. */
    public Bytes toBytes() {
        Bytes header = Bytes.of(cla, ins, p1, p2);
        Bytes body = data.isEmpty() ? Bytes.empty() : Bytes.of(data.length()).then(data);
        Bytes tail = le == NO_LE ? Bytes.empty() : Bytes.of(le & 0xFF);
        return Bytes.concat(header, body, tail);
    }

    /** A copy with other data and class, as secure channels make it. */
    public CommandApdu with(int otherClass, Bytes otherData) {
        return new CommandApdu(otherClass, ins, p1, p2, otherData, le);
    }

    @Override
    public String toString() {
        return toBytes().toHex();
    }
}
