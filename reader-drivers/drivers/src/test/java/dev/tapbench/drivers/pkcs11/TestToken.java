package dev.tapbench.drivers.pkcs11;

import com.sun.jna.Pointer;
import dev.tapbench.ports.Target;
import dev.tapbench.ports.hsm.Hsm;

/** The usual SoftHSM token, opened by the driver, and what only a hand at the library can do to it. */
record TestToken(Hsm hsm, Cryptoki cryptoki, long slot, NativeSession session) {
    static final long DES2 = 0x14;
    static final long AES = 0x1F;

    static TestToken open() throws CryptokiException {
        return open("pkcs11:softhsm");
    }

    static TestToken open(String target) throws CryptokiException {
        Hsm hsm = new Pkcs11HsmDriver().open(Target.parse(target));
        Cryptoki cryptoki = library();
        long slot = slot(cryptoki);
        return new TestToken(hsm, cryptoki, slot, NativeSession.open(cryptoki, slot));
    }

    private static Cryptoki library() {
        return Cryptoki.load(KnownModule.SOFTHSM.library().orElseThrow());
    }

    private static long slot(Cryptoki cryptoki) throws CryptokiException {
        return cryptoki.tokens().stream()
                .filter(token -> token.label().equals(Pkcs11HsmDriver.DEFAULT_LABEL))
                .findFirst()
                .orElseThrow()
                .slot();
    }

    /** A key that may derive and encipher, and never leaves. */
    long keepMaster(String label, long type, byte[] clear) throws CryptokiException {
        return session.create(key(type, clear)
                .with(Template.TOKEN, true)
                .with(Template.LABEL, label)
                .with(Template.EXTRACTABLE, false)
                .with(Template.ENCRYPT, true)
                .with(Template.DERIVE, true));
    }

    static Template key(long type, byte[] clear) {
        return new Template()
                .with(Template.CLASS, Template.SECRET_KEY)
                .with(Template.KEY_TYPE, type)
                .with(Template.PRIVATE, true)
                .with(Template.SENSITIVE, true)
                .with(Template.VALUE, clear);
    }

    /** As somebody else in this process may do; opens no session, since numbers of sessions and keys are one sequence. */
    static void closeAllSessions() throws CryptokiException {
        Cryptoki cryptoki = library();
        cryptoki.call("C_CloseAllSessions", Cryptoki.ulong(slot(cryptoki)));
    }

    static void endLibrary() throws CryptokiException {
        library().call("C_Finalize", Pointer.NULL);
    }
}
