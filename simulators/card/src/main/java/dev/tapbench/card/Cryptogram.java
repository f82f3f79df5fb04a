package dev.tapbench.card;

import javacard.framework.Util;
import javacard.security.DESKey;

/** Application cryptograms under EMV's Common Core Definitions, and the answer of GENERATE AC that carries them. */
final class Cryptogram {
    // Types, as in P1 of GENERATE AC and in the cryptogram information data, EMV Book 3, 6.5.5.
    static final byte AAC = (byte) 0x00;
    static final byte TC = (byte) 0x40;
    static final byte ARQC = (byte) 0x80;
    /** Bits of P1 and of 9F27 that hold the type. */
    static final byte TYPE = (byte) 0xC0;
    /** P1: a combined dynamic data authentication signature is asked for. */
    static final byte WITH_SIGNATURE = (byte) 0x10;

    /** Bytes of the card verification results. */
    static final short RESULTS = (short) 5;
    /** Bytes of the issuer application data, EMV Book 3 Annex C7.2. */
    static final short ISSUER_DATA = (short) 32;

    private static final byte CCD_LENGTH = (byte) 0x0F;
    /** Common core identifier: format A, cryptogram version 5, triple DES. */
    private static final byte CCD_FORMAT_A = (byte) 0xA5;

    /** Response message template, format 2. */
    static final byte TEMPLATE = (byte) 0x77;

    /** Signed dynamic application data. */
    static final short TAG_SIGNATURE = (short) 0x9F4B;

    private static final short TAG_INFORMATION = (short) 0x9F27;
    private static final short TAG_COUNTER = (short) 0x9F36;
    private static final short TAG_CRYPTOGRAM = (short) 0x9F26;
    private static final short TAG_ISSUER_DATA = (short) 0x9F10;

    private static final short CONTENT = (short) 3;
    private static final short LONGEST_SHORT_LENGTH = (short) 0x7F;

    private final Persistent persistent;
    private final Transients transients;
    private final Tdes tdes;
    private final DynamicSignature signature;

    Cryptogram(Persistent persistent, Transients transients, Tdes tdes, DynamicSignature signature) {
        this.persistent = persistent;
        this.transients = transients;
        this.tdes = tdes;
        this.signature = signature;
    }

    /** The common session key of a transaction counter, EMV Book 2 Annex A1.3.1; left in volatile memory. */
    void deriveSessionKey(short atc) {
        byte[] start = transients.sessionKey;
        Util.arrayFillNonAtomic(start, (short) 0, Tdes.BLOCK, (byte) 0);
        Util.setShort(start, (short) 0, atc);
        deriveSessionKey(persistent.cryptogramKey, start, (short) 0);
    }

    /** A session key from a diversification value of 8 bytes, EMV Book 2 Annex A1.3; left in volatile memory. */
    void deriveSessionKey(DESKey master, byte[] start, short offset) {
        byte[] key = transients.sessionKey;
        Util.arrayCopyNonAtomic(start, offset, key, (short) 0, Tdes.BLOCK);
        Util.arrayCopyNonAtomic(start, offset, key, Tdes.BLOCK, Tdes.BLOCK);
        key[2] = (byte) 0xF0;
        key[(short) (Tdes.BLOCK + 2)] = (byte) 0x0F;
        tdes.encipherEcb(master, key, (short) 0, Tdes.KEY, key, (short) 0);
    }

    /** MAC of 8 bytes under the session key that {@link #deriveSessionKey} left. */
    void mac(byte[] data, short offset, short length, byte[] to, short toOffset) {
        tdes.retailMac(tdes.load(transients.sessionKey, (short) 0), data, offset, length, to, toOffset);
    }

    /**
     * Makes issuer application data and cryptogram, EMV Book 2, 8.1.2 and Annex D; both stay in volatile memory. The card
     * verification results and the funds to report must be there.
     */
    void make(byte[] data, short offset, short atc) {
        issuerData();
        byte[] input = transients.work;
        short at = Util.arrayCopyNonAtomic(data, offset, input, (short) 0, TransactionData.COVERED);
        at = Util.arrayCopyNonAtomic(persistent.applicationInterchangeProfile, (short) 0, input, at, (short) 2);
        at = Util.setShort(input, at, atc);
        at = Util.arrayCopyNonAtomic(transients.issuerData, (short) 0, input, at, ISSUER_DATA);
        deriveSessionKey(atc);
        mac(input, (short) 0, at, transients.cryptogram, (short) 0);
    }

    /** 0F CCI DKI CVR(5) counters(8) 0F issuer discretionary data(15). */
    private void issuerData() {
        byte[] to = transients.issuerData;
        Util.arrayFillNonAtomic(to, (short) 0, ISSUER_DATA, (byte) 0);
        to[0] = CCD_LENGTH;
        to[1] = CCD_FORMAT_A;
        to[2] = persistent.derivationKeyIndex;
        short at = Util.arrayCopyNonAtomic(transients.results, (short) 0, to, (short) 3, RESULTS);
        at = Util.setShort(to, at, persistent.loadNumber);
        at = Util.setShort(to, at, persistent.lastLoadAtc);
        at = Util.arrayCopyNonAtomic(transients.funds, (short) 2, to, at, (short) 4);
        to[at] = CCD_LENGTH;
    }

    /**
     * Puts the answer together in volatile memory; it is sent after the non-volatile writes.
     *
     * @param type what was decided
     * @param withSignature whether the cryptogram goes inside a signature over the terminal's data as well
     * @param asksForVerification whether the answer asks for a cardholder verification at the phone
     * @return the offset of the answer; it reaches to {@link #end()}
     */
    short answer(
            byte type,
            short atc,
            boolean withSignature,
            boolean asksForVerification,
            byte[] data,
            short offset,
            short length) {
        byte[] to = transients.answer;
        short at = BerTlv.header(TAG_INFORMATION, (short) 1, to, CONTENT);
        to[at++] = type;
        at = BerTlv.header(TAG_COUNTER, (short) 2, to, at);
        at = Util.setShort(to, at, atc);
        short headEnd = at;
        short signatureAt = 0;
        if (withSignature) {
            at = Util.setShort(to, at, TAG_SIGNATURE);
            to[at++] = (byte) 0x81;
            to[at++] = (byte) persistent.iccKey.length();
            signatureAt = at;
            at = (short) (at + persistent.iccKey.length());
        } else {
            at = BerTlv.append(TAG_CRYPTOGRAM, transients.cryptogram, (short) 0, Tdes.BLOCK, to, at);
        }
        short tailAt = at;
        at = BerTlv.append(TAG_ISSUER_DATA, transients.issuerData, (short) 0, ISSUER_DATA, to, at);
        if (asksForVerification) {
            at = BerTlv.header(GetData.INTERACTION, GetData.INTERACTION_LENGTH, to, at);
            to[at++] = GetData.INTERACTION_CVM_REQUIRED;
            at = Util.setShort(to, at, (short) 0);
        }
        if (withSignature) {
            signature.hash(data, offset, length, to, CONTENT, headEnd, tailAt, at);
            signature.sign(type, data, (short) (offset + TransactionData.UNPREDICTABLE), to, signatureAt);
        }
        return head(to, (short) (at - CONTENT));
    }

    private static short head(byte[] to, short length) {
        short at = (short) (CONTENT - 1);
        to[at] = (byte) length;
        if (length > LONGEST_SHORT_LENGTH) {
            at--;
            to[at] = (byte) 0x81;
        }
        at--;
        to[at] = TEMPLATE;
        return at;
    }

    /** The offset behind the answer that {@link #answer} made. */
    short end() {
        return (short) (CONTENT + (short) (transients.answer[(short) (CONTENT - 1)] & 0xFF));
    }
}
