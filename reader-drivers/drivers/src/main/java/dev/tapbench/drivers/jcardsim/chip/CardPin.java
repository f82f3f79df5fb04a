package dev.tapbench.drivers.jcardsim.chip;

import dev.tapbench.ports.card.PersistentWrite.Kind;
import java.util.Arrays;
import javacard.framework.JCSystem;
import javacard.framework.OwnerPIN;
import javacard.framework.PINException;

/**
 * A PIN as the Java Card API wants it (3.0.5, javacard.framework.OwnerPIN): the try counter goes down before the comparison and
 * takes no part in a transaction, so that neither a tear nor an abort gives a try back; the validated flag ends with the
 * session; a new PIN value does take part.
 */
public final class CardPin extends OwnerPIN {
    private final byte limit;
    private final byte[] value;
    private final byte[] sizeAndTries = new byte[2];
    private final boolean[] validated;

    /**
     * @param limit tries in a row, at least 1
     * @param size longest PIN in bytes, at least 1
     */
    public CardPin(byte limit, byte size) {
        super(limit, size);
        this.limit = limit;
        value = new byte[size];
        sizeAndTries[0] = size;
        sizeAndTries[1] = limit;
        validated = Chip.running().transients().own(new boolean[1], JCSystem.CLEAR_ON_RESET);
    }

    @Override
    public byte getTriesRemaining() {
        return sizeAndTries[1];
    }

    @Override
    protected boolean getValidatedFlag() {
        // The constructor of the class above asks before this one is made.
        return validated != null && validated[0];
    }

    @Override
    protected void setValidatedFlag(boolean flag) {
        if (validated != null) {
            validated[0] = flag;
        }
    }

    @Override
    public boolean check(byte[] pin, short offset, byte length) {
        return check(pin, offset, length, -1);
    }

    boolean check(byte[] pin, short offset, byte length, int place) {
        setValidatedFlag(false);
        if (getTriesRemaining() == 0) {
            return false;
        }
        setTries((byte) (getTriesRemaining() - 1), place);
        boolean right = length == sizeAndTries[0] && Arrays.equals(pin, offset, offset + length, value, 0, length);
        if (right) {
            setValidatedFlag(true);
            setTries(limit, place);
        }
        return right;
    }

    private void setTries(byte tries, int place) {
        Chip.running().memory().write(Kind.PIN, place);
        sizeAndTries[1] = tries;
    }

    @Override
    public boolean isValidated() {
        return getValidatedFlag();
    }

    @Override
    public void reset() {
        reset(-1);
    }

    void reset(int place) {
        if (isValidated()) {
            resetAndUnblock(place);
        }
    }

    @Override
    public void resetAndUnblock() {
        resetAndUnblock(-1);
    }

    void resetAndUnblock(int place) {
        setTries(limit, place);
        setValidatedFlag(false);
    }

    @Override
    public void update(byte[] pin, short offset, byte length) {
        update(pin, offset, length, -1);
    }

    void update(byte[] pin, short offset, byte length, int place) {
        if (length > value.length) {
            PINException.throwIt(PINException.ILLEGAL_VALUE);
        }
        NonVolatileMemory memory = Chip.running().memory();
        if (memory.needsUndo()) {
            memory.write(Kind.STORE, place, new Undo.OfObject(this));
        } else {
            memory.write(Kind.STORE, place);
        }
        System.arraycopy(pin, offset, value, 0, length);
        sizeAndTries[0] = length;
        sizeAndTries[1] = limit;
        setValidatedFlag(false);
    }
}
