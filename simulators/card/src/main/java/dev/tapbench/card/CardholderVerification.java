package dev.tapbench.card;

import javacard.framework.APDU;
import javacard.framework.ISO7816;
import javacard.framework.ISOException;
import javacard.framework.JCSystem;
import javacard.framework.Util;
import javacard.security.RandomData;

/**
 * GET CHALLENGE and VERIFY, EMV Book 3, 6.5.6 and 6.5.12: the PIN of a load, enciphered, at tap 3; the PIN of an ordinary
 * transaction, over contacts; passcode, pattern or sensor of a phone, over its wired interface.
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
    private final PhoneMethods methods;
    private final Tdes tdes;

    CardholderVerification(
            Persistent persistent,
            Transients transients,
            RandomData random,
            DynamicSignature rsa,
            Counters counters,
            Load load,
            Phone phone,
            PhoneMethods methods,
            Tdes tdes) {
        this.persistent = persistent;
        this.transients = transients;
        this.random = random;
        this.rsa = rsa;
        this.counters = counters;
        this.load = load;
        this.phone = phone;
        this.methods = methods;
        this.tdes = tdes;
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

    /** VERIFY: interface, stage and the qualifier in P2 say whose it is; no other spends a try. */
    void verify(APDU apdu) {
        byte[] buffer = apdu.getBuffer();
        // PRE-CONDITIONS
        Command.requireClass(buffer, Command.CLA_ISO);
        Status.unless(buffer[ISO7816.OFFSET_P1] == 0, Status.P1_P2);
        byte qualifier = buffer[ISO7816.OFFSET_P2];
        boolean isWired = persistent.isPhone() && !Command.isContactless();
        boolean isOfPhone = qualifier == PhoneMethods.BY_PATTERN || qualifier == PhoneMethods.BY_SENSOR;
        Status.unless(qualifier == ENCIPHERED || qualifier == PLAIN || (isWired && isOfPhone), Status.P1_P2);
        // STEPS
        // Whatever comes of this command, its challenge serves no other.
        boolean challenged = transients.flags[Transients.CHALLENGE_VALID] != 0;
        forgetChallenge();
        if (isWired) {
            Status.unless(qualifier != ENCIPHERED, Status.CONDITIONS);
            verifyOnPhone(apdu, buffer, qualifier, challenged);
        } else if (Command.isContactless()) {
            Status.unless(qualifier == ENCIPHERED, Status.CONDITIONS);
            verifyLoad(apdu, buffer, challenged);
        } else {
            verifyPin(apdu, buffer, qualifier == ENCIPHERED, challenged);
        }
    }

    /** Tap 3 of a load. */
    private void verifyLoad(APDU apdu, byte[] buffer, boolean challenged) {
        // PRE-CONDITIONS
        Status.unless(transients.flags[Transients.OPTIONS_GIVEN] == 0 && load.isAuthenticated(), Status.CONDITIONS);
        // STEPS
        short at = open(apdu, buffer, challenged);
        if (!isRight(transients.work, at)) {
            if (persistent.tries == 0) {
                load.abandon();
            }
            refuse();
        }
        Status.unless(load.accept(), Status.CONDITIONS);
    }

    /** The offline PIN of an ordinary transaction, over contacts, EMV Book 3, 10.5.1. */
    private void verifyPin(APDU apdu, byte[] buffer, boolean enciphered, boolean challenged) {
        // PRE-CONDITIONS
        Status.unless(transients.flags[Transients.STAGE] == Transients.STAGE_INITIATED, Status.CONDITIONS);
        // STEPS
        byte[] block = enciphered ? transients.work : buffer;
        short at = enciphered ? open(apdu, buffer, challenged) : receivePlain(apdu);
        transients.flags[Transients.PIN_PERFORMED] = 1;
        transients.flags[Transients.PIN_FAILED] = 1;
        if (!isRight(block, at)) {
            refuse();
        }
        transients.flags[Transients.PIN_FAILED] = 0;
        succeed();
    }

    /**
     * Passcode, pattern or sensor of a phone, only when a tap asked for it: else no try is spent, and nothing is reset or armed.
     */
    private void verifyOnPhone(APDU apdu, byte[] buffer, byte qualifier, boolean challenged) {
        // PRE-CONDITIONS
        Status.unless(methods.isListed(qualifier), Status.DATA_NOT_FOUND);
        Status.unless(phone.isRequested(), Status.CONDITIONS);
        // STEPS
        switch (qualifier) {
            case PhoneMethods.BY_PATTERN:
                verifyPattern(apdu, buffer);
                break;
            case PhoneMethods.BY_SENSOR:
                verifySensor(apdu, buffer, challenged);
                break;
            default:
                verifyPasscode(apdu, buffer);
        }
        transients.flags[Transients.VERIFIED] = 1;
        // Armed last: cut in between, the holder taps without being armed, under limits that start anew.
        phone.arm(qualifier);
    }

    private void verifyPasscode(APDU apdu, byte[] buffer) {
        if (!isRight(buffer, receivePlain(apdu))) {
            refuse();
        }
        JCSystem.beginTransaction();
        // Who knows the passcode has forgotten nothing: the pattern's tries come back as well.
        persistent.patternTries = persistent.patternTryLimit;
        restore();
        JCSystem.commitTransaction();
    }

    /** The pattern has tries of its own; a right one gives back none of the passcode's. */
    private void verifyPattern(APDU apdu, byte[] buffer) {
        // PRE-CONDITIONS
        Status.unless(Command.receive(apdu) == Tdes.BLOCK, Status.LENGTH);
        Status.unless(persistent.patternTries != 0, Status.TRIES_EXHAUSTED);
        // STEPS
        // Spent before it is compared, and outside any transaction: see isRight.
        persistent.patternTries = (byte) (persistent.patternTries - 1);
        if (Util.arrayCompare(buffer, ISO7816.OFFSET_CDATA, persistent.patternBlock, (short) 0, Tdes.BLOCK) != 0) {
            ISOException.throwIt((short) (Status.WRONG_PIN | persistent.patternTries));
        }
        JCSystem.beginTransaction();
        counters.resetSecond();
        persistent.patternTries = persistent.patternTryLimit;
        JCSystem.commitTransaction();
    }

    /** The sensor proves with the key that it was paired with that it saw the holder now: a MAC over the card's challenge. */
    private void verifySensor(APDU apdu, byte[] buffer, boolean challenged) {
        // PRE-CONDITIONS
        Status.unless(challenged, Status.NOT_USABLE);
        Status.unless(Command.receive(apdu) == Tdes.BLOCK, Status.LENGTH);
        // STEPS
        byte[] expected = transients.work;
        tdes.retailMac(persistent.sensorKey, transients.challenge, (short) 0, Tdes.BLOCK, expected, (short) 0);
        boolean proved = Util.arrayCompare(buffer, ISO7816.OFFSET_CDATA, expected, (short) 0, Tdes.BLOCK) == 0;
        Status.unless(proved, Status.NOT_VERIFIED);
        JCSystem.beginTransaction();
        counters.resetSecond();
        JCSystem.commitTransaction();
    }

    /** Takes a PIN block in clear and gives its place in the APDU buffer. */
    private short receivePlain(APDU apdu) {
        Status.unless(Command.receive(apdu) == Tdes.BLOCK, Status.LENGTH);
        Status.unless(persistent.tries != 0, Status.TRIES_EXHAUSTED);
        return ISO7816.OFFSET_CDATA;
    }

    /** Recovers an enciphered PIN block, EMV Book 2, 7.2, and gives its place in the work area. */
    private short open(APDU apdu, byte[] buffer, boolean challenged) {
        // PRE-CONDITIONS
        Status.unless(challenged, Status.NOT_USABLE);
        RsaKey key = persistent.pinKey.isAbsent() ? persistent.iccKey : persistent.pinKey;
        Status.unless(Command.receive(apdu) == key.length(), Status.LENGTH);
        Status.unless(persistent.tries != 0, Status.TRIES_EXHAUSTED);
        // STEPS
        byte[] block = transients.work;
        Util.arrayCopyNonAtomic(buffer, ISO7816.OFFSET_CDATA, block, (short) 0, key.length());
        boolean opened = rsa.recover(key, block, (short) 0)
                && block[0] == RECOVERED_HEADER
                && Util.arrayCompare(block, CHALLENGE_AT, transients.challenge, (short) 0, Tdes.BLOCK) == 0;
        Status.unless(opened, Status.NOT_USABLE);
        return PIN_BLOCK_AT;
    }

    /** a valid verification resets the second pair, and restores the tries, together. */
    private void succeed() {
        JCSystem.beginTransaction();
        restore();
        JCSystem.commitTransaction();
    }

    private void restore() {
        counters.resetSecond();
        persistent.tries = persistent.tryLimit;
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
