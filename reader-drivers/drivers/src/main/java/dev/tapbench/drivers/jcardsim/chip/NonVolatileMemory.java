package dev.tapbench.drivers.jcardsim.chip;

import dev.tapbench.ports.card.PersistentWrite;
import dev.tapbench.ports.card.PersistentWrite.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javacard.framework.TransactionException;
import org.jspecify.annotations.Nullable;

/**
 * What a chip keeps without power: counts the writes, loses power before one of them, and holds the journal from which an
 * aborted or torn transaction is put back (Java Card 3.0.5 RE, 7).
 *
 * <p>The journal itself is non-volatile: after a cut inside a transaction it is there at the next power-up, and putting back is
 * a series of writes that can be cut as well; done again from the start, it has the same end.
 */
public final class NonVolatileMemory {
    /** Bytes of old content that one transaction can hold, an entry's own {@link #ENTRY} bytes included. */
    public static final short COMMIT_CAPACITY = 2048;

    /** Bytes that an entry of the journal takes beside the old content: where it belongs and how long it is. */
    public static final short ENTRY = 4;

    private final Places places;
    private final Watch watch = new Watch();
    private final ChipTimer timer;
    private final List<Undo> journal = new ArrayList<>();
    private long writes;
    private int used;
    private boolean inTransaction;
    private @Nullable PowerLoss lost;

    NonVolatileMemory(Places places, ChipTimer timer) {
        this.places = places;
        this.timer = timer;
    }

    /** Writes so far, from the installation on. */
    public long writes() {
        return writes;
    }

    /** Whether power was lost and has not come back. */
    public boolean isDead() {
        return lost != null;
    }

    /**
     * Lets nothing go on without power.
     *
     * @throws PowerLoss when power was lost, also where an applet has caught that
     */
    public void requirePower() {
        if (lost != null) {
            throw lost;
        }
    }

    /** Power goes just before the write of this number; 0 for never. */
    public void cutBefore(long number) {
        watch.cutBefore = number;
    }

    /** Who is told of each write before it is made. */
    public void observe(@Nullable Consumer<PersistentWrite> observer) {
        watch.observer = observer;
    }

    /** A write that takes no part in a transaction. */
    void write(Kind kind, int place) {
        requirePower();
        if (watch.cutBefore == writes + 1) {
            watch.cutBefore = 0;
            lost = new PowerLoss(next(kind, place));
            throw lost;
        }
        if (watch.observer != null) {
            watch.observer.accept(next(kind, place));
        }
        writes++;
        timer.write();
    }

    private PersistentWrite next(Kind kind, int place) {
        String source = place < 0 ? "the card's runtime" : places.at(place).toString();
        return new PersistentWrite(writes + 1, kind, source, inTransaction);
    }

    /** Whether the caller has to say what stands there now, before it writes. */
    boolean needsUndo() {
        return inTransaction;
    }

    /**
     * A write that is put back when the transaction is aborted or torn.
     *
     * @throws TransactionException BUFFER_FULL when the journal cannot hold it
     */
    void write(Kind kind, int place, Undo undo) {
        int size = undo.bytes() + ENTRY;
        requireCapacity(size);
        write(kind, place);
        journal.add(undo);
        used += size;
    }

    /** A run of an array's elements, written in one piece. */
    void writeRun(Object array, int offset, int length, int place) {
        if (inTransaction) {
            write(Kind.STORE, place, new Undo.Run(array, offset, length));
        } else {
            write(Kind.STORE, place);
        }
    }

    /** @throws TransactionException BUFFER_FULL when so many bytes cannot be written in one piece */
    void requireCapacity(int bytes) {
        if (used + bytes > COMMIT_CAPACITY) {
            TransactionException.throwIt(TransactionException.BUFFER_FULL);
        }
    }

    Place place(int number) {
        return places.at(number);
    }

    /** Bytes of old content that this transaction can still hold. */
    public short unusedCapacity() {
        return (short) Math.max(0, COMMIT_CAPACITY - used - ENTRY);
    }

    /**
     * Begins a transaction.
     *
     * @throws TransactionException IN_PROGRESS when there is one already
     */
    public void begin() {
        if (inTransaction) {
            TransactionException.throwIt(TransactionException.IN_PROGRESS);
        }
        inTransaction = true;
    }

    /**
     * Ends the transaction: what it wrote counts.
     *
     * @throws TransactionException NOT_IN_PROGRESS when there is none
     */
    public void commit() {
        requireTransaction();
        if (!journal.isEmpty()) {
            // Until this one write the journal counts, from it on the new content.
            write(Kind.COMMIT, -1);
        }
        close();
    }

    /**
     * Ends the transaction: what it wrote is put back.
     *
     * @throws TransactionException NOT_IN_PROGRESS when there is none
     */
    public void abort() {
        requireTransaction();
        putBack();
    }

    private void requireTransaction() {
        if (!inTransaction) {
            TransactionException.throwIt(TransactionException.NOT_IN_PROGRESS);
        }
    }

    /** Power comes back: what a torn transaction wrote is put back before anything else (7.5). */
    public void powerUp() {
        lost = null;
        if (inTransaction) {
            putBack();
        }
    }

    private void putBack() {
        if (!journal.isEmpty()) {
            for (int i = journal.size() - 1; i >= 0; i--) {
                write(Kind.RECOVERY, -1);
                journal.get(i).putBack();
            }
            write(Kind.RECOVERY, -1);
        }
        close();
    }

    private void close() {
        journal.clear();
        used = 0;
        inTransaction = false;
    }
}
