package dev.tapbench.drivers.jcardsim.chip;

import javacard.framework.AID;
import javacard.framework.JCSystem;

/** Called in place of what {@link JCSystem} and {@link AID} make or write. */
public final class SystemCalls {
    /** Bytes (ISO/IEC 7816-5, 5). */
    private static final int LONGEST_AID = 16;

    private SystemCalls() {}

    @ForStatic(JCSystem.class)
    public static boolean[] makeTransientBooleanArray(short length, byte event, int place) {
        return Chip.running().transients().own(new boolean[length], event);
    }

    @ForStatic(JCSystem.class)
    public static byte[] makeTransientByteArray(short length, byte event, int place) {
        return Chip.running().transients().own(new byte[length], event);
    }

    @ForStatic(JCSystem.class)
    public static short[] makeTransientShortArray(short length, byte event, int place) {
        return Chip.running().transients().own(new short[length], event);
    }

    @ForStatic(JCSystem.class)
    public static Object[] makeTransientObjectArray(short length, byte event, int place) {
        return Chip.running().transients().own(new Object[length], event);
    }

    public static byte getBytes(AID aid, byte[] target, short to, int place) {
        Chip.running().beforeWriteInto(target, to, LONGEST_AID, place);
        return aid.getBytes(target, to);
    }

    public static byte getPartialBytes(AID aid, short from, byte[] target, short to, byte length, int place) {
        Chip.running().beforeWriteInto(target, to, length == 0 ? LONGEST_AID : length, place);
        return aid.getPartialBytes(from, target, to, length);
    }
}
