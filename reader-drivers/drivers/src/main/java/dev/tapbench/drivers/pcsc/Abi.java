package dev.tapbench.drivers.pcsc;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;

/** How this system's PC/SC library lays out its types: winscard.h of pcsc-lite, of Apple and of Microsoft. */
final class Abi {
    /** Bytes of a DWORD: {@code unsigned long} on Linux, 32 bits elsewhere. */
    static final int WORD = Platform.isLinux() ? Native.LONG_SIZE : 4;
    /** Bytes of SCARDCONTEXT and SCARDHANDLE. */
    static final int HANDLE = Platform.isWindows() ? Native.POINTER_SIZE : WORD;
    /** MAX_ATR_SIZE, and what the structure keeps for it. */
    private static final int ATR = Platform.isWindows() ? 36 : 33;

    private static final int STATES_AT = 2 * Native.POINTER_SIZE;
    /** Apple packs the structure, the others align it. */
    private static final int READER_STATE =
            Platform.isMac() ? STATES_AT + 3 * WORD + ATR : aligned(STATES_AT + 3 * WORD + ATR);

    private Abi() {}

    private static int aligned(int size) {
        return (size + Native.POINTER_SIZE - 1) / Native.POINTER_SIZE * Native.POINTER_SIZE;
    }

    /** The library's name for the loader. */
    static String fileName() {
        if (Platform.isWindows()) {
            return "winscard";
        }
        return Platform.isMac() ? "PCSC" : "libpcsclite.so.1";
    }

    /** A function that takes text: Windows has two of each. */
    static String withText(String function) {
        return Platform.isWindows() ? function + "A" : function;
    }

    static Object word(long value) {
        return sized(value, WORD);
    }

    static Object handle(long value) {
        return sized(value, HANDLE);
    }

    private static Object sized(long value, int size) {
        if (size == Long.BYTES) {
            return value;
        }
        return (int) value;
    }

    static Memory out(int size) {
        Memory memory = new Memory(size);
        memory.clear();
        return memory;
    }

    static Memory outWord(long value) {
        Memory memory = out(WORD);
        write(memory, 0, value);
        return memory;
    }

    static long readWord(Pointer at) {
        return WORD == Long.BYTES ? at.getLong(0) : at.getInt(0) & 0xFFFF_FFFFL;
    }

    static long readHandle(Pointer at) {
        return HANDLE == Long.BYTES ? at.getLong(0) : at.getInt(0);
    }

    private static void write(Memory memory, long at, long value) {
        if (WORD == Long.BYTES) {
            memory.setLong(at, value);
        } else {
            memory.setInt(at, (int) value);
        }
    }

    /**
     * SCARD_READERSTATE.
     *
     * @param name zero-terminated
     * @param known the state that the caller knows
     */
    static Memory readerState(Memory name, long known) {
        Memory state = out(READER_STATE);
        state.setPointer(0, name);
        write(state, STATES_AT, known);
        return state;
    }

    /** Its current state. */
    static long eventState(Memory readerState) {
        return readWord(readerState.share(STATES_AT + (long) WORD));
    }

    /** SCARD_IO_REQUEST. */
    static Memory ioRequest(long protocol) {
        Memory request = out(2 * WORD);
        write(request, 0, protocol);
        write(request, WORD, 2L * WORD);
        return request;
    }
}
