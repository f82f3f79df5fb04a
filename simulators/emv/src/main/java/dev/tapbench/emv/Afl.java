package dev.tapbench.emv;

import dev.tapbench.ports.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * Application file locator, 94: which records to read (EMV Book 3, 10.2).
 *
 * @param entries in order
 */
public record Afl(List<Entry> entries) {
    public Afl {
        entries = List.copyOf(entries);
    }

    /**
     * Records of one file.
     *
     * @param sfi file, 1 to 30
     * @param first first record, from 1
     * @param last last record
     * @param authenticated how many, from the first, enter offline data authentication
     */
    public record Entry(int sfi, int first, int last, int authenticated) {}

    /**
     * Reads an AFL.
     *
     * @throws EmvDataException when its length is not a multiple of 4 above 0, or a file or record number is impossible
     */
    public static Afl parse(Bytes value) {
        if (value.isEmpty() || value.length() % 4 != 0) {
            throw new EmvDataException(
                    "AFL has " + value.length() + " bytes, expected a multiple of 4: '" + value + "'");
        }
        List<Entry> entries = new ArrayList<>();
        for (int at = 0; at < value.length(); at += 4) {
            Bytes bytes = value.slice(at, at + 4);
            Entry entry = new Entry(bytes.at(0) >>> 3, bytes.at(1), bytes.at(2), bytes.at(3));
            int records = entry.last() - entry.first() + 1;
            if ((bytes.at(0) & 7) != 0
                    || entry.sfi() == 0
                    || entry.sfi() == 31
                    || entry.first() == 0
                    || records < 1
                    || entry.authenticated() > records) {
                throw new EmvDataException("AFL entry " + bytes + " at byte " + at
                        + ": expected SFI(b8-b4, 1 to 30), first record, last record, records authenticated"
                        + " (EMV Book 3, 10.2)");
            }
            entries.add(entry);
        }
        return new Afl(entries);
    }

    public Bytes encode() {
        Bytes all = Bytes.empty();
        for (Entry entry : entries) {
            all = all.then(Bytes.of(entry.sfi() << 3, entry.first(), entry.last(), entry.authenticated()));
        }
        return all;
    }
}
