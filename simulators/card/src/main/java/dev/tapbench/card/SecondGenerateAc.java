package dev.tapbench.card;

import javacard.framework.APDU;
import javacard.framework.ISO7816;
import javacard.framework.JCSystem;
import javacard.framework.Util;

/**
 * Second GENERATE AC, EMV Book 3, 6.5.5 and 10.11: after an ARQC of the same activation, the card authenticates its issuer and
 * does what the card status update says; or, where the terminal was unable to go online, decides by itself.
 */
final class SecondGenerateAc {
    /** Authorisation response codes of a terminal that was unable to go online, EMV Book 4, A6: Y3 and Z3. */
    private static final short UNABLE_APPROVED = (short) 0x5933;

    private static final short UNABLE_DECLINED = (short) 0x5A33;

    private final Persistent persistent;
    private final Transients transients;
    private final Results results;
    private final History history;
    private final Counters counters;
    private final CurrencyConversion conversion;
    private final Cryptogram cryptogram;
    private final IssuerAuthentication issuer;
    private final StatusUpdate update;

    SecondGenerateAc(
            Persistent persistent,
            Transients transients,
            Results results,
            History history,
            Counters counters,
            CurrencyConversion conversion,
            Cryptogram cryptogram,
            IssuerAuthentication issuer,
            Directories directories) {
        this.persistent = persistent;
        this.transients = transients;
        this.results = results;
        this.history = history;
        this.counters = counters;
        this.conversion = conversion;
        this.cryptogram = cryptogram;
        this.issuer = issuer;
        update = new StatusUpdate(persistent, counters, directories);
    }

    /** The dispatcher has checked class and life cycle, and that the first GENERATE AC gave an ARQC. */
    void process(APDU apdu) {
        byte[] buffer = apdu.getBuffer();
        // PRE-CONDITIONS
        byte p1 = buffer[ISO7816.OFFSET_P1];
        byte asked = (byte) (p1 & Cryptogram.TYPE);
        Status.unless(asked == Cryptogram.AAC || asked == Cryptogram.TC, Status.P1_P2);
        short length = Command.receive(apdu);
        Status.unless(length >= TransactionData.CDOL2_LENGTH && length <= TransactionData.CDOL2_LONGEST, Status.LENGTH);
        short data = ISO7816.OFFSET_CDATA;
        TransactionData.requireDecimal(buffer, data);
        // STEPS
        // One attempt: the issuer's cryptogram has four bytes only.
        transients.flags[Transients.STAGE] = Transients.STAGE_COMPLETED;
        // A script may have moved counters or limits since the first GENERATE AC.
        conversion.convert(buffer, data);
        counters.evaluateFirst(transients.amount, (short) 0);
        history.reportScripts();
        // A script may have blocked the application as well.
        boolean may = asked == Cryptogram.TC && !persistent.file.isBlocked() && isTheSame(buffer, data);
        byte type;
        if (isUnable(buffer, data)) {
            results.set(Results.BYTE_4, Results.UNABLE_TO_GO_ONLINE);
            type = withoutIssuer(buffer, data, may && mayApproveOffline());
        } else if (isAbsent(buffer, (short) (data + TransactionData.ISSUER_AUTHENTICATION))) {
            // The response code alone approves nothing: no MAC covers it.
            type = withoutIssuer(buffer, data, false);
        } else {
            type = withIssuer(buffer, data, length, may);
        }
        boolean withSignature = type == Cryptogram.TC && (byte) (p1 & Cryptogram.WITH_SIGNATURE) != 0;
        results.second(type, withSignature);
        counters.fundsToReport(false);
        cryptogram.make(buffer, data, persistent.atc);
        short answerAt = cryptogram.answer(type, persistent.atc, withSignature, false, buffer, data, length);
        Command.send(apdu, transients.answer, answerAt, (short) (cryptogram.end() - answerAt));
    }

    /** Whether the terminal speaks of the transaction that the issuer was asked about: amount, currency, type. */
    private boolean isTheSame(byte[] buffer, short data) {
        return TransactionData.isSame(buffer, data, transients.firstData);
    }

    private static boolean isUnable(byte[] buffer, short data) {
        short code = Util.getShort(buffer, (short) (data + TransactionData.RESPONSE_CODE));
        return code == UNABLE_APPROVED || code == UNABLE_DECLINED;
    }

    /** A terminal fills data that it has not with zeros, EMV Book 3, 5.4. */
    private static boolean isAbsent(byte[] buffer, short offset) {
        for (short i = 0; i < IssuerAuthentication.LENGTH; i++) {
            if (buffer[(short) (offset + i)] != 0) {
                return false;
            }
        }
        return true;
    }

    /** 10.8: what holds for a terminal that cannot go online, as there was nobody there. */
    private boolean mayApproveOffline() {
        return conversion.isCounted()
                && !counters.found(Counters.OVERFLOW)
                && !counters.found(Counters.UPPER)
                && !results.any(persistent.issuerActions, RiskData.ACTION_OFFLINE);
    }

    /** The issuer said nothing. What is approved then is approved offline, and counts so. */
    private byte withoutIssuer(byte[] buffer, short data, boolean approves) {
        results.clear(Results.BYTE_1, Results.ISSUER_AUTHENTICATION_FAILED);
        results.set(Results.BYTE_1, Results.ISSUER_AUTHENTICATION_NOT_PERFORMED);
        JCSystem.beginTransaction();
        history.issuerWasNotHeard(buffer, data);
        if (approves) {
            counters.countFirst();
        }
        JCSystem.commitTransaction();
        return approves ? Cryptogram.TC : Cryptogram.AAC;
    }

    /**
     * The issuer, or somebody else, said something. All that its status update orders is written in one transaction, and
     * before the answer leaves: cut in between, the card has obeyed an order that it was given; the other way round a cut
     * would give a certificate that no counter knows.
     */
    private byte withIssuer(byte[] buffer, short data, short length, boolean approves) {
        short issuerData = (short) (data + TransactionData.ISSUER_AUTHENTICATION);
        short issuerLength = (short) (length - TransactionData.ISSUER_AUTHENTICATION);
        results.clear(Results.BYTE_1, (byte)
                (Results.ISSUER_AUTHENTICATION_FAILED | Results.ISSUER_AUTHENTICATION_NOT_PERFORMED));
        if (!issuer.isAnswerTo(transients.firstCryptogram, persistent.atc, buffer, issuerData, issuerLength)) {
            results.set(Results.BYTE_1, Results.ISSUER_AUTHENTICATION_FAILED);
            JCSystem.beginTransaction();
            history.issuerFailed(buffer, data);
            JCSystem.commitTransaction();
            return Cryptogram.AAC;
        }
        update.read(buffer, (short) (issuerData + IssuerAuthentication.CRYPTOGRAM));
        boolean given = approves && update.approves();
        JCSystem.beginTransaction();
        persistent.lastOnlineAtc = persistent.atc;
        history.issuerWasAuthenticated(update.goesOnlineNext(), buffer, data);
        update.apply(given);
        JCSystem.commitTransaction();
        results.tries();
        return given ? Cryptogram.TC : Cryptogram.AAC;
    }
}
