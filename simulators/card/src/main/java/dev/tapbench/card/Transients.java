package dev.tapbench.card;

import javacard.framework.JCSystem;

/** Everything the payment application remembers with power only. */
final class Transients {
    // How far this activation has come.
    static final byte STAGE_SELECTED = (byte) 0;
    /** GET PROCESSING OPTIONS was answered, no GENERATE AC yet. */
    static final byte STAGE_INITIATED = (byte) 1;
    /** A GENERATE AC was answered. */
    static final byte STAGE_ANSWERED = (byte) 2;

    // Places in flags.
    static final short STAGE = (short) 0;
    static final short OPTIONS_GIVEN = (short) 1;
    static final short CHALLENGE_VALID = (short) 2;
    static final short FLAGS_LENGTH = (short) 3;

    // Places in cardholderVerification: what a tap asked for, or what a valid CVM armed.
    static final short CVM_STATE = (short) 0;
    static final short CVM_AMOUNT = (short) 1;
    static final short CVM_CURRENCY = (short) 7;
    static final short CVM_TYPE = (short) 9;
    static final short CVM_LENGTH = (short) 10;

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
