package dev.tapbench.emv.securechannel;

import dev.tapbench.emv.CommandApdu;
import dev.tapbench.emv.Commands;
import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.ResponseApdu;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyLabel;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The host's side of an SCP03 session in S8 mode, with AES keys of any length (GlobalPlatform Amendment D). The session keys exist
 * in the module only, below the labels of the card keys, until {@link #close()}. For one thread.
 */
public final class Scp03Session implements HostSession {
    /** Most bytes that a short command carries. */
    private static final int SHORT = 255;

    private static final int BLOCK = 16;

    private final Hsm hsm;
    private final KeyLabel dek;
    private final Scp03Keys keys;
    private final Scp03InitializeUpdateResponse chip;
    private @Nullable Scp03Level level;

    private Scp03Session(Hsm hsm, KeyLabel dek, Scp03Keys keys, Scp03InitializeUpdateResponse chip) {
        this.hsm = hsm;
        this.dek = dek;
        this.keys = keys;
        this.chip = chip;
    }

    /**
     * Derives the session keys and checks the card cryptogram (GlobalPlatform Amendment D, 6.2.1 and 6.2.2.2).
     *
     * @param enc card key in the module; the session key comes to {@code enc/session}
     * @param mac card key in the module; the session keys come to {@code mac/session} and {@code mac/session-response}
     * @param dek card key in the module; it enciphers secrets itself, so it may be missing where none are sent
     * @param hostChallenge 8 bytes, as sent
     * @param initializeUpdateResponse 29 or 32 bytes, without the status word
     * @throws CardCryptogramException when the chip has other keys; no session key is left then
     * @throws EmvDataException when the response is no answer of SCP03 in S8 mode
     */
    public static Scp03Session open(
            Hsm hsm, KeyLabel enc, KeyLabel mac, KeyLabel dek, Bytes hostChallenge, Bytes initializeUpdateResponse) {
        Scp03InitializeUpdateResponse chip = Scp03InitializeUpdateResponse.parse(initializeUpdateResponse);
        Scp03Keys keys = new Scp03Keys(hsm, enc, mac, hostChallenge, chip.cardChallenge());
        Bytes expected = keys.cardCryptogram();
        if (!expected.equals(chip.cardCryptogram())) {
            keys.close();
            throw new CardCryptogramException(
                    "chip " + chip.keyData() + " answered the card cryptogram " + chip.cardCryptogram()
                            + ", its keys from " + mac + " give " + expected
                            + ": another master key, another KEYDATA or another key version (GlobalPlatform Amendment D, 6.2.2.2)");
        }
        return new Scp03Session(hsm, dek, keys, chip);
    }

    /**
     * The command that proves the host to the chip (GlobalPlatform Amendment D, 7.1.2); it carries a MAC and is never enciphered.
     *
     * @param securityLevel of the commands and responses that follow
     * @throws IllegalArgumentException when the chip cannot protect responses so
     */
    public CommandApdu externalAuthenticate(Scp03Level securityLevel) {
        if (level != null) {
            throw new IllegalStateException("EXTERNAL AUTHENTICATE was made already: open another session");
        }
        if (!chip.supports(securityLevel)) {
            throw new IllegalArgumentException("security level " + Bytes.of(securityLevel.value())
                    + ": the chip's i=" + Bytes.of(chip.implementation())
                    + " has no such protection of responses (GlobalPlatform Amendment D, 5.1)");
        }
        level = securityLevel;
        return withMac(Commands.externalAuthenticate(securityLevel.value(), keys.hostCryptogram()));
    }

    @Override
    public CommandApdu externalAuthenticate() {
        return externalAuthenticate(Scp03Level.ALL);
    }

    /**
     * A command with its data enciphered, where the level says so, and its MAC (6.2.4 and 6.2.6). Call it once a command, in the
     * order of sending, and {@link #unwrap} for its response before the next, or {@link #unwrapping()}.
     *
     * @throws IllegalArgumentException when the data is longer than {@link #longestData()}
     */
    @Override
    public CommandApdu wrap(CommandApdu command) {
        Scp03Level current = current();
        if (command.data().length() > longestData()) {
            throw new IllegalArgumentException(
                    "command data of " + command.data().length() + " bytes: a session of level "
                            + Bytes.of(current.value()) + " carries " + longestData());
        }
        keys.count();
        boolean enciphered = current.commandsEnciphered() && !command.data().isEmpty();
        return withMac(enciphered ? command.with(command.cla(), keys.encipherCommand(command.data())) : command);
    }

    private Scp03Level current() {
        if (level == null) {
            throw new IllegalStateException("expected EXTERNAL AUTHENTICATE before the first command of a session");
        }
        return level;
    }

    private CommandApdu withMac(CommandApdu command) {
        Bytes mac = keys.mac(command);
        keys.passed(mac);
        return command.with(command.cla() | Scp03Keys.CLASS, command.data().then(mac.slice(0, Scp03Keys.MAC_LENGTH)));
    }

    /**
     * The response without its MAC, deciphered where the level says so (6.2.5 and 6.2.7). An error has neither.
     *
     * @throws EmvDataException when the MAC is missing or wrong, or the data open to no padding
     */
    public ResponseApdu unwrap(ResponseApdu response) {
        return unwrapping().apply(response);
    }

    /**
     * What {@link #unwrap} does to the response to the last command, for a host that wraps further commands before it sees that
     * response. It serves until {@link #close()}.
     */
    @Override
    public UnaryOperator<ResponseApdu> unwrapping() {
        Scp03Level current = current();
        Scp03Keys.Place place = keys.place();
        return response -> unwrap(response, current, place);
    }

    private ResponseApdu unwrap(ResponseApdu response, Scp03Level current, Scp03Keys.Place place) {
        if (!current.responsesCarryMac() || !Scp03Keys.protectedResponse(response.sw())) {
            return response;
        }
        int length = response.data().length() - Scp03Keys.MAC_LENGTH;
        if (length < 0) {
            throw new EmvDataException("the response has " + response.data().length()
                    + " bytes, expected a MAC of 8 at the end (GlobalPlatform Amendment D, 6.2.5)");
        }
        Bytes data = response.data().slice(0, length);
        Bytes expected = keys.responseMac(place, data, response.sw());
        if (!response.data().from(length).equals(expected)) {
            throw new EmvDataException(
                    "the response carries the MAC " + response.data().from(length) + ", expected " + expected
                            + ": other data, another command or another key (GlobalPlatform Amendment D, 6.2.5)");
        }
        if (!current.responsesEnciphered() || data.isEmpty()) {
            return new ResponseApdu(data, response.sw());
        }
        Bytes clear = keys.decipherResponse(place, data)
                .orElseThrow(() -> new EmvDataException("the enciphered response of " + data.length()
                        + " bytes opens to no padding 80 00.. (GlobalPlatform Amendment D, 6.2.7)"));
        return new ResponseApdu(clear, response.sw());
    }

    /** The most bytes of data that one command of this session carries: 247, enciphered 239. */
    @Override
    public int longestData() {
        int sent = SHORT - Scp03Keys.MAC_LENGTH;
        return level != null && level.commandsEnciphered() ? sent / BLOCK * BLOCK - 1 : sent;
    }

    /**
     * Secret data from another zone for this chip: from the transport key to the static key DEK of the card, AES in CBC from zeros,
     * inside the module (GlobalPlatform Amendment D, 6.2.8).
     *
     * @param cryptogram whole blocks under {@code transport}
     */
    @Override
    public Bytes translateForCard(KeyLabel transport, Bytes cryptogram) {
        return hsm.translate(transport, dek, cryptogram);
    }

    /** Destroys the session keys; harmless when repeated. The card keys are their owner's. */
    @Override
    public void close() {
        keys.close();
    }
}
