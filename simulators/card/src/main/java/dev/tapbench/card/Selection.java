package dev.tapbench.card;

import javacard.framework.APDU;
import javacard.framework.ISO7816;
import javacard.framework.JCSystem;
import javacard.framework.Util;

/** SELECT by name: answers the file control information, EMV Book 1, 11.3. */
final class Selection {
    private static final byte BY_NAME = (byte) 0x04;
    private static final byte FCI = (byte) 0x6F;
    private static final byte DF_NAME = (byte) 0x84;
    private static final short LONGEST_SHORT_LENGTH = (short) 0x7F;
    /** Header 5, name at most 16, proprietary template at most 230: see {@link ApplicationFile}. */
    private static final short ANSWER_MAX = (short) 251;

    private final ApplicationFile file;
    private final byte[] answer;

    Selection(ApplicationFile file) {
        this.file = file;
        answer = JCSystem.makeTransientByteArray(ANSWER_MAX, JCSystem.CLEAR_ON_DESELECT);
    }

    /** Answers 6F with the name, and with the proprietary template once the application is personalized. */
    void process(APDU apdu) {
        byte[] buffer = apdu.getBuffer();
        // PRE-CONDITIONS
        Command.requireClass(buffer, Command.CLA_ISO);
        Status.unless(buffer[ISO7816.OFFSET_P1] == BY_NAME, Status.P1_P2);
        // One instance answers to a name, so there is no next occurrence (P2 = 02).
        Status.unless(buffer[ISO7816.OFFSET_P2] == 0, Status.NOT_FOUND);
        Status.unless(file.lifeCycle != ApplicationFile.CARD_BLOCKED, Status.NOT_SUPPORTED);
        // STEPS
        short proprietary = file.lifeCycle == ApplicationFile.SELECTABLE ? 0 : file.proprietaryLength;
        // The name is written behind the longest header, so that its length is known before the header is.
        short nameAt = (short) 5;
        short name = JCSystem.getAID().getBytes(answer, nameAt);
        short total = (short) ((short) (2 + name) + proprietary);
        Util.arrayCopyNonAtomic(file.proprietary, (short) 0, answer, (short) (nameAt + name), proprietary);
        short at = (short) (nameAt - 2);
        answer[at] = DF_NAME;
        answer[(short) (at + 1)] = (byte) name;
        at--;
        answer[at] = (byte) total;
        if (total > LONGEST_SHORT_LENGTH) {
            at--;
            answer[at] = (byte) 0x81;
        }
        at--;
        answer[at] = FCI;
        Command.send(apdu, answer, at, (short) ((short) ((short) (nameAt + name) + proprietary) - at));
        Status.unless(!file.isBlocked(), Status.BLOCKED);
    }
}
