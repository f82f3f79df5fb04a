package dev.tapbench.card;

import javacard.framework.APDU;
import javacard.framework.ISO7816;
import javacard.framework.JCSystem;
import javacard.framework.Util;

/** First GENERATE AC, EMV Book 3, 6.5.5: card risk management, and tap 1 of a load. */
final class FirstGenerateAc {
    private final Persistent persistent;
    private final Transients transients;
    private final Results results;
    private final History history;
    private final Counters counters;
    private final CurrencyConversion conversion;
    private final Cryptogram cryptogram;
    private final SecureMessaging messaging;
    private final Load load;
    private final Phone phone;

    FirstGenerateAc(
            Persistent persistent,
            Transients transients,
            Results results,
            History history,
            Counters counters,
            CurrencyConversion conversion,
            Cryptogram cryptogram,
            SecureMessaging messaging,
            Load load,
            Phone phone) {
        this.persistent = persistent;
        this.transients = transients;
        this.results = results;
        this.history = history;
        this.counters = counters;
        this.conversion = conversion;
        this.cryptogram = cryptogram;
        this.messaging = messaging;
        this.load = load;
        this.phone = phone;
    }

    /** The dispatcher has checked class and life cycle, and that GET PROCESSING OPTIONS came just before. */
    void process(APDU apdu) {
        byte[] buffer = apdu.getBuffer();
        // PRE-CONDITIONS
        byte p1 = buffer[ISO7816.OFFSET_P1];
        byte asked = (byte) (p1 & Cryptogram.TYPE);
        Status.unless(asked != Cryptogram.TYPE, Status.P1_P2);
        Status.unless(Command.receive(apdu) == TransactionData.CDOL1_LENGTH, Status.LENGTH);
        short data = ISO7816.OFFSET_CDATA;
        TransactionData.requireDecimal(buffer, data);
        // STEPS
        transients.flags[Transients.STAGE] = Transients.STAGE_ANSWERED;
        results.begin();
        history.report();
        transients.verdict[0] = 0;
        Util.arrayCopyNonAtomic(buffer, data, transients.firstData, (short) 0, TransactionData.CDOL1_LENGTH);
        byte armed = phone.take(buffer, data);
        if (armed == Phone.ARMED_FOR_THIS) {
            results.set(Results.BYTE_3, Results.ARMED);
            if (phone.wasArmedByPin()) {
                results.set(Results.BYTE_2, Results.PIN_PERFORMED);
            }
        }
        boolean isLoad = buffer[(short) (data + TransactionData.TYPE)] == TransactionData.TYPE_LOAD;
        byte type = decide(buffer, data, asked, isLoad, armed);
        boolean lostOrStolen = type != Cryptogram.AAC && !isLoad && mustVerifyFirst(armed);
        if (lostOrStolen) {
            type = Cryptogram.AAC;
        }
        boolean asksForVerification = lostOrStolen && persistent.isPhone();
        boolean withSignature = type != Cryptogram.AAC && (byte) (p1 & Cryptogram.WITH_SIGNATURE) != 0;
        results.first(type, withSignature);
        counters.fundsToReport(type == Cryptogram.TC);
        cryptogram.make(buffer, data, persistent.atc);
        messaging.begin();
        short answerAt = cryptogram.answer(
                type, persistent.atc, withSignature, asksForVerification, buffer, data, TransactionData.CDOL1_LENGTH);
        // Written before the answer leaves: cut in between, the card has counted what no terminal
        // has seen, which is safe; the other way round a cut would give a certificate that no
        // counter knows.
        record(type, isLoad, armed, buffer, data);
        if (asksForVerification) {
            phone.request(buffer, data);
        }
        if (type == Cryptogram.ARQC && !isLoad) {
            transients.flags[Transients.STAGE] = Transients.STAGE_ONLINE;
        }
        Command.send(apdu, transients.answer, answerAt, (short) (cryptogram.end() - answerAt));
    }

    /** Card action analysis up to the first pair, EMV Book 3, 10.8. Funds come before any question for a CVM. */
    private byte decide(byte[] buffer, short data, byte asked, boolean isLoad, byte armed) {
        if (asked == Cryptogram.AAC
                || persistent.atc == ProcessingOptions.HIGHEST_ATC
                || persistent.file.isBlocked()
                // The verification was for another transaction: this tap is not the one that its holder meant.
                || armed == Phone.ARMED_FOR_ANOTHER) {
            return Cryptogram.AAC;
        }
        if (isLoad) {
            // A load is neither checked nor counted in either pair, and its first cryptogram is never a certificate.
            return load.isAcceptable(buffer, data) ? Cryptogram.ARQC : Cryptogram.AAC;
        }
        conversion.convert(buffer, data);
        if (conversion.isTooLarge()) {
            return Cryptogram.AAC;
        }
        counters.evaluate(transients.amount, (short) 0, isExempt(buffer, data));
        if (conversion.isDeclined()
                || isRefusedTerminal(buffer, data)
                || counters.found(Counters.OVERFLOW)
                || results.any(persistent.issuerActions, RiskData.ACTION_DECLINE)) {
            return Cryptogram.AAC;
        }
        boolean online = asked == Cryptogram.ARQC || TransactionData.canGoOnline(buffer, data);
        if (counters.found(Counters.UPPER)) {
            // No funds, no prompt. On a line the issuer knows the funds: where it can be asked the holder comes first,
            // or a
            // device over both its limits would never pay again.
            boolean prompts = counters.isPrepaid() && Command.isContactless() && counters.found(Counters.SECOND);
            return online && !prompts ? Cryptogram.ARQC : Cryptogram.AAC;
        }
        return online ? decideOnline(asked) : decideOffline();
    }

    /** Where nobody attends the terminal the issuer may forgo the question for the holder, Delegated Regulation (EU) 2018/389. */
    private boolean isExempt(byte[] buffer, short data) {
        return (byte) (persistent.terminals & DeviceRules.UNATTENDED_EXEMPT) != 0
                && TransactionData.isUnattended(buffer, data);
    }

    private boolean isRefusedTerminal(byte[] buffer, short data) {
        return (byte) (persistent.terminals & DeviceRules.OFFLINE_ONLY_DECLINED) != 0
                && !TransactionData.canGoOnline(buffer, data);
    }

    /** Nothing forbids the transaction, and the issuer can be asked. */
    private byte decideOnline(byte asked) {
        boolean asks = asked == Cryptogram.ARQC
                || counters.found(Counters.LOWER)
                || !conversion.isCounted()
                || results.any(persistent.issuerActions, RiskData.ACTION_ONLINE);
        return asks ? Cryptogram.ARQC : Cryptogram.TC;
    }

    /** Nothing forbids the transaction, and the issuer cannot be asked. */
    private byte decideOffline() {
        boolean approves = conversion.isCounted() && !results.any(persistent.issuerActions, RiskData.ACTION_OFFLINE);
        return approves ? Cryptogram.TC : Cryptogram.AAC;
    }

    /** The second pair trips over the contactless interface, and no valid CVM armed this tap. */
    private boolean mustVerifyFirst(byte armed) {
        return Command.isContactless() && counters.found(Counters.SECOND) && armed != Phone.ARMED_FOR_THIS;
    }

    /**
     * The non-volatile writes of this tap, in one transaction: a certificate offline in the first pair, certificate or
     * request over the contactless interface in the second, a load as pending. An AAC counts in neither.
     */
    private void record(byte type, boolean isLoad, byte armed, byte[] buffer, short data) {
        byte next = history.afterFirst(type == Cryptogram.ARQC && !isLoad, buffer, data);
        if (type == Cryptogram.AAC && next == persistent.history) {
            return;
        }
        JCSystem.beginTransaction();
        persistent.history = next;
        if (isLoad && type != Cryptogram.AAC) {
            load.open(buffer, data);
        } else if (type != Cryptogram.AAC) {
            if (type == Cryptogram.TC) {
                counters.countFirst();
            }
            // The tap consummated under its own verification is not counted.
            if (Command.isContactless() && armed != Phone.ARMED_FOR_THIS) {
                counters.countSecond();
            }
        }
        JCSystem.commitTransaction();
    }
}
