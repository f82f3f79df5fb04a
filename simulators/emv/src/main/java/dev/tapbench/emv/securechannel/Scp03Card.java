package dev.tapbench.emv.securechannel;

import dev.tapbench.emv.CommandApdu;
import dev.tapbench.emv.ResponseApdu;
import dev.tapbench.emv.SecureMessagingException;
import dev.tapbench.emv.StatusWord;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.Hsm;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The card's side of SCP03 in S8 mode with i=70: pseudo-random challenges, protected responses (GlobalPlatform Amendment D), for
 * tests of hosts. Its keys are in a module, as a host's; a card and a host in one module need keys of their own. For one thread.
 */
public final class Scp03Card implements AutoCloseable {
    /** Pseudo-random card challenge, R-MAC and R-ENCRYPTION. */
    public static final int I_70 = 0x70;

    private static final String CLAUSE = " (GlobalPlatform Amendment D, 7.1.2)";
    private static final int LAST_COUNTER = 0xFFFFFF;

    private final Hsm hsm;
    private final CardKeys card;
    private final Bytes aid;
    private int sequenceCounter;
    private @Nullable Scp03Keys keys;
    private @Nullable Scp03Level level;

    /**
     * A card.
     *
     * @param aid of the application or security domain, which enters its challenges
     * @param sequenceCounter of sessions so far, 0 to 16777215
     */
    public Scp03Card(Hsm hsm, CardKeys card, Bytes aid, int sequenceCounter) {
        this.hsm = hsm;
        this.card = card;
        this.aid = aid;
        this.sequenceCounter = sequenceCounter;
    }

    /**
     * Answers INITIALIZE UPDATE (7.1.1); a session that was open ends.
     *
     * @return 32 bytes of response data
     * @throws SecureMessagingException 6985 when the sequence counter has reached FFFFFF, 6700 for a host challenge of other than 8
     *     bytes
     */
    public Bytes initializeUpdate(CommandApdu command) {
        close();
        Bytes hostChallenge = command.data();
        if (hostChallenge.length() != Scp03Derivation.DATA_LENGTH) {
            throw new SecureMessagingException(
                    StatusWord.WRONG_LENGTH,
                    "the host challenge has " + hostChallenge.length()
                            + " bytes, expected 8 (GlobalPlatform Amendment D, 7.1.1)");
        }
        if (sequenceCounter == LAST_COUNTER) {
            throw new SecureMessagingException(
                    StatusWord.CONDITIONS_NOT_SATISFIED,
                    "the sequence counter is FFFFFF: no further session (GlobalPlatform Amendment D, 6.2.2.1)");
        }
        // The counter moves when a challenge is made: none ever comes twice (6.2.2.1).
        sequenceCounter++;
        Bytes challenge = Scp03Derivation.CARD_CHALLENGE.data(
                hsm, card.enc(), Bytes.number(sequenceCounter, 3).then(aid));
        Scp03Keys session = new Scp03Keys(hsm, card.enc(), card.mac(), hostChallenge, challenge);
        keys = session;
        return new Scp03InitializeUpdateResponse(
                        card.keyData(),
                        card.keyVersion(),
                        I_70,
                        challenge,
                        session.cardCryptogram(),
                        OptionalInt.of(sequenceCounter))
                .encode();
    }

    /**
     * Checks EXTERNAL AUTHENTICATE (7.1.2).
     *
     * @throws SecureMessagingException 6985 without INITIALIZE UPDATE, 6A86 for a level that does not exist, 6300 for a wrong host
     *     cryptogram, 6982 for a wrong MAC; the session is over then
     */
    public void externalAuthenticate(CommandApdu command) {
        Scp03Keys session = keys;
        if (session == null || level != null) {
            throw new SecureMessagingException(
                    StatusWord.CONDITIONS_NOT_SATISFIED, "expected INITIALIZE UPDATE just before" + CLAUSE);
        }
        Scp03Level asked = level(command);
        CommandApdu plain = withoutMac(session, command);
        Bytes expected = session.hostCryptogram();
        if (!plain.data().equals(expected)) {
            throw refused(
                    StatusWord.AUTHENTICATION_FAILED,
                    "the host cryptogram is " + plain.data() + ", expected " + expected + ": the host has other keys"
                            + CLAUSE);
        }
        level = asked;
    }

    private Scp03Level level(CommandApdu command) {
        try {
            return Scp03Level.of(command.p1());
        } catch (IllegalArgumentException e) {
            throw refused(StatusWord.INCORRECT_P1_P2, String.valueOf(e.getMessage()));
        }
    }

    /**
     * The command as the host had it before it was wrapped.
     *
     * @throws SecureMessagingException 6985 before EXTERNAL AUTHENTICATE, 6982 for a missing or wrong MAC or a wrong padding; the
     *     session is over then
     */
    public CommandApdu unwrap(CommandApdu command) {
        Scp03Keys session = keys;
        Scp03Level current = level;
        if (session == null || current == null) {
            throw new SecureMessagingException(
                    StatusWord.CONDITIONS_NOT_SATISFIED,
                    "expected EXTERNAL AUTHENTICATE before a wrapped command" + CLAUSE);
        }
        session.count();
        CommandApdu plain = withoutMac(session, command);
        if (!current.commandsEnciphered() || plain.data().isEmpty()) {
            return plain;
        }
        Bytes clear = session.decipherCommand(plain.data())
                .orElseThrow(() -> refused(
                        StatusWord.SECURITY_STATUS_NOT_SATISFIED,
                        "the enciphered data of " + plain.data().length()
                                + " bytes open to no padding 80 00.. (GlobalPlatform Amendment D, 6.2.6)"));
        return plain.with(plain.cla(), clear);
    }

    private CommandApdu withoutMac(Scp03Keys session, CommandApdu command) {
        int length = command.data().length() - Scp03Keys.MAC_LENGTH;
        if ((command.cla() & Scp03Keys.CLASS) == 0 || length < 0) {
            throw refused(
                    StatusWord.SECURITY_STATUS_NOT_SATISFIED,
                    "class " + Bytes.of(command.cla()) + " with "
                            + command.data().length()
                            + " bytes of data, expected 84 and a MAC of 8 bytes at the end (GlobalPlatform Amendment D, 6.2.4)");
        }
        CommandApdu plain =
                command.with(command.cla() & ~Scp03Keys.CLASS, command.data().slice(0, length));
        Bytes expected = session.mac(plain);
        Bytes sent = expected.slice(0, Scp03Keys.MAC_LENGTH);
        if (!command.data().from(length).equals(sent)) {
            throw refused(
                    StatusWord.SECURITY_STATUS_NOT_SATISFIED,
                    "the MAC is " + command.data().from(length) + ", expected " + sent
                            + ": another key, another order or other data (GlobalPlatform Amendment D, 6.2.4)");
        }
        session.passed(expected);
        return plain;
    }

    /**
     * The response to the last command, enciphered and with a MAC where the level says so (6.2.5 and 6.2.7).
     *
     * @throws IllegalStateException before EXTERNAL AUTHENTICATE
     */
    public ResponseApdu wrap(ResponseApdu response) {
        Scp03Keys session = keys;
        Scp03Level current = level;
        if (session == null || current == null) {
            throw new IllegalStateException("expected EXTERNAL AUTHENTICATE before a wrapped response");
        }
        if (!current.responsesCarryMac() || !Scp03Keys.protectedResponse(response.sw())) {
            return response;
        }
        boolean enciphered = current.responsesEnciphered() && !response.data().isEmpty();
        Bytes data = enciphered ? session.encipherResponse(response.data()) : response.data();
        return new ResponseApdu(data.then(session.responseMac(session.place(), data, response.sw())), response.sw());
    }

    private SecureMessagingException refused(StatusWord statusWord, String message) {
        close();
        return new SecureMessagingException(statusWord, message);
    }

    /** Of the last session, 0 to 16777215. */
    public int sequenceCounter() {
        return sequenceCounter;
    }

    /** Ends the session and destroys its keys; harmless when there is none. */
    @Override
    public void close() {
        level = null;
        if (keys != null) {
            keys.close();
            keys = null;
        }
    }
}
