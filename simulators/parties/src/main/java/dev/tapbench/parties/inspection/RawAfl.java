package dev.tapbench.parties.inspection;

import dev.tapbench.ports.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * An AFL as it is, impossible entries included; {@link dev.tapbench.emv.Afl} refuses those (EMV Book 3, 10.2).
 *
 * @param value all of it
 */
record RawAfl(Bytes value) {
    private static final int ENTRY = 4;

    /**
     * Four bytes.
     *
     * @param head the file in b8 to b4, zeros below
     */
    record Entry(int head, int first, int last, int authenticated) {
        int sfi() {
            return head >>> 3;
        }

        /** Whether READ RECORD can name its records at all. */
        boolean readable() {
            return sfi() >= 1 && sfi() <= 30 && first() >= 1;
        }

        int records() {
            return Math.max(0, last - first + 1);
        }

        @Override
        public String toString() {
            return Bytes.of(head, first, last, authenticated).toHex();
        }
    }

    /** What is left after the last whole entry is none. */
    List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (int at = 0; at + ENTRY <= value.length(); at += ENTRY) {
            entries.add(new Entry(value.at(at), value.at(at + 1), value.at(at + 2), value.at(at + 3)));
        }
        return entries;
    }
}
