package dev.tapbench.card;

import javacard.framework.Util;

/** Authentication of the issuer by its response cryptogram, method 2: EMV Book 2, 8.2.2. */
final class IssuerAuthentication {
    /** Bytes of the authorisation response cryptogram. */
    static final short CRYPTOGRAM = (short) 4;
    /** Bytes of the card status update. */
    static final short STATUS_UPDATE = (short) 4;
    /** Bytes of issuer authentication data without proprietary data. */
    static final short LENGTH = (short) 8;

    private final Transients transients;
    private final Cryptogram cryptogram;

    IssuerAuthentication(Transients transients, Cryptogram cryptogram) {
        this.transients = transients;
        this.cryptogram = cryptogram;
    }

    /**
     * Whether the issuer that knows this card's key answered a request. Proprietary authentication data are covered only
     * where the card status update says so.
     *
     * @param request the ARQC, 8 bytes
     * @param atc of the request
     * @param data holds ARPC(4) CSU(4) and 0 to 8 bytes of proprietary data
     * @param length of all of it
     */
    boolean isAnswerTo(byte[] request, short atc, byte[] data, short offset, short length) {
        byte[] input = transients.work;
        boolean coversAll = (byte) (data[(short) (offset + CRYPTOGRAM)] & StatusUpdate.PROPRIETARY_DATA_INCLUDED) != 0;
        short covered = coversAll ? (short) (length - CRYPTOGRAM) : STATUS_UPDATE;
        short at = Util.arrayCopyNonAtomic(request, (short) 0, input, (short) 0, Tdes.BLOCK);
        at = Util.arrayCopyNonAtomic(data, (short) (offset + CRYPTOGRAM), input, at, covered);
        cryptogram.deriveSessionKey(atc);
        cryptogram.mac(input, (short) 0, at, input, (short) 0);
        return Util.arrayCompare(input, (short) 0, data, offset, CRYPTOGRAM) == 0;
    }
}
