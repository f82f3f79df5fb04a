package dev.tapbench.drivers.pkcs11;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * A mechanism with its parameter, in the layout of CK_MECHANISM.
 *
 * <p>The numbers are those of PKCS #11 2.40, mechanisms.
 */
final class Mechanism implements Cryptoki.Structure {
    static final long RSA_KEY_PAIR_GEN = 0x0000;
    static final long RSA_X_509 = 0x0003;
    static final long DES2_KEY_GEN = 0x0130;
    static final long DES3_ECB = 0x0132;
    static final long DES3_CBC = 0x0133;
    static final long AES_KEY_GEN = 0x1080;
    static final long AES_ECB = 0x1081;
    static final long AES_CBC = 0x1082;
    static final long AES_CMAC = 0x108A;
    static final long DES3_ECB_ENCRYPT_DATA = 0x1102;
    static final long DES3_CBC_ENCRYPT_DATA = 0x1103;
    static final long AES_ECB_ENCRYPT_DATA = 0x1104;

    private final Memory struct;
    /** What the structures point to: reachable as long as this is. */
    @SuppressWarnings({"unused", "FieldCanBeLocal"})
    private final Object[] pointedTo;

    private Mechanism(long type, @Nullable Memory parameter, Object... pointedTo) {
        this.struct = new Struct()
                .ulong(type)
                .pointer(parameter == null ? Pointer.NULL : parameter)
                .ulong(parameter == null ? 0 : parameter.size())
                .memory();
        this.pointedTo = pointedTo;
    }

    static Mechanism of(long type) {
        return new Mechanism(type, null);
    }

    static Mechanism withIcv(long type, byte[] icv) {
        Memory parameter = memory(icv);
        return new Mechanism(type, parameter, parameter);
    }

    /** Derivation by encipherment: CK_KEY_DERIVATION_STRING_DATA, after a vector for CBC. */
    static Mechanism derivation(long type, byte[] icv, byte[] data) {
        Memory string = memory(data);
        Memory parameter =
                new Struct().bytes(icv).pointer(string).ulong(data.length).memory();
        return new Mechanism(type, parameter, parameter, string);
    }

    private static Memory memory(byte[] bytes) {
        Memory memory = new Memory(bytes.length);
        memory.write(0, bytes, 0, bytes.length);
        return memory;
    }

    @Override
    public Pointer pointer() {
        return struct;
    }
}
