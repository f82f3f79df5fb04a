package dev.tapbench.emv.securechannel;

import dev.tapbench.emv.CommandApdu;
import dev.tapbench.emv.Commands;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.CipherMode;
import dev.tapbench.ports.hsm.Derivation;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyLabel;
import dev.tapbench.ports.hsm.MacAlgorithm;

/**
 * The host's side of an SCP02 session (GlobalPlatform Card 2.3.1, annex E; EMV CPS 1.1, 5). SCP02 is deprecated by
 * GlobalPlatform and is here because EMV CPS builds on it. The session keys exist in the module only, below the labels of the
 * card keys, until {@link #close()}. For one thread.
 */
public final class Scp02Session implements AutoCloseable {
    /** The usual implementation: three keys, ICV of the C-MAC enciphered. */
    public static final int I_15 = 0x15;
    /** The same with the plain ICV. */
    public static final int I_05 = 0x05;

    /** Commands carry a MAC. */
    public static final int LEVEL_MAC = 0x01;
    /** Commands carry a MAC and are enciphered. */
    public static final int LEVEL_MAC_AND_ENCIPHERMENT = 0x03;

    private static final int ENCIPHERED_ICV = 0x10;
    private static final int MAC_LENGTH = 8;
    private static final Bytes ZERO_ICV = Bytes.zeros(8);

    private final Hsm hsm;
    private final KeyLabel sessionEnc;
    private final KeyLabel sessionMac;
    private final KeyLabel sessionDek;
    private final boolean icvEnciphered;
    private Bytes hostCryptogram = Bytes.empty();
    private Bytes icv = ZERO_ICV;
    private int level;
    private boolean authenticated;

    private Scp02Session(Hsm hsm, KeyLabel enc, KeyLabel mac, KeyLabel dek, int implementation) {
        if (implementation != I_15 && implementation != I_05) {
            throw new IllegalArgumentException("SCP02 with i=" + Bytes.of(implementation) + ": known are 15 and 05");
        }
        this.hsm = hsm;
        this.sessionEnc = enc.child("session");
        this.sessionMac = mac.child("session");
        this.sessionDek = dek.child("session");
        this.icvEnciphered = (implementation & ENCIPHERED_ICV) != 0;
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
        Scp02Session session = new Scp02Session(hsm, enc, mac, dek, implementation);
        Bytes counter = Bytes.number(chip.sequenceCounter(), 2);
        session.deriveKeys(enc, mac, dek, counter);
        Bytes expected = session.cryptogram(Bytes.concat(hostChallenge, counter, chip.cardChallenge()));
        if (!expected.equals(chip.cardCryptogram())) {
            session.close();
            throw new CardCryptogramException(
                    "chip " + chip.keyData() + " answered the card cryptogram "
                            + chip.cardCryptogram() + ", its keys from " + enc + " give " + expected
                            + ": another master key, another KEYDATA or another key version (GlobalPlatform Card 2.3.1, E.4.2.1)");
        }
        session.hostCryptogram = session.cryptogram(Bytes.concat(counter, chip.cardChallenge(), hostChallenge));
        return session;
    }

    private void deriveKeys(KeyLabel enc, KeyLabel mac, KeyLabel dek, Bytes counter) {
        hsm.derive(sessionEnc, enc, derivation(0x0182, counter, "S-ENC"));
        hsm.derive(sessionMac, mac, derivation(0x0101, counter, "C-MAC"));
        hsm.derive(sessionDek, dek, derivation(0x0181, counter, "DEK"));
    }

    private static Derivation derivation(int constant, Bytes counter, String name) {
        return Derivation.cbc(
                Bytes.concat(Bytes.number(constant, 2), counter, Bytes.zeros(12)),
                "session key " + name + " (GlobalPlatform Card 2.3.1, E.4.1)");
    }

    private Bytes cryptogram(Bytes data) {
        return hsm.mac(sessionEnc, MacAlgorithm.TDES_CBC, ZERO_ICV, data);
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

    /**
     * A command with its MAC and, at level 03, its data enciphered (GlobalPlatform Card 2.3.1, E.4.4 and E.4.6). Call it once a
     * command, in the order of sending.
     *
     * @throws IllegalArgumentException when the data is longer than {@link #longestData()}
     */
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
        Bytes enciphered = hsm.encrypt(sessionEnc, CipherMode.TDES_CBC, ZERO_ICV, padded(command.data()));
        return withMac.with(withMac.cla(), enciphered.then(mac));
    }

    /** The most bytes of data that one command of this session carries: 247, enciphered 239. */
    public int longestData() {
        return level == LEVEL_MAC_AND_ENCIPHERMENT ? 239 : 247;
    }

    private CommandApdu withMac(CommandApdu command) {
        int secureClass = command.cla() | 0x04;
        Bytes covered = Bytes.concat(
                Bytes.of(
                        secureClass,
                        command.ins(),
                        command.p1(),
                        command.p2(),
                        command.data().length() + MAC_LENGTH),
                command.data());
        Bytes mac = hsm.mac(sessionMac, MacAlgorithm.RETAIL, icv, covered);
        // Of the next command; the very first starts from zeros that are not enciphered (E.3.4).
        icv = icvEnciphered ? hsm.encrypt(sessionMac, CipherMode.DES_ECB_LEFT_HALF, ZERO_ICV, mac) : mac;
        return command.with(secureClass, command.data().then(mac));
    }

    private static Bytes padded(Bytes data) {
        int zeros = 7 - data.length() % 8;
        return Bytes.concat(data, Bytes.of(0x80), Bytes.zeros(zeros));
    }

    /**
     * Secret data from another zone for this chip: from the transport key to the session's data encipherment key, inside the
     * module (EMV CPS 1.1, 4.3).
     *
     * @param cryptogram whole blocks under {@code transport}, ECB
     */
    public Bytes translateForCard(KeyLabel transport, Bytes cryptogram) {
        return hsm.translate(transport, sessionDek, cryptogram);
    }

    /** Destroys the session keys; harmless when repeated. The card keys are their owner's. */
    @Override
    public void close() {
        authenticated = false;
        hsm.destroy(sessionEnc);
        hsm.destroy(sessionMac);
        hsm.destroy(sessionDek);
    }
}
