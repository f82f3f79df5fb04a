package dev.tapbench.card;

import javacard.framework.APDU;
import javacard.framework.ISO7816;

/**
 * Second GENERATE AC of a load, at tap 2: the card authenticates the issuer. It departs from EMV in that it comes in a new
 * activation without GET PROCESSING OPTIONS; profile {@code threetap}.
 */
final class LoadGenerateAc {
    // Card status update, EMV Book 3 Annex C10.
    private static final short STATUS_UPDATE_BYTE_2 = (short) 1;
    /** Byte 2 b8: the issuer approves. The authorisation response code is not covered by the MAC and decides nothing. */
    private static final byte APPROVES = (byte) 0x80;
    /** Byte 2 b2-b1: update counters; a load wants 00, do not. */
    private static final byte UPDATE_COUNTERS = (byte) 0x03;

    private final Persistent persistent;
    private final Transients transients;
    private final Results results;
    private final Counters counters;
    private final Cryptogram cryptogram;
    private final Load load;
    private final IssuerAuthentication issuerAuthentication;

    LoadGenerateAc(
            Persistent persistent,
            Transients transients,
            Results results,
            Counters counters,
            Cryptogram cryptogram,
            Load load,
            IssuerAuthentication issuerAuthentication) {
        this.persistent = persistent;
        this.transients = transients;
        this.results = results;
        this.counters = counters;
        this.cryptogram = cryptogram;
        this.load = load;
        this.issuerAuthentication = issuerAuthentication;
    }

    /** The dispatcher has checked class and life cycle, and that this is the activation's first transaction command. */
    void process(APDU apdu) {
        byte[] buffer = apdu.getBuffer();
        // PRE-CONDITIONS
        Status.unless(load.isPending(), Status.CONDITIONS);
        byte p1 = buffer[ISO7816.OFFSET_P1];
        byte asked = (byte) (p1 & Cryptogram.TYPE);
        Status.unless(asked == Cryptogram.AAC || asked == Cryptogram.TC, Status.P1_P2);
        short length = Command.receive(apdu);
        Status.unless(length >= TransactionData.CDOL2_LENGTH && length <= TransactionData.CDOL2_LONGEST, Status.LENGTH);
        short data = ISO7816.OFFSET_CDATA;
        TransactionData.requireDecimal(buffer, data);
        // STEPS
        transients.flags[Transients.STAGE] = Transients.STAGE_ANSWERED;
        short atc = persistent.pendingAtc;
        results.begin();
        byte type = decide(buffer, data, length, asked);
        boolean withSignature = type == Cryptogram.TC && (byte) (p1 & Cryptogram.WITH_SIGNATURE) != 0;
        results.second(type, withSignature);
        // The state moves before the answer leaves. A certificate without the state would promise
        // a third tap that cannot come; an AAC before the closing would release the issuer's hold
        // while the card could still take the load.
        if (type == Cryptogram.TC) {
            load.authenticate();
        } else {
            load.abandon();
        }
        counters.fundsToReport(false);
        cryptogram.make(buffer, data, atc);
        short answerAt = cryptogram.answer(type, atc, withSignature, false, buffer, data, length);
        Command.send(apdu, transients.answer, answerAt, (short) (cryptogram.end() - answerAt));
    }

    /** A certificate only for the pending load, approved by its issuer. */
    private byte decide(byte[] buffer, short data, short length, byte asked) {
        if (asked == Cryptogram.AAC || persistent.file.isBlocked() || !load.isThePending(buffer, data)) {
            results.set(Results.BYTE_1, Results.ISSUER_AUTHENTICATION_NOT_PERFORMED);
            return Cryptogram.AAC;
        }
        short issuerData = (short) (data + TransactionData.ISSUER_AUTHENTICATION);
        short atc = persistent.pendingAtc;
        if (!issuerAuthentication.isAnswerTo(persistent.pendingCryptogram, atc, buffer, issuerData, (short)
                (length - TransactionData.ISSUER_AUTHENTICATION))) {
            results.set(Results.BYTE_1, Results.ISSUER_AUTHENTICATION_FAILED);
            return Cryptogram.AAC;
        }
        byte update = buffer[(short) (issuerData + (short) (IssuerAuthentication.CRYPTOGRAM + STATUS_UPDATE_BYTE_2))];
        boolean approved = (byte) (update & APPROVES) != 0 && (byte) (update & UPDATE_COUNTERS) == 0;
        return approved ? Cryptogram.TC : Cryptogram.AAC;
    }
}
