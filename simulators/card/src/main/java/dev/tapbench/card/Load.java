package dev.tapbench.card;

import javacard.framework.JCSystem;
import javacard.framework.Util;

/** The pending load and the receipt of the last load that ended: the card's part of the three-tap profile. */
final class Load {
    private static final byte ACCEPTED = (byte) 0x01;
    private static final byte ABANDONED = (byte) 0x02;
    private static final short MARK_1 = (short) 0xFF52;
    private static final short MARK_2 = (short) 0x4350;
    private static final byte VERSION = (byte) 0x01;
    private static final short COVERED_BY_MAC = (short) 32;
    /** Bytes of DF21: state, ATC, amount, currency, load number. */
    static final short REPORT = (short) 13;

    private final Persistent persistent;
    private final Transients transients;
    private final Cryptogram cryptogram;
    private final Counters counters;

    Load(Persistent persistent, Transients transients, Cryptogram cryptogram, Counters counters) {
        this.persistent = persistent;
        this.transients = transients;
        this.cryptogram = cryptogram;
        this.counters = counters;
    }

    boolean isPending() {
        return persistent.pendingState != Persistent.LOAD_NONE;
    }

    boolean isAuthenticated() {
        return persistent.pendingState == Persistent.LOAD_AUTHENTICATED;
    }

    /** Whether a load of this amount and currency can be opened now. */
    boolean isAcceptable(byte[] data, short offset) {
        return persistent.isLoadable()
                && persistent.loadNumber != (short) 0xFFFF
                && Util.arrayCompare(
                                data,
                                (short) (offset + TransactionData.CURRENCY),
                                persistent.currency,
                                (short) 0,
                                (short) 2)
                        == 0
                && !Bcd.isZero(data, (short) (offset + TransactionData.AMOUNT))
                && leavesRoomFor(data, (short) (offset + TransactionData.AMOUNT));
    }

    /** Whether funds and amount stay within the maximum balance; leaves their sum as the funds in volatile memory. */
    private boolean leavesRoomFor(byte[] amount, short offset) {
        counters.funds();
        return Bcd.add(transients.funds, (short) 0, amount, offset, transients.funds, (short) 0)
                && !Bcd.isGreater(transients.funds, (short) 0, persistent.maximumBalance, (short) 0);
    }

    /** Opens the pending load under the cryptogram just made. Inside a transaction of the caller. */
    void open(byte[] data, short offset) {
        Util.arrayCopy(
                data, (short) (offset + TransactionData.AMOUNT), persistent.pendingAmount, (short) 0, Bcd.AMOUNT);
        Util.arrayCopy(
                data, (short) (offset + TransactionData.CURRENCY), persistent.pendingCurrency, (short) 0, (short) 2);
        Util.arrayCopy(
                data,
                (short) (offset + TransactionData.UNPREDICTABLE),
                persistent.pendingUnpredictable,
                (short) 0,
                TransactionData.UNPREDICTABLE_LENGTH);
        Util.arrayCopy(transients.cryptogram, (short) 0, persistent.pendingCryptogram, (short) 0, Tdes.BLOCK);
        persistent.pendingType = data[(short) (offset + TransactionData.TYPE)];
        persistent.pendingAtc = persistent.atc;
        persistent.pendingState = Persistent.LOAD_OPEN;
    }

    /** Whether the terminal speaks of the pending load: amount, currency and type. */
    boolean isThePending(byte[] data, short offset) {
        return Util.arrayCompare(
                                data,
                                (short) (offset + TransactionData.AMOUNT),
                                persistent.pendingAmount,
                                (short) 0,
                                Bcd.AMOUNT)
                        == 0
                && Util.arrayCompare(
                                data,
                                (short) (offset + TransactionData.CURRENCY),
                                persistent.pendingCurrency,
                                (short) 0,
                                (short) 2)
                        == 0
                && data[(short) (offset + TransactionData.TYPE)] == persistent.pendingType;
    }

    /** The issuer is authenticated. Two fields change together, so that a cut leaves both or neither. */
    void authenticate() {
        JCSystem.beginTransaction();
        persistent.lastOnlineAtc = persistent.pendingAtc;
        persistent.pendingState = Persistent.LOAD_AUTHENTICATED;
        JCSystem.commitTransaction();
    }

    /** Makes the receipt of an abandoned load in volatile memory, before any transaction: it needs cryptography. */
    void prepareAbandonment() {
        counters.funds();
        prepareReceipt(ABANDONED, persistent.loadNumber);
    }

    /** Closes the pending load with the receipt prepared. Inside a transaction of the caller. */
    void close() {
        Util.arrayCopy(transients.receipt, (short) 0, persistent.receipt, (short) 0, Persistent.RECEIPT);
        persistent.hasReceipt = true;
        persistent.pendingState = Persistent.LOAD_NONE;
    }

    /** Closes the pending load: nothing of it is credited, and a receipt says so. */
    void abandon() {
        prepareAbandonment();
        JCSystem.beginTransaction();
        close();
        JCSystem.commitTransaction();
    }

    /**
     * Credits the pending load after its PIN was right: credit, closing, load number, second pair, tries and receipt in ONE
     * transaction, so that no cut gives value twice, or takes the load away with nothing to show for it.
     *
     * @return false when the card would hold more than its maximum; the load is then abandoned
     */
    boolean accept() {
        // The maximum is checked again: an issuer may have changed it, or the funds, since tap 1.
        if (!leavesRoomFor(persistent.pendingAmount, (short) 0)) {
            prepareAbandonment();
            JCSystem.beginTransaction();
            close();
            persistent.tries = persistent.tryLimit;
            counters.resetSecond();
            JCSystem.commitTransaction();
            return false;
        }
        short number = (short) (persistent.loadNumber + 1);
        prepareReceipt(ACCEPTED, number);
        JCSystem.beginTransaction();
        counters.startWith(transients.funds, (short) 0);
        close();
        persistent.loadNumber = number;
        persistent.lastLoadAtc = persistent.pendingAtc;
        counters.resetSecond();
        persistent.tries = persistent.tryLimit;
        JCSystem.commitTransaction();
        return true;
    }

    /** FF524350 version status ATC ARQC amount currency load-number funds-after MAC8 under the pending session key. */
    private void prepareReceipt(byte status, short number) {
        byte[] to = transients.receipt;
        short at = Util.setShort(to, (short) 0, MARK_1);
        at = Util.setShort(to, at, MARK_2);
        to[at++] = VERSION;
        to[at++] = status;
        at = Util.setShort(to, at, persistent.pendingAtc);
        at = Util.arrayCopyNonAtomic(persistent.pendingCryptogram, (short) 0, to, at, Tdes.BLOCK);
        at = Util.arrayCopyNonAtomic(persistent.pendingAmount, (short) 0, to, at, Bcd.AMOUNT);
        at = Util.arrayCopyNonAtomic(persistent.pendingCurrency, (short) 0, to, at, (short) 2);
        at = Util.setShort(to, at, number);
        Util.arrayCopyNonAtomic(transients.funds, (short) 0, to, at, Bcd.AMOUNT);
        cryptogram.deriveSessionKey(persistent.pendingAtc);
        cryptogram.mac(to, (short) 0, COVERED_BY_MAC, to, COVERED_BY_MAC);
    }

    /** DF21: which load is pending; nought where none is, but for the load number. */
    void report(byte[] to, short offset) {
        Util.arrayFillNonAtomic(to, offset, REPORT, (byte) 0);
        if (isPending()) {
            short at = offset;
            to[at++] = persistent.pendingState;
            at = Util.setShort(to, at, persistent.pendingAtc);
            at = Util.arrayCopyNonAtomic(persistent.pendingAmount, (short) 0, to, at, Bcd.AMOUNT);
            Util.arrayCopyNonAtomic(persistent.pendingCurrency, (short) 0, to, at, (short) 2);
        }
        Util.setShort(to, (short) (offset + (short) (REPORT - 2)), persistent.loadNumber);
    }
}
