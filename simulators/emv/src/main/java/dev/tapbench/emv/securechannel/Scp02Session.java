package dev.tapbench.emv.securechannel;

import dev.tapbench.emv.CommandApdu;
import dev.tapbench.emv.Commands;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyLabel;

/**
 * The host's side of an SCP02 session (GlobalPlatform Card 2.3.1, annex E; EMV CPS 1.1, 5). SCP02 is deprecated by
 * GlobalPlatform and is here because EMV CPS builds on it. The session keys exist in the module only, below the labels of the
 * card keys, until {@link #close()}. For one thread.
 */
public final class Scp02Session implements HostSession {
    /** The usual implementation: three keys, ICV of the C-MAC enciphered. */
    public static final int I_15 = 0x15;
    /** The same with the plain ICV. */
    public static final int I_05 = 0x05;

    /** Commands carry a MAC. */
    public static final int LEVEL_MAC = 0x01;
    /** Commands carry a MAC and are enciphered. */
    public static final int LEVEL_MAC_AND_ENCIPHERMENT = 0x03;

    private final Hsm hsm;
    private final Scp02Keys keys;
    private final Bytes hostCryptogram;
    private int level;
    private boolean authenticated;

    private Scp02Session(Hsm hsm, Scp02Keys keys, Bytes hostCryptogram) {
        this.hsm = hsm;
        this.keys = keys;
        this.hostCryptogram = hostCryptogram;
    }

    /**
     * Derives the session keys and checks the card cryptogram (GlobalPlatform Card 2.3.1, E.4.1 and E.4.2.1).
     *
     * @param enc card key in the module; the session key comes to {@code enc/session}
     * @param mac card key in the module
     * @param dek card key in the module
     * @param hostChallenge 8 bytes, as sent
     * @param initializeUpdateResponse 28 bytes, without the status word
     * @param implementation i: 15 or 05, which the card does not say
     * @throws CardCryptogramException when the chip has other keys; no session key is left then
     * @throws dev.tapbench.emv.EmvDataException when the response is no answer of SCP02
     */
    public static Scp02Session open(
            Hsm hsm,
            KeyLabel enc,
            KeyLabel mac,
            KeyLabel dek,
            Bytes hostChallenge,
            Bytes initializeUpdateResponse,
            int implementation) {
        InitializeUpdateResponse chip = InitializeUpdateResponse.parse(initializeUpdateResponse);
        Scp02Keys keys = new Scp02Keys(hsm, enc, mac, dek, implementation, chip.sequenceCounter());
        Bytes counter = Bytes.number(chip.sequenceCounter(), 2);
        Bytes expected = keys.cryptogram(hostChallenge, counter, chip.cardChallenge());
        if (!expected.equals(chip.cardCryptogram())) {
            keys.close();
            throw new CardCryptogramException(
                    "chip " + chip.keyData() + " answered the card cryptogram "
                            + chip.cardCryptogram() + ", its keys from " + enc + " give " + expected
                            + ": another master key, another KEYDATA or another key version (GlobalPlatform Card 2.3.1, E.4.2.1)");
        }
        return new Scp02Session(hsm, keys, keys.cryptogram(counter, chip.cardChallenge(), hostChallenge));
    }

    /**
     * The command that proves the host to the chip (GlobalPlatform Card 2.3.1, E.5.2); it carries a MAC whatever the level.
     *
     * @param securityLevel {@link #LEVEL_MAC} or {@link #LEVEL_MAC_AND_ENCIPHERMENT} for the commands that follow
     */
    public CommandApdu externalAuthenticate(int securityLevel) {
        if (securityLevel != LEVEL_MAC && securityLevel != LEVEL_MAC_AND_ENCIPHERMENT) {
            throw new IllegalArgumentException("security level " + Bytes.of(securityLevel) + ": expected 01 or 03");
        }
        if (authenticated) {
            throw new IllegalStateException("EXTERNAL AUTHENTICATE was made already: open another session");
        }
        CommandApdu command = withMac(Commands.externalAuthenticate(securityLevel, hostCryptogram));
        level = securityLevel;
        authenticated = true;
        return command;
    }

    @Override
    public CommandApdu externalAuthenticate() {
        return externalAuthenticate(LEVEL_MAC_AND_ENCIPHERMENT);
    }

    /**
     * A command with its MAC and, at level 03, its data enciphered (GlobalPlatform Card 2.3.1, E.4.4 and E.4.6). Call it once a
     * command, in the order of sending.
     *
     * @throws IllegalArgumentException when the data is longer than {@link #longestData()}
     */
    @Override
    public CommandApdu wrap(CommandApdu command) {
        if (!authenticated) {
            throw new IllegalStateException("expected EXTERNAL AUTHENTICATE before the first command of a session");
        }
        if (command.data().length() > longestData()) {
            throw new IllegalArgumentException(
                    "command data of " + command.data().length() + " bytes: a session of level " + Bytes.of(level)
                            + " carries " + longestData());
        }
        CommandApdu withMac = withMac(command);
        if (level != LEVEL_MAC_AND_ENCIPHERMENT || command.data().isEmpty()) {
            return withMac;
        }
        Bytes mac = withMac.data().from(command.data().length());
        return withMac.with(withMac.cla(), keys.encipher(command.data()).then(mac));
    }

    /** The most bytes of data that one command of this session carries: 247, enciphered 239. */
    @Override
    public int longestData() {
        return level == LEVEL_MAC_AND_ENCIPHERMENT ? 239 : 247;
    }

    private CommandApdu withMac(CommandApdu command) {
        Bytes mac = keys.mac(command);
        keys.passed(mac);
        return command.with(command.cla() | Scp02Keys.CLASS, command.data().then(mac));
    }

    /**
     * Secret data from another zone for this chip: from the transport key to the session's data encipherment key, inside the
     * module (EMV CPS 1.1, 4.3).
     *
     * @param cryptogram whole blocks under {@code transport}, ECB
     */
    @Override
    public Bytes translateForCard(KeyLabel transport, Bytes cryptogram) {
        return hsm.translate(transport, keys.dek(), cryptogram);
    }

    /** Destroys the session keys; harmless when repeated. The card keys are their owner's. */
    @Override
    public void close() {
        authenticated = false;
        keys.close();
    }
}
