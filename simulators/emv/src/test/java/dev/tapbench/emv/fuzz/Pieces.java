package dev.tapbench.emv.fuzz;

import dev.tapbench.ports.Bytes;

/** Cuts a fuzzer's bytes into pieces with a length of two bytes in front; where the bytes end, so does the last piece. */
final class Pieces {
    private final Bytes data;
    private int at;

    Pieces(byte[] data) {
        this.data = Bytes.of(data);
    }

    /** The same for a seed: each piece with its length. */
    static byte[] join(Bytes... pieces) {
        Bytes all = Bytes.empty();
        for (Bytes piece : pieces) {
            all = Bytes.concat(all, Bytes.number(piece.length(), 2), piece);
        }
        return all.toArray();
    }

    boolean hasNext() {
        return data.length() - at >= 2;
    }

    /** The next piece; empty when none is left. */
    Bytes next() {
        if (!hasNext()) {
            return Bytes.empty();
        }
        int from = at + 2;
        int to = Math.min(data.length(), from + (int) data.slice(at, from).toNumber());
        at = to;
        return data.slice(from, to);
    }
}
