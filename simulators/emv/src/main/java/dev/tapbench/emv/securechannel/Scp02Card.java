package dev.tapbench.emv.securechannel;

import dev.tapbench.emv.CommandApdu;
import dev.tapbench.emv.SecureMessagingException;
import dev.tapbench.emv.StatusWord;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.Entropy;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyLabel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The card's side of SCP02 (GlobalPlatform Card 2.3.1, annex E), for tests of hosts: its keys are in a module, as a host's. Session
 * keys come to {@code .../session} below the labels of the card keys, so a card and a host in one module need keys of their own.
 * For one thread.
 */
public final class Scp02Card implements AutoCloseable {
    private static final String CLAUSE = " (GlobalPlatform Card 2.3.1, E.5.2)";
    private static final int LAST_COUNTER = 0xFFFF;
    private static final int CARD_CHALLENGE_LENGTH = 6;

    private final Hsm hsm;
    private final CardKeys card;
    private final int implementation;
    private final Entropy entropy;
    private int sequenceCounter;
    private @Nullable Scp02Keys keys;
    private Bytes hostCryptogram = Bytes.empty();
    private int level;

    /**
     * A card.
     *
     * @param implementation i: 15 or 05
     * @param sequenceCounter of sessions so far, 0 to 65535
     * @param entropy of the card's challenges
     */
    public Scp02Card(Hsm hsm, CardKeys card, int implementation, int sequenceCounter, Entropy entropy) {
        this.hsm = hsm;
        this.card = card;
        this.implementation = implementation;
        this.sequenceCounter = sequenceCounter;
        this.entropy = entropy;
    }

    /**
     * Answers INITIALIZE UPDATE (E.5.1); a session that was open ends.
     *
     * @return 28 bytes of response data
     * @throws SecureMessagingException 6985 when the sequence counter has reached FFFF; 6700 for a host challenge of other than 8
     *     bytes
     */
    public Bytes initializeUpdate(CommandApdu command) {
        close();
        Bytes hostChallenge = command.data();
        if (hostChallenge.length() != 8) {
            throw new SecureMessagingException(
                    StatusWord.WRONG_LENGTH,
                    "the host challenge has " + hostChallenge.length()
                            + " bytes, expected 8 (GlobalPlatform Card 2.3.1, E.5.1)");
        }
        if (sequenceCounter == LAST_COUNTER) {
            throw new SecureMessagingException(
                    StatusWord.CONDITIONS_NOT_SATISFIED,
                    "the sequence counter is FFFF: no further session (GlobalPlatform Card 2.3.1, E.1.2)");
        }
        Scp02Keys session = new Scp02Keys(hsm, card.enc(), card.mac(), card.dek(), implementation, sequenceCounter);
        keys = session;
        Bytes counter = Bytes.number(sequenceCounter, 2);
        Bytes challenge = entropy.bytes(CARD_CHALLENGE_LENGTH);
        hostCryptogram = session.cryptogram(counter, challenge, hostChallenge);
        return Bytes.concat(
                card.keyData().value(),
                Bytes.of(card.keyVersion(), 0x02),
                counter,
                challenge,
                session.cryptogram(hostChallenge, counter, challenge));
    }

    /**
     * Checks EXTERNAL AUTHENTICATE (E.5.2); only then the sequence counter moves.
     *
     * @throws SecureMessagingException 6985 without INITIALIZE UPDATE, 6A86 for another level than 01 and 03, 6300 for a wrong
     *     host cryptogram, 6982 for a wrong MAC; the session is over then
     */
    public void externalAuthenticate(CommandApdu command) {
        Scp02Keys session = keys;
        if (session == null || level != 0) {
            throw new SecureMessagingException(
                    StatusWord.CONDITIONS_NOT_SATISFIED, "expected INITIALIZE UPDATE just before" + CLAUSE);
        }
        int asked = command.p1();
        if (asked != Scp02Session.LEVEL_MAC && asked != Scp02Session.LEVEL_MAC_AND_ENCIPHERMENT) {
            throw refused(
                    StatusWord.INCORRECT_P1_P2, "security level " + Bytes.of(asked) + ", expected 01 or 03" + CLAUSE);
        }
        CommandApdu plain = withoutMac(session, command, 0);
        if (!plain.data().equals(hostCryptogram)) {
            throw refused(
                    StatusWord.AUTHENTICATION_FAILED,
                    "the host cryptogram is " + plain.data() + ", expected " + hostCryptogram
                            + ": the host has other keys" + CLAUSE);
        }
        level = asked;
        sequenceCounter++;
    }

    /**
     * The command as the host had it before it was wrapped.
     *
     * @throws SecureMessagingException 6985 before EXTERNAL AUTHENTICATE, 6982 for a missing or wrong MAC or a wrong padding; the
     *     session is over then
     */
    public CommandApdu unwrap(CommandApdu command) {
        Scp02Keys session = keys;
        if (session == null || level == 0) {
            throw new SecureMessagingException(
                    StatusWord.CONDITIONS_NOT_SATISFIED,
                    "expected EXTERNAL AUTHENTICATE before a wrapped command" + CLAUSE);
        }
        return withoutMac(session, command, level);
    }

    private CommandApdu withoutMac(Scp02Keys session, CommandApdu command, int commandLevel) {
        int dataLength = command.data().length() - Scp02Keys.MAC_LENGTH;
        if ((command.cla() & Scp02Keys.CLASS) == 0 || dataLength < 0) {
            throw refused(
                    StatusWord.SECURITY_STATUS_NOT_SATISFIED,
                    "class " + Bytes.of(command.cla()) + " with "
                            + command.data().length()
                            + " bytes of data, expected 84 and a MAC of 8 bytes at the end (GlobalPlatform Card 2.3.1, E.4.4)");
        }
        Bytes data = command.data().slice(0, dataLength);
        if (commandLevel == Scp02Session.LEVEL_MAC_AND_ENCIPHERMENT && dataLength > 0) {
            data = deciphered(session, data);
        }
        CommandApdu plain = command.with(command.cla() & ~Scp02Keys.CLASS, data);
        Bytes expected = session.mac(plain);
        if (!command.data().from(dataLength).equals(expected)) {
            throw refused(
                    StatusWord.SECURITY_STATUS_NOT_SATISFIED,
                    "the MAC is " + command.data().from(dataLength) + ", expected " + expected
                            + ": another key, another order or other data (GlobalPlatform Card 2.3.1, E.4.4)");
        }
        session.passed(expected);
        return plain;
    }

    private Bytes deciphered(Scp02Keys session, Bytes data) {
        return (data.length() % 8 == 0 ? session.decipher(data) : Optional.<Bytes>empty())
                .orElseThrow(() -> refused(
                        StatusWord.SECURITY_STATUS_NOT_SATISFIED,
                        "the enciphered data of " + data.length()
                                + " bytes open to no padding 80 00.. (GlobalPlatform Card 2.3.1, E.4.6)"));
    }

    private SecureMessagingException refused(StatusWord statusWord, String message) {
        close();
        return new SecureMessagingException(statusWord, message);
    }

    /** Of the next session, 0 to 65535. */
    public int sequenceCounter() {
        return sequenceCounter;
    }

    /** The session key under which secrets come, while a session is open. */
    public KeyLabel dataKey() {
        return card.dek().child("session");
    }

    /** Ends the session and destroys its keys; harmless when there is none. */
    @Override
    public void close() {
        level = 0;
        if (keys != null) {
            keys.close();
            keys = null;
        }
    }
}
