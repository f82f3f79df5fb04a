package dev.tapbench.drivers.pkcs11;

import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Attributes of an object, in the layout of an array of CK_ATTRIBUTE: type, pointer, length. */
final class Template implements Cryptoki.Structure {
    static final long CLASS = 0x000;
    static final long TOKEN = 0x001;
    static final long PRIVATE = 0x002;
    static final long LABEL = 0x003;
    static final long VALUE = 0x011;
    static final long KEY_TYPE = 0x100;
    static final long SENSITIVE = 0x103;
    static final long ENCRYPT = 0x104;
    static final long DECRYPT = 0x105;
    static final long WRAP = 0x106;
    static final long SIGN = 0x108;
    static final long DERIVE = 0x10C;
    static final long VALUE_LEN = 0x161;
    static final long EXTRACTABLE = 0x162;

    /** CKO_SECRET_KEY. */
    static final long SECRET_KEY = 0x04;

    private record Attribute(long type, Memory value) {}

    private final List<Attribute> attributes = new ArrayList<>();

    Template with(long type, boolean value) {
        return with(type, new byte[] {(byte) (value ? 1 : 0)});
    }

    Template with(long type, long value) {
        Memory memory = new Memory(NativeLong.SIZE);
        memory.setNativeLong(0, new NativeLong(value));
        attributes.add(new Attribute(type, memory));
        return this;
    }

    Template with(long type, String value) {
        return with(type, value.getBytes(StandardCharsets.UTF_8));
    }

    /** The bytes are copied out of the Java heap; {@link #clear} overwrites the copy. */
    Template with(long type, byte[] value) {
        Memory memory = new Memory(value.length);
        memory.write(0, value, 0, value.length);
        attributes.add(new Attribute(type, memory));
        return this;
    }

    int count() {
        return attributes.size();
    }

    /** The attributes one after the other. */
    @Override
    public Memory pointer() {
        List<Struct> structs = attributes.stream()
                .map(a -> new Struct().ulong(a.type).pointer(a.value).ulong(a.value.size()))
                .toList();
        Memory all = new Memory(structs.stream().mapToLong(Struct::size).sum());
        long at = 0;
        for (Struct struct : structs) {
            at = struct.write(all, at);
        }
        return all;
    }

    void clear() {
        attributes.forEach(a -> a.value.clear());
    }
}
