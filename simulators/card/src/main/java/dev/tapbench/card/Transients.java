package dev.tapbench.card;

import javacard.framework.JCSystem;

/** Everything the payment application remembers with power only. */
final class Transients {
    // How far this activation has come.
    static final byte STAGE_SELECTED = (byte) 0;
    /** GET PROCESSING OPTIONS was answered, no GENERATE AC yet. */
    static final byte STAGE_INITIATED = (byte) 1;
    /** A GENERATE AC was answered, and no other may follow. */
    static final byte STAGE_ANSWERED = (byte) 2;
    /** The first GENERATE AC gave an ARQC: the second is expected. */
    static final byte STAGE_ONLINE = (byte) 3;
    /** The second GENERATE AC was answered. */
    static final byte STAGE_COMPLETED = (byte) 4;

    // Places in flags.
    static final short STAGE = (short) 0;
    static final short OPTIONS_GIVEN = (short) 1;
    static final short CHALLENGE_VALID = (short) 2;
    static final short PIN_PERFORMED = (short) 3;
    static final short PIN_FAILED = (short) 4;
    /** INTERNAL AUTHENTICATE was answered. */
    static final short DDA_PERFORMED = (short) 5;
    /** The first AC of a transaction was made: session keys of its scripts hang on it. */
    static final short HAS_FIRST_CRYPTOGRAM = (short) 6;
    /** Script commands carried out in this transaction, 0 to 15. */
    static final short SCRIPTS = (short) 7;
    /** A script command of this transaction failed: all others are refused. */
    static final short SCRIPT_BLOCKED = (short) 8;

    /** The phone's holder was verified in this activation. */
    static final short VERIFIED = (short) 9;

    static final short FLAGS_LENGTH = (short) 10;

    // Places in cardholderVerification: what a tap asked for, or what a valid CVM armed.
    static final short CVM_STATE = (short) 0;
    static final short CVM_AMOUNT = (short) 1;
    static final short CVM_CURRENCY = (short) 7;
    static final short CVM_TYPE = (short) 9;
    /** P2 of the VERIFY that armed. */
    static final short CVM_METHOD = (short) 10;

    static final short CVM_LENGTH = (short) 11;

    static final short WORK_LENGTH = (short) 256;
    static final short ANSWER_LENGTH = (short) 255;

    /** Cleared on deselect: belongs to one activation of the application. */
    final byte[] flags;

    final byte[] challenge;
    final byte[] sessionKey;
    /** Card verification results of the cryptogram being made. */
    final byte[] results;

    final byte[] issuerData;
    final byte[] cryptogram;
    /** The cryptogram of the transaction's first GENERATE AC. */
    final byte[] firstCryptogram;
    /** The MAC that the next script command's begins with. */
    final byte[] scriptChain;
    /** The terminal's data of the first GENERATE AC, CDOL1. */
    final byte[] firstData;
    /** The transaction's amount in the card's own currency. */
    final byte[] amount;
    /** What the accumulators would hold, and the funds that the answer reports. */
    final byte[] nextFirst;

    final byte[] nextSecond;
    final byte[] funds;
    final byte[] verdict;
    final byte[] receipt;
    final byte[] work;
    final byte[] answer;
    /** Cleared on reset: in a phone it survives the change between its two interfaces. */
    final byte[] cardholderVerification;

    Transients() {
        flags = activation(FLAGS_LENGTH);
        challenge = activation(Tdes.BLOCK);
        sessionKey = activation(Tdes.KEY);
        results = activation(Cryptogram.RESULTS);
        issuerData = activation(Cryptogram.ISSUER_DATA);
        cryptogram = activation(Tdes.BLOCK);
        firstCryptogram = activation(Tdes.BLOCK);
        scriptChain = activation(Tdes.BLOCK);
        firstData = activation(TransactionData.CDOL1_LENGTH);
        amount = activation(Bcd.AMOUNT);
        nextFirst = activation(Bcd.AMOUNT);
        nextSecond = activation(Bcd.AMOUNT);
        funds = activation(Bcd.AMOUNT);
        verdict = activation((short) 1);
        receipt = activation(Persistent.RECEIPT);
        work = activation(WORK_LENGTH);
        answer = activation(ANSWER_LENGTH);
        cardholderVerification = JCSystem.makeTransientByteArray(CVM_LENGTH, JCSystem.CLEAR_ON_RESET);
    }

    private static byte[] activation(short length) {
        return JCSystem.makeTransientByteArray(length, JCSystem.CLEAR_ON_DESELECT);
    }
}
