package dev.tapbench.card;

import javacard.framework.APDU;
import javacard.framework.ISO7816;
import javacard.framework.JCSystem;
import javacard.framework.Util;

/** GET PROCESSING OPTIONS, EMV Book 3, 6.5.8: begins a transaction. */
final class ProcessingOptions {
    /** 83 00: the card has no PDOL. */
    private static final short EMPTY_TEMPLATE = (short) 0x8300;

    private static final byte TEMPLATE = (byte) 0x77;
    private static final byte TAG_AIP = (byte) 0x82;
    private static final byte TAG_AFL = (byte) 0x94;
    /** A transaction counter that stands here makes AACs only: no session key may come twice. */
    static final short HIGHEST_ATC = (short) 0xFFFF;

    private final Persistent persistent;
    private final Transients transients;
    private final Load load;

    ProcessingOptions(Persistent persistent, Transients transients, Load load) {
        this.persistent = persistent;
        this.transients = transients;
        this.load = load;
    }

    void process(APDU apdu) {
        byte[] buffer = apdu.getBuffer();
        // PRE-CONDITIONS
        Command.requireClass(buffer, Command.CLA_PROPRIETARY);
        Command.requireParameters(buffer, (byte) 0, (byte) 0);
        Status.unless(transients.flags[Transients.STAGE] == Transients.STAGE_SELECTED, Status.CONDITIONS);
        Status.unless(Command.receive(apdu) == 2, Status.LENGTH);
        Status.unless(Util.getShort(buffer, ISO7816.OFFSET_CDATA) == EMPTY_TEMPLATE, Status.DATA);
        // STEPS
        boolean closes = load.isPending();
        if (closes) {
            load.prepareAbandonment();
        }
        // One transaction: a pending load never meets a counter that is not its own.
        JCSystem.beginTransaction();
        if (persistent.atc != HIGHEST_ATC) {
            persistent.atc = (short) (persistent.atc + 1);
        }
        if (closes) {
            load.close();
        }
        JCSystem.commitTransaction();
        transients.flags[Transients.STAGE] = Transients.STAGE_INITIATED;
        transients.flags[Transients.OPTIONS_GIVEN] = 1;
        byte[] answer = transients.answer;
        answer[0] = TEMPLATE;
        short at = (short) 2;
        answer[at++] = TAG_AIP;
        answer[at++] = (byte) 2;
        at = Util.arrayCopyNonAtomic(persistent.applicationInterchangeProfile, (short) 0, answer, at, (short) 2);
        answer[at++] = TAG_AFL;
        answer[at++] = (byte) persistent.fileLocatorLength;
        at = Util.arrayCopyNonAtomic(persistent.fileLocator, (short) 0, answer, at, persistent.fileLocatorLength);
        answer[1] = (byte) (at - 2);
        Command.send(apdu, answer, (short) 0, at);
    }
}
