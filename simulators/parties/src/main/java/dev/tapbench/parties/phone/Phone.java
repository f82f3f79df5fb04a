package dev.tapbench.parties.phone;

import dev.tapbench.emv.CardQuestions;
import dev.tapbench.emv.Commands;
import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.Pin;
import dev.tapbench.emv.ResponseApdu;
import dev.tapbench.emv.StatusWord;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.emv.UserSettings;
import dev.tapbench.emv.crypto.PinBlocks;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.Reader;
import dev.tapbench.ports.trace.Decided;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.Entered;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Prompt;
import dev.tapbench.ports.trace.Prompted;
import dev.tapbench.ports.trace.Trace;
import java.util.List;

/**
 * The phone's own processor and display. It talks to the applet in the secure element over the wire only and
 * verifies nothing itself: the applet does.
 *
 * <p>How it learns of a tap: the contactless front end tells the host when a reader's field went off (a transaction event of
 * the host controller interface, ETSI TS 102 622), which the bench says by calling {@link #tapEnded()}. What the applet wants
 * is not taken from what the terminal showed, nor from the contactless traffic, which a phone's processor does not see: it asks
 * the applet, GET DATA DF4B over the wire.
 */
public final class Phone {
    /** What the owner's entry came to. */
    public enum CvmResult {
        /** The applet has armed one payment: tap again. */
        VALID,
        /** Wrong; tries are left. */
        WRONG,
        /** Wrong, or not looked at: no tries are left. */
        TRIES_EXHAUSTED,
        /** No tap asked for it; the applet spent no try. */
        NOT_ASKED_FOR
    }

    /** Byte 1 b5 of DF4B. */
    private static final int CVM_REQUIRED = 0x10;

    private static final int PASSCODE = 0x80;

    private final Card secureElement;
    private final CardQuestions applet;
    private final Trace trace;

    /**
     * @param wired the wire from the phone's processor to its secure element
     * @param aid of the payment application
     */
    public Phone(Card secureElement, Reader wired, Bytes aid, Trace trace) {
        this.secureElement = secureElement;
        applet = new CardQuestions(wired, secureElement, aid);
        this.trace = trace;
    }

    /**
     * A reader's field went off. Asks the applet whether it wants its owner, and if so prompts for the passcode.
     *
     * @return whether the phone now asks for the passcode
     * @throws EmvDataException when the applet's answer cannot be used
     */
    public boolean tapEnded() {
        ResponseApdu answer = applet.ask(Commands.getData(Tags.CARDHOLDER_INTERACTION));
        if (!answer.ok()) {
            throw new EmvDataException("GET DATA DF4B over the wire: expected 9000 and 3 bytes, came " + answer.sw()
                    + " (" + answer.sw().meaning() + ") from " + secureElement.id());
        }
        Bytes wish =
                Tlv.parse(answer.data()).require(Tags.CARDHOLDER_INTERACTION).value();
        if (wish.length() != 3) {
            throw new EmvDataException("DF4B of " + secureElement.id() + " is '" + wish + "': expected 3 bytes");
        }
        boolean wanted = (wish.at(0) & CVM_REQUIRED) != 0;
        if (wanted) {
            trace.record(new Prompted(Party.PHONE, Prompt.ENTER_PASSCODE, ""));
        }
        return wanted;
    }

    /**
     * The owner enters the passcode; the applet compares it and, if it is right, resets the second pair and arms one payment.
     *
     * @throws EmvDataException when the applet answers none of the status words of VERIFY
     */
    public CvmResult enterPasscode(Pin passcode) {
        trace.record(new Entered(Party.PHONE, Entered.Entry.PASSCODE));
        return verified(applet.ask(Commands.verify(PASSCODE, PinBlocks.format2(passcode)))
                .sw());
    }

    /**
     * The owner enters the passcode, and what the phone is to ask for from now on. The applet takes that after a valid passcode
     * of the same activation only, and never looser than the issuer's limits.
     *
     * @return what the passcode came to; whether the settings were taken is on the display
     * @throws EmvDataException when the applet answers none of the status words of VERIFY, or of PUT DATA
     */
    public CvmResult changeSettings(Pin passcode, UserSettings settings) {
        trace.record(new Entered(Party.PHONE, Entered.Entry.PASSCODE));
        trace.record(new Entered(Party.PHONE, Entered.Entry.SETTINGS));
        List<ResponseApdu> answers = applet.askInOrder(List.of(
                Commands.verify(PASSCODE, PinBlocks.format2(passcode)),
                Commands.putData(Tags.USER_SETTINGS, settings.encode())));
        CvmResult result = verified(answers.get(0).sw());
        if (result == CvmResult.VALID) {
            settled(answers.get(1).sw());
        } else {
            show(false, "no valid passcode");
        }
        return result;
    }

    /** The applet's answer to PUT DATA. */
    private void settled(StatusWord sw) {
        boolean refused = sw.equals(StatusWord.WRONG_DATA) || sw.equals(StatusWord.CONDITIONS_NOT_SATISFIED);
        if (!sw.ok() && !refused) {
            throw new EmvDataException("PUT DATA DF24 over the wire: expected 9000, 6A80 or 6985, came " + sw + " ("
                    + sw.meaning() + ") from " + secureElement.id());
        }
        show(sw.ok(), sw.ok() ? "" : sw.meaning());
    }

    private void show(boolean taken, String why) {
        trace.record(new Decided(Party.PHONE, Decision.SETTINGS_TAKEN, taken, why));
        trace.record(new Prompted(Party.PHONE, taken ? Prompt.SETTINGS_TAKEN : Prompt.SETTINGS_REFUSED, ""));
    }

    private CvmResult verified(StatusWord sw) {
        if (sw.ok()) {
            trace.record(new Decided(Party.PHONE, Decision.CVM_VALID, true, ""));
            trace.record(new Prompted(Party.PHONE, Prompt.TAP_AGAIN, ""));
            return CvmResult.VALID;
        }
        if (sw.triesLeft().isPresent()) {
            int left = sw.triesLeft().getAsInt();
            trace.record(new Decided(Party.PHONE, Decision.CVM_VALID, false, sw.meaning()));
            trace.record(new Prompted(Party.PHONE, Prompt.WRONG_PASSCODE, Integer.toString(left)));
            return left > 0 ? CvmResult.WRONG : exhausted();
        }
        if (sw.equals(StatusWord.PIN_BLOCKED)) {
            trace.record(new Decided(Party.PHONE, Decision.CVM_VALID, false, sw.meaning()));
            return exhausted();
        }
        if (sw.equals(StatusWord.CONDITIONS_NOT_SATISFIED)) {
            trace.record(new Decided(Party.PHONE, Decision.CVM_VALID, false, "no tap asked for it"));
            return CvmResult.NOT_ASKED_FOR;
        }
        throw new EmvDataException("VERIFY over the wire: expected 9000, 63Cx, 6983 or 6985, came " + sw + " ("
                + sw.meaning() + ") from " + secureElement.id());
    }

    private CvmResult exhausted() {
        trace.record(new Prompted(Party.PHONE, Prompt.PIN_TRIES_EXHAUSTED, ""));
        return CvmResult.TRIES_EXHAUSTED;
    }
}
