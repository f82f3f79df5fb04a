package dev.tapbench.drivers.pkcs11;

import com.sun.jna.Pointer;
import dev.tapbench.ports.Target;
import dev.tapbench.ports.hsm.Hsm;
import java.nio.file.Path;

/** The usual SoftHSM token, opened by the driver, and what only a hand at the library can do to it. */
record TestToken(Hsm hsm, Cryptoki cryptoki, long slot, NativeSession session) {
    static final long DES2 = 0x14;
    static final long AES = 0x1F;

    static TestToken open() throws CryptokiException {
        return open("pkcs11:softhsm");
    }

    static TestToken open(String target) throws CryptokiException {
        Hsm hsm = new Pkcs11HsmDriver().open(Target.parse(target));
        Path library = KnownModule.SOFTHSM.library().orElseThrow();
        Cryptoki cryptoki = Cryptoki.load(library);
        long slot = cryptoki.tokens().stream()
                .filter(token -> token.label().equals(Pkcs11HsmDriver.DEFAULT_LABEL))
                .findFirst()
                .orElseThrow()
                .slot();
        return new TestToken(hsm, cryptoki, slot, NativeSession.open(cryptoki, slot));
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

    /** As somebody else in this process may do. */
    void closeAllSessions() throws CryptokiException {
        cryptoki.call("C_CloseAllSessions", Cryptoki.ulong(slot));
    }

    void endLibrary() throws CryptokiException {
        cryptoki.call("C_Finalize", Pointer.NULL);
    }
}
