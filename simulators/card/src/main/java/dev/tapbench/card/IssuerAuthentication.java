package dev.tapbench.card;

import javacard.framework.Util;

/** Authentication of the issuer by its response cryptogram, method 2: EMV Book 2, 8.2.2. */
final class IssuerAuthentication {
    /** Bytes of the authorisation response cryptogram. */
    static final short CRYPTOGRAM = (short) 4;
    /** Bytes of the card status update. */
    static final short STATUS_UPDATE = (short) 4;

    private final Persistent persistent;
    private final Transients transients;
    private final Cryptogram cryptogram;

    IssuerAuthentication(Persistent persistent, Transients transients, Cryptogram cryptogram) {
        this.persistent = persistent;
        this.transients = transients;
        this.cryptogram = cryptogram;
    }

    /**
     * Whether the issuer that knows this card's key answered the pending load's ARQC. Issuer authentication data here are
     * always eight bytes, so there are no proprietary authentication data to cover, whatever CSU byte 1 b8 says.
     *
     * @param data holds ARPC(4) CSU(4)
     */
    boolean isAnswerToPendingLoad(byte[] data, short offset) {
        byte[] input = transients.work;
        short at = Util.arrayCopyNonAtomic(persistent.pendingCryptogram, (short) 0, input, (short) 0, Tdes.BLOCK);
        at = Util.arrayCopyNonAtomic(data, (short) (offset + CRYPTOGRAM), input, at, STATUS_UPDATE);
        cryptogram.deriveSessionKey(persistent.pendingAtc);
        cryptogram.mac(input, (short) 0, at, input, (short) 0);
        return Util.arrayCompare(input, (short) 0, data, offset, CRYPTOGRAM) == 0;
    }
}
