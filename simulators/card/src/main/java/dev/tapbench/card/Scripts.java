package dev.tapbench.card;

import javacard.framework.APDU;
import javacard.framework.ISO7816;
import javacard.framework.ISOException;
import javacard.framework.JCSystem;

/**
 * The commands of issuer scripts, EMV Book 3, 6.5 and 10.10, under the secure messaging of the transaction in progress. Each is
 * done whole or not at all, together with its count; after the first that fails all others of the transaction are refused.
 */
final class Scripts {
    /** Bits of the class byte that announce secure messaging with the header in the MAC. */
    private static final byte SECURED = (byte) 0x0C;
    /** P2 of PIN CHANGE/UNBLOCK: the tries are restored. */
    private static final byte UNBLOCK = (byte) 0x00;
    /** P2 of PIN CHANGE/UNBLOCK: and a new PIN comes with it. */
    private static final byte CHANGE = (byte) 0x02;

    private final Persistent persistent;
    private final Transients transients;
    private final History history;
    private final SecureMessaging messaging;
    private final PutData putData;
    private final Directories directories;

    Scripts(
            Persistent persistent,
            Transients transients,
            History history,
            SecureMessaging messaging,
            PutData putData,
            Directories directories) {
        this.persistent = persistent;
        this.transients = transients;
        this.history = history;
        this.messaging = messaging;
        this.putData = putData;
        this.directories = directories;
    }

    /** The dispatcher has checked the life cycle. */
    void process(APDU apdu) {
        // PRE-CONDITIONS
        Status.unless(
                transients.flags[Transients.HAS_FIRST_CRYPTOGRAM] != 0
                        && transients.flags[Transients.SCRIPT_BLOCKED] == 0,
                Status.CONDITIONS);
        // STEPS
        // Blocked until it is done: whatever ends the command early leaves it so.
        transients.flags[Transients.SCRIPT_BLOCKED] = 1;
        try {
            carryOut(apdu);
        } catch (ISOException e) {
            history.scriptFailed();
            ISOException.throwIt(e.getReason());
        }
        transients.flags[Transients.SCRIPT_BLOCKED] = 0;
    }

    private void carryOut(APDU apdu) {
        byte[] buffer = apdu.getBuffer();
        byte instruction = buffer[ISO7816.OFFSET_INS];
        // PRE-CONDITIONS
        byte cla = buffer[ISO7816.OFFSET_CLA];
        Status.unless((byte) (cla & SECURED) == SECURED, Status.SECURITY);
        boolean isIso = instruction == Command.PUT_DATA || instruction == Command.UPDATE_RECORD;
        Command.requireClass(buffer, isIso ? Command.CLA_ISO_SCRIPT : Command.CLA_SCRIPT);
        boolean isPin = instruction == Command.PIN_CHANGE;
        short length = messaging.open(buffer, Command.receive(apdu), isPin);
        // STEPS
        switch (instruction) {
            case Command.PUT_DATA:
                putData.check(buffer, length);
                begin();
                putData.write(buffer);
                break;
            case Command.UPDATE_RECORD:
                persistent.file.records.checkUpdate(buffer, length);
                begin();
                persistent.file.records.update(buffer, length);
                break;
            case Command.PIN_CHANGE:
                changePin(buffer, length);
                break;
            default:
                block(buffer, length, instruction);
        }
        JCSystem.commitTransaction();
    }

    /** Nothing can fail from here on. */
    private void begin() {
        JCSystem.beginTransaction();
        history.countScript();
    }

    /** PIN CHANGE/UNBLOCK, EMV Book 3, 6.5.10. */
    private void changePin(byte[] buffer, short length) {
        // PRE-CONDITIONS
        byte what = buffer[ISO7816.OFFSET_P2];
        Status.unless(buffer[ISO7816.OFFSET_P1] == 0 && (what == UNBLOCK || what == CHANGE), Status.P1_P2);
        Status.unless(length == (what == CHANGE ? Tdes.BLOCK : 0), Status.LENGTH);
        if (what == CHANGE) {
            PinBlock.requireReference(buffer, ISO7816.OFFSET_CDATA);
        }
        // STEPS
        begin();
        if (what == CHANGE) {
            PinBlock.keep(buffer, ISO7816.OFFSET_CDATA, persistent.pinBlock);
        }
        persistent.tries = persistent.tryLimit;
        persistent.patternTries = persistent.patternTryLimit;
    }

    /** APPLICATION BLOCK, APPLICATION UNBLOCK and CARD BLOCK, EMV Book 3, 6.5.1 to 6.5.3: one byte, or for a card three. */
    private void block(byte[] buffer, short length, byte instruction) {
        // PRE-CONDITIONS
        Command.requireParameters(buffer, (byte) 0, (byte) 0);
        Status.unless(length == 0, Status.LENGTH);
        // STEPS
        begin();
        switch (instruction) {
            case Command.APPLICATION_BLOCK:
                persistent.file.lifeCycle = ApplicationFile.APPLICATION_BLOCKED;
                return;
            case Command.APPLICATION_UNBLOCK:
                persistent.file.lifeCycle = ApplicationFile.PERSONALIZED;
                return;
            default:
                persistent.file.lifeCycle = ApplicationFile.CARD_BLOCKED;
                directories.block();
        }
    }
}
