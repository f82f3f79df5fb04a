package dev.tapbench.drivers.pkcs11;

import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import dev.tapbench.ports.hsm.HsmException;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The functions of a PKCS #11 library that SunPKCS11 does not offer, called through JNA: slots by label, mechanisms, and what
 * {@link NativeSession} adds. The library is the one that SunPKCS11 has loaded, since the system loads a file once a process.
 */
final class Cryptoki {
    /** CKF_OS_LOCKING_OK: SunPKCS11 has threads of its own. */
    private static final int OS_LOCKING_OK = 2;

    private static final int TOKEN_LABEL_LENGTH = 32;
    private static final int MODEL_AT = 64;
    private static final int MODEL_LENGTH = 16;
    private static final int FLAGS_AT = 96;
    /** Larger than CK_TOKEN_INFO on every system. */
    private static final int TOKEN_INFO_LENGTH = 512;
    /** CKF_TOKEN_INITIALIZED. */
    private static final long TOKEN_INITIALIZED = 0x400;
    /** CKF_USER_PIN_INITIALIZED. */
    private static final long USER_PIN_INITIALIZED = 0x8;

    private static final byte TOKEN_PRESENT = 1;

    /** CKR_OK and CKR_CRYPTOKI_ALREADY_INITIALIZED. */
    private static final long OK = 0;

    private static final long ALREADY_INITIALIZED = 0x191;

    private final NativeLibrary library;

    private Cryptoki(NativeLibrary library) {
        this.library = library;
    }

    /**
     * A token in a slot.
     *
     * @param slot the slot's number, which may change when tokens come and go
     * @param userPin whether it has one, without which nobody can work with it
     */
    record Token(long slot, String label, String model, boolean initialized, boolean userPin) {}

    /**
     * Loads and initialises the library; harmless when it is.
     *
     * @throws HsmException when the file is no PKCS #11 library or does not start
     */
    static Cryptoki load(Path file) {
        Cryptoki cryptoki;
        try {
            cryptoki =
                    new Cryptoki(NativeLibrary.getInstance(file.toAbsolutePath().toString()));
            cryptoki.library.getFunction("C_Initialize");
        } catch (UnsatisfiedLinkError e) {
            String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new HsmException(
                    file + " is no PKCS #11 library that this computer can load (" + why
                            + "); expected the maker's .so, .dylib or .dll for this system",
                    e);
        }
        try {
            cryptoki.initialize();
        } catch (CryptokiException e) {
            throw Pkcs11Token.failure("the library " + file + " does not start", e);
        }
        return cryptoki;
    }

    private void initialize() throws CryptokiException {
        Memory arguments = new Struct()
                .pointer(Pointer.NULL)
                .pointer(Pointer.NULL)
                .pointer(Pointer.NULL)
                .pointer(Pointer.NULL)
                .ulong(OS_LOCKING_OK)
                .pointer(Pointer.NULL)
                .memory();
        long code = result("C_Initialize", arguments);
        if (code != OK && code != ALREADY_INITIALIZED) {
            throw new CryptokiException("C_Initialize", code);
        }
    }

    /** What a function answers. Structures stay reachable, and what they point to, until it has. */
    private long result(String function, @Nullable Object... arguments) {
        Object[] inMemory = Arrays.stream(arguments)
                .map(argument -> argument instanceof Structure structure ? structure.pointer() : argument)
                .toArray();
        try {
            return ((NativeLong) library.getFunction(function).invoke(NativeLong.class, inMemory)).longValue();
        } finally {
            Reference.reachabilityFence(arguments);
        }
    }

    /** Something that points to other memory. */
    interface Structure {
        Pointer pointer();
    }

    /** Calls a function that must answer CKR_OK. */
    void call(String function, @Nullable Object... arguments) throws CryptokiException {
        long code = result(function, arguments);
        if (code != OK) {
            throw new CryptokiException(function, code);
        }
    }

    static NativeLong ulong(long value) {
        return new NativeLong(value);
    }

    /** The tokens that are in slots. */
    List<Token> tokens() throws CryptokiException {
        List<Token> tokens = new ArrayList<>();
        for (long slot : slots()) {
            Memory info = new Memory(TOKEN_INFO_LENGTH);
            call("C_GetTokenInfo", ulong(slot), info);
            long flags = info.getNativeLong(FLAGS_AT).longValue();
            tokens.add(new Token(
                    slot,
                    text(info, 0, TOKEN_LABEL_LENGTH),
                    text(info, MODEL_AT, MODEL_LENGTH),
                    (flags & TOKEN_INITIALIZED) != 0,
                    (flags & USER_PIN_INITIALIZED) != 0));
        }
        return tokens;
    }

    private List<Long> slots() throws CryptokiException {
        return numbers((list, count) -> call("C_GetSlotList", TOKEN_PRESENT, list, count));
    }

    /** The numbers of the mechanisms that a token has. */
    List<Long> mechanisms(long slot) throws CryptokiException {
        return numbers((list, count) -> call("C_GetMechanismList", ulong(slot), list, count));
    }

    @FunctionalInterface
    private interface Listing {
        void run(Pointer list, Memory count) throws CryptokiException;
    }

    /** Cryptoki's two calls for a list: how many, then which. */
    private static List<Long> numbers(Listing listing) throws CryptokiException {
        Memory count = new Memory(NativeLong.SIZE);
        listing.run(Pointer.NULL, count);
        int size = count.getNativeLong(0).intValue();
        List<Long> numbers = new ArrayList<>();
        if (size == 0) {
            return numbers;
        }
        Memory list = new Memory((long) size * NativeLong.SIZE);
        listing.run(list, count);
        for (int i = 0; i < count.getNativeLong(0).intValue(); i++) {
            numbers.add(list.getNativeLong((long) i * NativeLong.SIZE).longValue());
        }
        return numbers;
    }

    private static String text(Memory memory, int at, int length) {
        return new String(memory.getByteArray(at, length), StandardCharsets.UTF_8).strip();
    }
}
