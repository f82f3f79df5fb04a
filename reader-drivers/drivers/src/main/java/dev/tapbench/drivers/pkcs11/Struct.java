package dev.tapbench.drivers.pkcs11;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.List;

/**
 * A C structure without gaps, field by field. That is what the compiler makes of Cryptoki's structures on 64-bit and 32-bit
 * systems, and what the standard prescribes on Windows, where a CK_ULONG has 4 bytes (PKCS #11 2.40, 2.1).
 *
 * <p>Memory that a pointer leads to is the caller's to keep reachable.
 */
final class Struct {
    private final List<Object> fields = new ArrayList<>();
    private long size;

    Struct ulong(long value) {
        fields.add(new NativeLong(value));
        size += NativeLong.SIZE;
        return this;
    }

    Struct pointer(Pointer value) {
        fields.add(value);
        size += Native.POINTER_SIZE;
        return this;
    }

    Struct bytes(byte[] value) {
        fields.add(value.clone());
        size += value.length;
        return this;
    }

    long size() {
        return size;
    }

    Memory memory() {
        Memory memory = new Memory(size);
        write(memory, 0);
        return memory;
    }

    /** Writes it and says where the next one begins. */
    long write(Memory memory, long start) {
        long at = start;
        for (Object field : fields) {
            if (field instanceof NativeLong number) {
                memory.setNativeLong(at, number);
                at += NativeLong.SIZE;
            } else if (field instanceof byte[] bytes) {
                memory.write(at, bytes, 0, bytes.length);
                at += bytes.length;
            } else {
                memory.setPointer(at, (Pointer) field);
                at += Native.POINTER_SIZE;
            }
        }
        return at;
    }
}
