package dev.tapbench.emv.securechannel;

import dev.tapbench.emv.EmvDataException;
import dev.tapbench.ports.Bytes;
import java.util.OptionalInt;

/**
 * What a chip answers to INITIALIZE UPDATE under SCP03 in S8 mode (GlobalPlatform Amendment D, 7.1.1.6).
 *
 * @param keyData key diversification data
 * @param keyVersion of the card keys
 * @param implementation i: b5 pseudo-random card challenge, b6 R-MAC, b7 R-ENCRYPTION
 * @param cardChallenge 8 bytes
 * @param cardCryptogram 8 bytes
 * @param sequenceCounter of sessions with a pseudo-random challenge, 0 to 16777215; only these have it
 */
public record Scp03InitializeUpdateResponse(
        KeyData keyData,
        int keyVersion,
        int implementation,
        Bytes cardChallenge,
        Bytes cardCryptogram,
        OptionalInt sequenceCounter) {
    /** Length in bytes with a sequence counter. */
    public static final int LENGTH = 32;
    /** Length in bytes without. */
    public static final int LENGTH_WITHOUT_COUNTER = 29;

    private static final int PROTOCOL_AT = 11;
    private static final int S16 = 0x01;
    private static final int PSEUDO_RANDOM = 0x10;

    /**
     * Reads the response data.
     *
     * @throws EmvDataException when it names another protocol than SCP03, another mode than S8, or has not 32 bytes (29 without
     *     sequence counter)
     */
    public static Scp03InitializeUpdateResponse parse(Bytes data) {
        if (data.length() < LENGTH_WITHOUT_COUNTER) {
            throw wrongLength(data, LENGTH);
        }
        if (data.at(PROTOCOL_AT) != 3) {
            throw new EmvDataException(
                    "the chip speaks SCP" + data.slice(PROTOCOL_AT, PROTOCOL_AT + 1) + ", expected SCP03");
        }
        int implementation = data.at(PROTOCOL_AT + 1);
        if ((implementation & S16) != 0) {
            throw new EmvDataException("the chip speaks SCP03 with i=" + Bytes.of(implementation)
                    + ", which is S16 mode: expected S8 mode, an even i such as 70");
        }
        boolean counter = (implementation & PSEUDO_RANDOM) != 0;
        int length = counter ? LENGTH : LENGTH_WITHOUT_COUNTER;
        if (data.length() != length) {
            throw wrongLength(data, length);
        }
        return new Scp03InitializeUpdateResponse(
                new KeyData(data.slice(0, KeyData.LENGTH)),
                data.at(KeyData.LENGTH),
                implementation,
                data.slice(13, 21),
                data.slice(21, 29),
                counter ? OptionalInt.of((int) data.from(29).toNumber()) : OptionalInt.empty());
    }

    private static EmvDataException wrongLength(Bytes data, int expected) {
        return new EmvDataException("INITIALIZE UPDATE answered " + data.length() + " bytes, expected " + expected
                + " (GlobalPlatform Amendment D, 7.1.1.6): '" + data + "'");
    }

    /** The response data. */
    public Bytes encode() {
        return Bytes.concat(
                keyData.value(),
                Bytes.of(keyVersion, 0x03, implementation),
                cardChallenge,
                cardCryptogram,
                sequenceCounter.isPresent() ? Bytes.number(sequenceCounter.getAsInt(), 3) : Bytes.empty());
    }

    /** Whether the chip can protect responses as the level asks (b6 and b7 of i). */
    boolean supports(Scp03Level level) {
        return (!level.responsesCarryMac() || (implementation & 0x20) != 0)
                && (!level.responsesEnciphered() || (implementation & 0x40) != 0);
    }
}
