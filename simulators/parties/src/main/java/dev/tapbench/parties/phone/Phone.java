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
import dev.tapbench.risk.CvmMethod;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

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
    private static final int PATTERN = 0x82;
    private static final int SENSOR = 0x83;
    /** A finger that is not known so often is not looked at again until the owner was verified in another way. */
    private static final int MOST_LOOKS = 5;

    private static final Bytes ANY = Bytes.of(0);

    private final Card secureElement;
    private final CardQuestions applet;
    private final PhoneConfig config;
    private final Optional<Sensor> sensor;
    private final Clock clock;
    private final Trace trace;
    private final Set<CvmMethod> spent = EnumSet.noneOf(CvmMethod.class);
    private int looks;
    private Optional<Instant> armedUntil = Optional.empty();

    /**
     * @param wired the wire from the phone's processor to its secure element
     * @param aid of the payment application
     * @param sensor absent on a phone without
     */
    public Phone(
            Card secureElement,
            Reader wired,
            Bytes aid,
            PhoneConfig config,
            Optional<Sensor> sensor,
            Clock clock,
            Trace trace) {
        this.secureElement = secureElement;
        applet = new CardQuestions(wired, secureElement, aid);
        this.config = config;
        this.sensor = sensor;
        this.clock = clock;
        this.trace = trace;
    }

    /** The phone has started: nobody means a payment that was armed before. The secure element may have been powered all along. */
    public void boot() {
        disarm();
    }

    /** The owner, or the phone by itself, has locked the screen. */
    public void lockScreen() {
        disarm();
    }

    /** Time has passed: where the second tap did not come in time, the phone takes the payment back. */
    public void tick() {
        if (armedUntil.filter(until -> !clock.instant().isBefore(until)).isPresent()) {
            disarm();
            trace.record(new Prompted(Party.PHONE, Prompt.TAP_EXPIRED, ""));
        }
    }

    /** Whether readers reach the secure element while the battery is out: the contactless front end was told so before. */
    public boolean paysWithoutBattery() {
        return config.paysWithoutBattery();
    }

    /**
     * The applet forgets what a tap asked for, and what was armed.
     *
     * @throws EmvDataException when it does not
     */
    private void disarm() {
        armedUntil = Optional.empty();
        StatusWord sw = applet.ask(Commands.putData(Tags.DISARM, ANY)).sw();
        // An application that its issuer has blocked has nothing armed, and takes no settings.
        if (!sw.ok() && !sw.equals(StatusWord.CONDITIONS_NOT_SATISFIED)) {
            throw new EmvDataException("PUT DATA DF25 over the wire: expected 9000, came " + sw + " (" + sw.meaning()
                    + ") from " + secureElement.id());
        }
    }

    /**
     * A reader's field went off. Asks the applet whether it wants its owner, and if so prompts for the first way that is left.
     *
     * @return whether the phone now asks for its owner
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
        // Whatever was armed, this tap has used it up.
        armedUntil = Optional.empty();
        return (wish.at(0) & CVM_REQUIRED) != 0 && prompt();
    }

    /** Asks in the first way whose tries are not spent; where none is left the owner is told so. */
    private boolean prompt() {
        Optional<CvmMethod> offered =
                config.methods().stream().filter(m -> !spent.contains(m)).findFirst();
        trace.record(new Prompted(
                Party.PHONE,
                offered.map(method -> switch (method) {
                            case PATTERN -> Prompt.DRAW_PATTERN;
                            case SENSOR -> Prompt.SHOW_FINGER;
                            default -> Prompt.ENTER_PASSCODE;
                        })
                        .orElse(Prompt.PIN_TRIES_EXHAUSTED),
                ""));
        return offered.isPresent();
    }

    /**
     * The owner enters the passcode; the applet compares it and, if it is right, resets the second pair and arms one payment.
     *
     * @throws EmvDataException when the applet answers none of the status words of VERIFY
     */
    public CvmResult enterPasscode(Pin passcode) {
        trace.record(new Entered(Party.PHONE, Entered.Entry.PASSCODE));
        return verified(
                CvmMethod.PASSCODE,
                applet.ask(Commands.verify(PASSCODE, PinBlocks.format2(passcode)))
                        .sw());
    }

    /**
     * The owner draws the pattern; the applet compares it, and it has tries of its own.
     *
     * @throws EmvDataException when the applet answers none of the status words of VERIFY
     */
    public CvmResult drawPattern(Pin points) {
        trace.record(new Entered(Party.PHONE, Entered.Entry.PATTERN));
        return verified(
                CvmMethod.PATTERN,
                applet.ask(Commands.verify(PATTERN, PinBlocks.format2(points))).sw());
    }

    /**
     * Somebody puts a finger on the sensor. What the sensor proves is verified by the applet; where it does not know the finger
     * there is nothing to verify, and the phone says so.
     *
     * @param owners whether the finger is the owner's
     * @throws IllegalStateException on a phone without sensor
     * @throws EmvDataException when the applet answers none of the status words of GET CHALLENGE and VERIFY
     */
    public CvmResult showFinger(boolean owners) {
        Sensor eye = sensor.orElseThrow(() -> new IllegalStateException("this phone has no sensor"));
        trace.record(new Entered(Party.PHONE, Entered.Entry.FINGER));
        if (spent.contains(CvmMethod.SENSOR)) {
            prompt();
            return CvmResult.TRIES_EXHAUSTED;
        }
        List<ResponseApdu> answers = applet.askThen(
                Commands.getChallenge(),
                challenge -> challenge.ok()
                        ? eye.prove(owners, challenge.data()).map(proof -> Commands.verify(SENSOR, proof))
                        : Optional.empty());
        if (answers.size() == 2) {
            return verified(CvmMethod.SENSOR, answers.get(1).sw());
        }
        trace.record(new Prompted(Party.PHONE, Prompt.NOT_RECOGNISED, ""));
        looks++;
        return looks < MOST_LOOKS ? CvmResult.WRONG : exhausted(CvmMethod.SENSOR);
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
        CvmResult result = verified(CvmMethod.PASSCODE, answers.get(0).sw());
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

    private CvmResult verified(CvmMethod method, StatusWord sw) {
        if (sw.ok()) {
            trace.record(new Decided(Party.PHONE, Decision.CVM_VALID, true, ""));
            trace.record(new Prompted(Party.PHONE, Prompt.TAP_AGAIN, ""));
            armedUntil = config.armedFor().map(clock.instant()::plus);
            looks = 0;
            // Who knows the passcode may use everything again; the applet gives the pattern its tries back.
            spent.removeIf(other -> method == CvmMethod.PASSCODE || other == CvmMethod.SENSOR);
            return CvmResult.VALID;
        }
        if (sw.equals(StatusWord.CONDITIONS_NOT_SATISFIED) || sw.equals(StatusWord.DATA_NOT_FOUND)) {
            trace.record(new Decided(Party.PHONE, Decision.CVM_VALID, false, "no tap asked for it"));
            return CvmResult.NOT_ASKED_FOR;
        }
        boolean wrong = sw.triesLeft().isPresent() || sw.equals(StatusWord.AUTHENTICATION_FAILED);
        if (!wrong && !sw.equals(StatusWord.PIN_BLOCKED)) {
            throw new EmvDataException("VERIFY over the wire: expected 9000, 6300, 63Cx, 6983, 6985 or 6A88, came " + sw
                    + " (" + sw.meaning() + ") from " + secureElement.id());
        }
        trace.record(new Decided(Party.PHONE, Decision.CVM_VALID, false, sw.meaning()));
        return wrong ? wrong(method, sw.triesLeft()) : exhausted(method);
    }

    private CvmResult wrong(CvmMethod method, OptionalInt left) {
        Prompt prompt = switch (method) {
            case PATTERN -> Prompt.WRONG_PATTERN;
            case SENSOR -> Prompt.NOT_RECOGNISED;
            default -> Prompt.WRONG_PASSCODE;
        };
        trace.record(new Prompted(Party.PHONE, prompt, left.isPresent() ? Integer.toString(left.getAsInt()) : ""));
        return left.orElse(1) > 0 ? CvmResult.WRONG : exhausted(method);
    }

    /** This way is closed; another one, if there is one, is offered in its place. */
    private CvmResult exhausted(CvmMethod method) {
        spent.add(method);
        trace.record(new Prompted(Party.PHONE, Prompt.PIN_TRIES_EXHAUSTED, ""));
        if (!spent.containsAll(config.methods())) {
            prompt();
        }
        return CvmResult.TRIES_EXHAUSTED;
    }
}
