package dev.tapbench.drivers.pkcs11;

import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;

/** Brings SoftHSM to give the codes of the table that it can be brought to give, and says what a user would read. */
final class LibraryErrorsProgram {
    private static final byte[] KEY = new byte[16];
    private static final byte[] BLOCK = new byte[8];

    @FunctionalInterface
    private interface Attempt {
        void run() throws CryptokiException;
    }

    private LibraryErrorsProgram() {}

    public static void main(String[] arguments) throws Exception {
        TestToken token = TestToken.open();
        NativeSession session = token.session();
        Mechanism ecb = Mechanism.of(Mechanism.DES3_ECB);
        long key = session.create(
                TestToken.key(TestToken.DES2, KEY).with(Template.ENCRYPT, true).with(Template.EXTRACTABLE, false));
        long idle = session.create(TestToken.key(TestToken.DES2, KEY).with(Template.ENCRYPT, false));
        long kek = session.create(TestToken.key(TestToken.AES, KEY).with(Template.WRAP, true));
        say("unknown mechanism", () -> session.encrypt(Mechanism.of(0x7FFF), key, BLOCK));
        say("half a block", () -> session.encrypt(ecb, key, new byte[7]));
        say("no such key", () -> session.encrypt(ecb, 987_654, BLOCK));
        say("a key for something else", () -> session.encrypt(ecb, idle, BLOCK));
        say("a key that stays", () -> session.wrap(Mechanism.withIcv(Mechanism.AES_CBC, new byte[16]), kek, key));
        say("a key to look at", () -> session.number(key, Template.VALUE));
        say(
                "a key without a value",
                () -> session.create(new Template()
                        .with(Template.CLASS, Template.SECRET_KEY)
                        .with(Template.KEY_TYPE, TestToken.DES2)));
        say("no such slot", () -> NativeSession.open(token.cryptoki(), 123_456));
        token.cryptoki().call("C_Logout", handleOf(token));
        say("logged out", () -> session.create(TestToken.key(TestToken.DES2, KEY)));
        TestToken.endLibrary();
        say("library ended", () -> session.encrypt(ecb, key, BLOCK));
    }

    /** A log-out needs a session's handle: any will do. */
    private static Object handleOf(TestToken token) throws CryptokiException {
        Memory handle = new Memory(NativeLong.SIZE);
        token.cryptoki()
                .call(
                        "C_OpenSession",
                        Cryptoki.ulong(token.slot()),
                        Cryptoki.ulong(6),
                        Pointer.NULL,
                        Pointer.NULL,
                        handle);
        return handle.getNativeLong(0);
    }

    private static void say(String word, Attempt attempt) {
        try {
            attempt.run();
            System.out.println(word + ": nothing happened");
        } catch (CryptokiException e) {
            System.out.println(word + ": " + Pkcs11Token.failure("it cannot", e).getMessage());
        }
    }
}
