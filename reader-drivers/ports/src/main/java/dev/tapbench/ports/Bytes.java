package dev.tapbench.ports;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * An immutable run of bytes; equal by content, printed as upper-case hexadecimal. A slice shares the bytes of what it was cut
 * from: a decoded response is cut hundreds of times, and nobody can change what is shared.
 */
public final class Bytes {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] value;
    private final int start;
    private final int length;

    private Bytes(byte[] owned) {
        this(owned, 0, owned.length);
    }

    private Bytes(byte[] shared, int start, int length) {
        value = shared;
        this.start = start;
        this.length = length;
    }

    /** No bytes at all. */
    public static Bytes empty() {
        return EMPTY;
    }

    /** A copy of {@code bytes}. */
    public static Bytes of(byte[] bytes) {
        return new Bytes(bytes.clone());
    }

    /** One byte for each argument; each must lie in -128 to 255. */
    public static Bytes of(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            if (values[i] < -128 || values[i] > 255) {
                throw new IllegalArgumentException("not a byte: " + values[i] + " at index " + i);
            }
            bytes[i] = (byte) values[i];
        }
        return new Bytes(bytes);
    }

    /**
     * Reads hexadecimal digits; spaces are ignored.
     *
     * @throws IllegalArgumentException when a character is no hexadecimal digit or a digit is missing
     */
    public static Bytes hex(String digits) {
        return new Bytes(HEX.parseHex(digits.replace(" ", "")));
    }

    /** {@code count} zero bytes. */
    public static Bytes zeros(int count) {
        return new Bytes(new byte[count]);
    }

    /** The number as {@code length} bytes, big-endian; higher bytes that do not fit must be zero. */
    public static Bytes number(long number, int length) {
        byte[] bytes = new byte[length];
        long rest = number;
        for (int i = length - 1; i >= 0; i--) {
            bytes[i] = (byte) rest;
            rest >>>= 8;
        }
        if (rest != 0) {
            throw new IllegalArgumentException(number + " does not fit into " + length + " bytes");
        }
        return new Bytes(bytes);
    }

    /** All parts, one after the other. */
    public static Bytes concat(Bytes... parts) {
        int length = 0;
        for (Bytes part : parts) {
            length += part.length;
        }
        byte[] all = new byte[length];
        int at = 0;
        for (Bytes part : parts) {
            System.arraycopy(part.value, part.start, all, at, part.length);
            at += part.length;
        }
        return new Bytes(all);
    }

    public int length() {
        return length;
    }

    public boolean isEmpty() {
        return length == 0;
    }

    /** The byte at {@code index} as 0 to 255. */
    public int at(int index) {
        return value[start + Objects.checkIndex(index, length)] & 0xFF;
    }

    /** The bytes from {@code from} (inclusive) to {@code to} (exclusive). */
    public Bytes slice(int from, int to) {
        if (from < 0 || to > length || from > to) {
            throw new IndexOutOfBoundsException("bytes " + from + " to " + to + " of " + length);
        }
        return new Bytes(value, start + from, to - from);
    }

    /** The bytes from {@code from} to the end. */
    public Bytes from(int from) {
        return slice(from, length);
    }

    /** This, then {@code other}. */
    public Bytes then(Bytes other) {
        return concat(this, other);
    }

    /** Byte by byte exclusive or; both must be of one length. */
    public Bytes xor(Bytes other) {
        if (other.length != length) {
            throw new IllegalArgumentException("xor of " + length + " and " + other.length + " bytes");
        }
        byte[] result = toArray();
        for (int i = 0; i < length; i++) {
            result[i] ^= other.value[other.start + i];
        }
        return new Bytes(result);
    }

    /** The bytes as an unsigned big-endian number; at most 7 bytes, or 8 with the top bit clear. */
    public long toNumber() {
        if (length > 8 || (length == 8 && value[start] < 0)) {
            throw new IllegalStateException(length + " bytes do not fit a number");
        }
        long number = 0;
        for (int i = start; i < start + length; i++) {
            number = number << 8 | (value[i] & 0xFF);
        }
        return number;
    }

    /** A copy. */
    public byte[] toArray() {
        return Arrays.copyOfRange(value, start, start + length);
    }

    /** Upper-case hexadecimal, no spaces. */
    public String toHex() {
        return HEX.formatHex(value, start, start + length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes
                && Arrays.equals(value, start, start + length, bytes.value, bytes.start, bytes.start + bytes.length);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = start; i < start + length; i++) {
            hash = 31 * hash + value[i];
        }
        return hash;
    }

    @Override
    public String toString() {
        return toHex();
    }
}
