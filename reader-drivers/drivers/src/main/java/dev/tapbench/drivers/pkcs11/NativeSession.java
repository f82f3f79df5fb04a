package dev.tapbench.drivers.pkcs11;

import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.List;

/**
 * One session with a token, for as long as the process lives: it keeps the log-in, which ends with a process's last session.
 * The log-in itself is SunPKCS11's; PKCS #11 logs in an application, not a session.
 */
final class NativeSession {
    /** CKF_SERIAL_SESSION and CKF_RW_SESSION. */
    private static final int READ_WRITE = 0x06;
    /** More than padding or a MAC adds to any data. */
    private static final int ROOM = 64;

    private static final int MOST_FOUND = 2;

    private final Cryptoki cryptoki;
    private final NativeLong handle;

    private NativeSession(Cryptoki cryptoki, NativeLong handle) {
        this.cryptoki = cryptoki;
        this.handle = handle;
    }

    static NativeSession open(Cryptoki cryptoki, long slot) throws CryptokiException {
        Memory handle = new Memory(NativeLong.SIZE);
        cryptoki.call(
                "C_OpenSession", Cryptoki.ulong(slot), Cryptoki.ulong(READ_WRITE), Pointer.NULL, Pointer.NULL, handle);
        return new NativeSession(cryptoki, handle.getNativeLong(0));
    }

    /** Puts an object into the session. */
    long create(Template template) throws CryptokiException {
        Memory made = new Memory(NativeLong.SIZE);
        cryptoki.call("C_CreateObject", handle, template, Cryptoki.ulong(template.count()), made);
        return made.getNativeLong(0).longValue();
    }

    long generate(Mechanism mechanism, Template template) throws CryptokiException {
        Memory made = new Memory(NativeLong.SIZE);
        cryptoki.call("C_GenerateKey", handle, mechanism, template, Cryptoki.ulong(template.count()), made);
        return made.getNativeLong(0).longValue();
    }

    long derive(Mechanism mechanism, long parent, Template template) throws CryptokiException {
        Memory made = new Memory(NativeLong.SIZE);
        cryptoki.call(
                "C_DeriveKey",
                handle,
                mechanism,
                Cryptoki.ulong(parent),
                template,
                Cryptoki.ulong(template.count()),
                made);
        return made.getNativeLong(0).longValue();
    }

    void destroy(long object) throws CryptokiException {
        cryptoki.call("C_DestroyObject", handle, Cryptoki.ulong(object));
    }

    byte[] encrypt(Mechanism mechanism, long key, byte[] data) throws CryptokiException {
        return transform("C_Encrypt", mechanism, key, data);
    }

    byte[] decrypt(Mechanism mechanism, long key, byte[] data) throws CryptokiException {
        return transform("C_Decrypt", mechanism, key, data);
    }

    byte[] sign(Mechanism mechanism, long key, byte[] data) throws CryptokiException {
        return transform("C_Sign", mechanism, key, data);
    }

    private byte[] transform(String function, Mechanism mechanism, long key, byte[] data) throws CryptokiException {
        cryptoki.call(function + "Init", handle, mechanism, Cryptoki.ulong(key));
        return output(
                data.length,
                (out, length) -> cryptoki.call(function, handle, data, Cryptoki.ulong(data.length), out, length));
    }

    byte[] wrap(Mechanism mechanism, long kek, long key) throws CryptokiException {
        return output(
                0,
                (out, length) -> cryptoki.call(
                        "C_WrapKey", handle, mechanism, Cryptoki.ulong(kek), Cryptoki.ulong(key), out, length));
    }

    byte[] random(int count) throws CryptokiException {
        byte[] bytes = new byte[count];
        cryptoki.call("C_GenerateRandom", handle, bytes, Cryptoki.ulong(count));
        return bytes;
    }

    @FunctionalInterface
    private interface Output {
        void run(Memory out, Memory length) throws CryptokiException;
    }

    /** Takes what a function writes, and overwrites the copy outside the Java heap. */
    private static byte[] output(int dataLength, Output output) throws CryptokiException {
        Memory out = new Memory(dataLength + ROOM);
        Memory length = new Memory(NativeLong.SIZE);
        length.setNativeLong(0, new NativeLong(out.size()));
        try {
            output.run(out, length);
            return out.getByteArray(0, length.getNativeLong(0).intValue());
        } finally {
            out.clear();
        }
    }

    /** The objects that have these attributes, two at most. */
    List<Long> find(Template template) throws CryptokiException {
        Memory found = new Memory((long) MOST_FOUND * NativeLong.SIZE);
        Memory count = new Memory(NativeLong.SIZE);
        cryptoki.call("C_FindObjectsInit", handle, template, Cryptoki.ulong(template.count()));
        try {
            cryptoki.call("C_FindObjects", handle, found, Cryptoki.ulong(MOST_FOUND), count);
        } finally {
            cryptoki.call("C_FindObjectsFinal", handle);
        }
        List<Long> objects = new ArrayList<>();
        for (int i = 0; i < count.getNativeLong(0).intValue(); i++) {
            objects.add(found.getNativeLong((long) i * NativeLong.SIZE).longValue());
        }
        return objects;
    }

    /** A number among an object's attributes. */
    long number(long object, long attribute) throws CryptokiException {
        Memory value = new Memory(NativeLong.SIZE);
        Memory asked =
                new Struct().ulong(attribute).pointer(value).ulong(value.size()).memory();
        cryptoki.call("C_GetAttributeValue", handle, Cryptoki.ulong(object), asked, Cryptoki.ulong(1));
        return value.getNativeLong(0).longValue();
    }
}
