package dev.tapbench.card;

import javacard.framework.APDU;
import javacard.framework.ISO7816;
import javacard.framework.ISOException;
import javacard.framework.JCSystem;
import javacard.framework.Util;
import javacard.security.RandomData;

/**
 * GET CHALLENGE and VERIFY, EMV Book 3, 6.5.6 and 6.5.12: the PIN of a load, enciphered, at tap 3; the passcode of a phone,
 * plain, over its wired interface.
 */
final class CardholderVerification {
    private static final byte PLAIN = (byte) 0x80;
    private static final byte ENCIPHERED = (byte) 0x88;
    /** First byte of a recovered PIN block, EMV Book 2, 7.1. */
    private static final byte RECOVERED_HEADER = (byte) 0x7F;

    private static final short PIN_BLOCK_AT = (short) 1;
    private static final short CHALLENGE_AT = (short) (PIN_BLOCK_AT + Tdes.BLOCK);

    private final Persistent persistent;
    private final Transients transients;
    private final RandomData random;
    private final DynamicSignature rsa;
    private final Counters counters;
    private final Load load;
    private final Phone phone;

    CardholderVerification(
            Persistent persistent,
            Transients transients,
            RandomData random,
            DynamicSignature rsa,
            Counters counters,
            Load load,
            Phone phone) {
        this.persistent = persistent;
        this.transients = transients;
        this.random = random;
        this.rsa = rsa;
        this.counters = counters;
        this.load = load;
        this.phone = phone;
    }

    /** Any command but VERIFY makes the challenge void: it must come immediately before. */
    void forgetChallenge() {
        transients.flags[Transients.CHALLENGE_VALID] = 0;
    }

    /** GET CHALLENGE: eight bytes that serve once. */
    void getChallenge(APDU apdu) {
        byte[] buffer = apdu.getBuffer();
        // PRE-CONDITIONS
        Command.requireClass(buffer, Command.CLA_ISO);
        Command.requireParameters(buffer, (byte) 0, (byte) 0);
        // STEPS
        random.nextBytes(transients.challenge, (short) 0, Tdes.BLOCK);
        transients.flags[Transients.CHALLENGE_VALID] = 1;
        Command.send(apdu, transients.challenge, (short) 0, Tdes.BLOCK);
    }

    /** VERIFY: the qualifier in P2 says which. */
    void verify(APDU apdu) {
        byte[] buffer = apdu.getBuffer();
        // PRE-CONDITIONS
        Command.requireClass(buffer, Command.CLA_ISO);
        Status.unless(buffer[ISO7816.OFFSET_P1] == 0, Status.P1_P2);
        // STEPS
        switch (buffer[ISO7816.OFFSET_P2]) {
            case ENCIPHERED:
                verifyLoad(apdu, buffer);
                return;
            case PLAIN:
                verifyPasscode(apdu, buffer);
                return;
            default:
                ISOException.throwIt(Status.P1_P2);
        }
    }

    /** Tap 3 of a load. */
    private void verifyLoad(APDU apdu, byte[] buffer) {
        // PRE-CONDITIONS
        boolean challenged = transients.flags[Transients.CHALLENGE_VALID] != 0;
        forgetChallenge();
        Status.unless(
                Command.isContactless() && transients.flags[Transients.OPTIONS_GIVEN] == 0 && load.isAuthenticated(),
                Status.CONDITIONS);
        Status.unless(challenged, Status.NOT_USABLE);
        Status.unless(Command.receive(apdu) == Persistent.RSA, Status.LENGTH);
        Status.unless(persistent.tries != 0, Status.TRIES_EXHAUSTED);
        // STEPS
        byte[] block = transients.work;
        Util.arrayCopyNonAtomic(buffer, ISO7816.OFFSET_CDATA, block, (short) 0, Persistent.RSA);
        boolean opened = rsa.recover(block, (short) 0)
                && block[0] == RECOVERED_HEADER
                && Util.arrayCompare(block, CHALLENGE_AT, transients.challenge, (short) 0, Tdes.BLOCK) == 0;
        Status.unless(opened, Status.NOT_USABLE);
        if (!isRight(block, PIN_BLOCK_AT)) {
            if (persistent.tries == 0) {
                load.abandon();
            }
            refuse();
        }
        Status.unless(load.accept(), Status.CONDITIONS);
    }

    /** The passcode of a phone, only when a tap asked for it: else no try is spent, and nothing is reset or armed. */
    private void verifyPasscode(APDU apdu, byte[] buffer) {
        // PRE-CONDITIONS
        Status.unless(persistent.isPhone() && !Command.isContactless() && phone.isRequested(), Status.CONDITIONS);
        Status.unless(Command.receive(apdu) == Tdes.BLOCK, Status.LENGTH);
        Status.unless(persistent.tries != 0, Status.TRIES_EXHAUSTED);
        // STEPS
        if (!isRight(buffer, ISO7816.OFFSET_CDATA)) {
            refuse();
        }
        // the second pair and the tries together. Armed last: cut in between, the holder
        // taps without being armed, under limits that start anew.
        JCSystem.beginTransaction();
        counters.resetSecond();
        persistent.tries = persistent.tryLimit;
        JCSystem.commitTransaction();
        phone.arm();
    }

    /**
     * Spends a try, then compares. The counter is written outside any transaction and before the comparison: a cut must
     * never give a try back.
     */
    private boolean isRight(byte[] block, short offset) {
        persistent.tries = (byte) (persistent.tries - 1);
        return Util.arrayCompare(block, offset, persistent.pinBlock, (short) 0, Tdes.BLOCK) == 0;
    }

    private void refuse() {
        ISOException.throwIt((short) (Status.WRONG_PIN | persistent.tries));
    }
}
