package dev.tapbench.card;

/**
 * What earlier transactions left for the card verification results of later ones: the issuer hears of it in the next online
 * request, and an issuer that has answered, and was authenticated, has heard it. EMV Book 3, C9.3.
 */
final class History {
    // Bits of Persistent.history.
    private static final byte ISSUER_NOT_AUTHENTICATED = (byte) 0x01;
    private static final byte ISSUER_FAILED = (byte) 0x02;
    private static final byte ONLINE_NOT_COMPLETED = (byte) 0x04;
    private static final byte SCRIPT_FAILED = (byte) 0x08;
    private static final byte DATA_AUTHENTICATION_FAILED = (byte) 0x10;
    private static final byte GO_ONLINE = (byte) 0x20;

    /** Byte 1 of the terminal verification results: SDA, DDA or CDA failed, EMV Book 3, C5. */
    private static final byte TVR_DATA_AUTHENTICATION_FAILED = (byte) 0x4C;
    /** The count of script commands has four bits, and stays at its highest value. */
    private static final byte MOST_SCRIPTS = (byte) 0x0F;

    private final Persistent persistent;
    private final Transients transients;
    private final Results results;

    History(Persistent persistent, Transients transients, Results results) {
        this.persistent = persistent;
        this.transients = transients;
        this.results = results;
    }

    /** Sets the bits of a first GENERATE AC that tell of earlier transactions. */
    void report() {
        tell(ISSUER_NOT_AUTHENTICATED, Results.BYTE_1, Results.ISSUER_AUTHENTICATION_NOT_PERFORMED);
        tell(ISSUER_FAILED, Results.BYTE_1, Results.ISSUER_AUTHENTICATION_FAILED);
        tell(ONLINE_NOT_COMPLETED, Results.BYTE_2, Results.LAST_ONLINE_NOT_COMPLETED);
        tell(DATA_AUTHENTICATION_FAILED, Results.BYTE_4, Results.DATA_AUTHENTICATION_FAILED);
        tell(GO_ONLINE, Results.BYTE_4, Results.GO_ONLINE_WAS_SET);
        reportScripts();
    }

    /** Sets the bits about script commands, as far as they have come. */
    void reportScripts() {
        results.clear(Results.BYTE_4, (byte) (Results.SCRIPTS | Results.SCRIPT_FAILED));
        results.set(Results.BYTE_4, (byte) (persistent.scripts << 4));
        tell(SCRIPT_FAILED, Results.BYTE_4, Results.SCRIPT_FAILED);
    }

    private void tell(byte bit, short at, byte result) {
        if ((byte) (persistent.history & bit) != 0) {
            results.set(at, result);
        }
    }

    /** The history after a first GENERATE AC; nothing is written yet. */
    byte afterFirst(boolean goesOnline, byte[] data, short offset) {
        byte next = (byte) (persistent.history & (byte) ~DATA_AUTHENTICATION_FAILED);
        if (failed(data, offset)) {
            next = (byte) (next | DATA_AUTHENTICATION_FAILED);
        }
        return goesOnline ? (byte) (next | ONLINE_NOT_COMPLETED) : next;
    }

    /** A second GENERATE AC without any word of the issuer. Inside a transaction of the caller. */
    void issuerWasNotHeard(byte[] data, short offset) {
        write((byte) (persistent.history | ISSUER_NOT_AUTHENTICATED), data, offset);
    }

    /** A second GENERATE AC with a wrong cryptogram of the issuer. Inside a transaction of the caller. */
    void issuerFailed(byte[] data, short offset) {
        write((byte) (persistent.history | ISSUER_FAILED), data, offset);
    }

    /**
     * A second GENERATE AC with the right cryptogram: the issuer has heard all but what this transaction's own scripts did.
     * Inside a transaction of the caller.
     */
    void issuerWasAuthenticated(boolean goOnline, byte[] data, short offset) {
        byte next = goOnline ? GO_ONLINE : 0;
        if (transients.flags[Transients.SCRIPT_BLOCKED] != 0) {
            next = (byte) (next | SCRIPT_FAILED);
        }
        persistent.scripts = transients.flags[Transients.SCRIPTS];
        write((byte) (next | (byte) (persistent.history & DATA_AUTHENTICATION_FAILED)), data, offset);
    }

    /** A script command was carried out. Inside a transaction of the caller. */
    void countScript() {
        if (transients.flags[Transients.SCRIPTS] != MOST_SCRIPTS) {
            transients.flags[Transients.SCRIPTS] = (byte) (transients.flags[Transients.SCRIPTS] + 1);
        }
        if (persistent.scripts != MOST_SCRIPTS) {
            persistent.scripts = (byte) (persistent.scripts + 1);
        }
    }

    /** A script command failed: the rest of this transaction's scripts is refused, and the issuer will hear of it. */
    void scriptFailed() {
        transients.flags[Transients.SCRIPT_BLOCKED] = 1;
        persistent.history = (byte) (persistent.history | SCRIPT_FAILED);
    }

    private void write(byte next, byte[] data, short offset) {
        // The terminal knows of a failed signature of the first GENERATE AC only now.
        persistent.history = failed(data, offset) ? (byte) (next | DATA_AUTHENTICATION_FAILED) : next;
    }

    private static boolean failed(byte[] data, short offset) {
        return (byte) (data[(short) (offset + TransactionData.VERIFICATION_RESULTS)] & TVR_DATA_AUTHENTICATION_FAILED)
                != 0;
    }
}
