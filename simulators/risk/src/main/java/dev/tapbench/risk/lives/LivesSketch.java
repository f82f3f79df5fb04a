package dev.tapbench.risk.lives;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What happened in some lives, in exact counts. Its size depends on the number of types alone. Sketches of different cards add
 * up, in any order and grouping, to the sketch of all of them. Not for several threads.
 */
public final class LivesSketch {
    /** Of what a distribution is kept. */
    public enum Metric {
        /** In a month. */
        PAYMENTS(0),
        /** In a month: the owner was asked for passcode or PIN because a limit said so. */
        PROMPTS(1),
        /** In a month: payments declined because they exceed what may be spent. */
        FUNDS_DECLINES(2),
        /** In a month: payments declined for another reason. */
        OTHER_DECLINES(3),
        /** In a month: loads that the card accepted. */
        TOP_UPS(4),
        /** Of cards with a decline: the number of the first declined payment, from 1. */
        FIRST_DECLINE_PAYMENT(5),
        /** Of cards with a decline: its day, from 1. */
        FIRST_DECLINE_DAY(6);

        private static final int COUNT = values().length;
        private final int place;

        Metric(int place) {
            this.place = place;
        }
    }

    /** What is counted without a distribution. */
    public enum Total {
        CARDS(0),
        /** Taps and insertions; a payment that asks for its owner takes two. */
        TAPS(1),
        PAID_OFFLINE(2),
        PAID_ONLINE(3),
        /** Cards whose owners have used up their PIN tries. */
        LOCKED_OUT(4);

        private static final int COUNT = values().length;
        private final int place;

        Total(int place) {
            this.place = place;
        }
    }

    private static final int METRIC_SIZE = Buckets.COUNT + 1;
    private static final int TYPE_SIZE = Metric.COUNT * METRIC_SIZE + Total.COUNT;

    /** By type; of a type the metrics, each with its places and then its sum, and then the totals. */
    private final long[] cells;

    /** @param types how many types of cardholders */
    public LivesSketch(int types) {
        cells = new long[types * TYPE_SIZE];
    }

    private LivesSketch(long[] cells) {
        this.cells = cells;
    }

    public int types() {
        return cells.length / TYPE_SIZE;
    }

    void add(int type, Metric metric, int value) {
        int at = at(type, metric);
        cells[at + Buckets.of(value)]++;
        cells[at + Buckets.COUNT] += value;
    }

    void add(int type, Total total, long more) {
        cells[at(type, total)] += more;
    }

    private static int at(int type, Metric metric) {
        return type * TYPE_SIZE + metric.place * METRIC_SIZE;
    }

    private static int at(int type, Total total) {
        return type * TYPE_SIZE + Metric.COUNT * METRIC_SIZE + total.place;
    }

    /**
     * Takes what happened in other lives.
     *
     * @throws IllegalArgumentException when the other is of another number of types
     */
    public void merge(LivesSketch other) {
        if (other.cells.length != cells.length) {
            throw new IllegalArgumentException(
                    "a sketch of " + other.types() + " types cannot be added to one of " + types());
        }
        for (int i = 0; i < cells.length; i++) {
            cells[i] += other.cells[i];
        }
    }

    /** How often something happened in lives of one type. */
    public long total(int type, Total total) {
        return cells[at(type, total)];
    }

    /** How something is distributed in lives of one type. */
    public Distribution distribution(int type, Metric metric) {
        int at = at(type, metric);
        return Distribution.of(Arrays.copyOfRange(cells, at, at + Buckets.COUNT), cells[at + Buckets.COUNT]);
    }

    /** The lives of all types, as those of one. */
    public LivesSketch together() {
        LivesSketch all = new LivesSketch(1);
        for (int i = 0; i < cells.length; i++) {
            all.cells[i % TYPE_SIZE] += cells[i];
        }
        return all;
    }

    /** All counts in their order, eight bytes each, the most significant first. */
    public byte[] toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(cells.length * Long.BYTES);
        bytes.asLongBuffer().put(cells);
        return bytes.array();
    }

    /**
     * The sketch of {@link #toBytes}.
     *
     * @throws IllegalArgumentException when the bytes are of no number of types
     */
    public static LivesSketch of(byte[] bytes) {
        int size = TYPE_SIZE * Long.BYTES;
        if (bytes.length == 0 || bytes.length % size != 0) {
            throw new IllegalArgumentException(
                    bytes.length + " bytes are no sketch of lives: expected " + size + " for each type");
        }
        long[] cells = new long[bytes.length / Long.BYTES];
        ByteBuffer.wrap(bytes).asLongBuffer().get(cells);
        return new LivesSketch(cells);
    }
}
