package dev.tapbench.emv;

import dev.tapbench.ports.Bytes;

/** A bit of a bit-coded data element, named as {@code bits.tsv} names it; b8 is the highest, as EMV writes them. */
public abstract class NamedBit {
    private final int byteNumber;
    private final int bit;
    private final String meaning;

    /**
     * @param table of {@code bits.tsv}
     * @param byteNumber from 1
     * @param bit 8 to 1
     * @throws IllegalStateException when the table has no such bit
     */
    NamedBit(String table, int byteNumber, int bit) {
        this.byteNumber = byteNumber;
        this.bit = bit;
        meaning = BitTable.named(table).meaning(byteNumber, bit);
    }

    /** Which byte, from 1. */
    public int byteNumber() {
        return byteNumber;
    }

    /** Which bit, 8 to 1. */
    public int bit() {
        return bit;
    }

    /** Its meaning when set, in the words of the specification. */
    public String meaning() {
        return meaning;
    }

    private int mask() {
        return 1 << (bit - 1);
    }

    /** Whether it is set in {@code value}. */
    public boolean in(Bytes value) {
        return (value.at(byteNumber - 1) & mask()) != 0;
    }

    /** A copy of {@code value} with it set. */
    public Bytes set(Bytes value) {
        byte[] bytes = value.toArray();
        bytes[byteNumber - 1] |= (byte) mask();
        return Bytes.of(bytes);
    }

    /** A copy of {@code value} with it cleared. */
    public Bytes clear(Bytes value) {
        byte[] bytes = value.toArray();
        bytes[byteNumber - 1] &= (byte) ~mask();
        return Bytes.of(bytes);
    }

    @Override
    public String toString() {
        return "byte " + byteNumber + " b" + bit + " " + meaning;
    }
}
