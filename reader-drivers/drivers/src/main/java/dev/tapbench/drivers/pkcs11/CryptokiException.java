package dev.tapbench.drivers.pkcs11;

import java.security.GeneralSecurityException;

/** A function of the library that did not answer CKR_OK. */
final class CryptokiException extends GeneralSecurityException {
    private final long code;

    CryptokiException(String function, long code) {
        super(function + ": " + Ckr.name(code));
        this.code = code;
    }

    boolean is(Ckr row) {
        return code == row.code();
    }
}
