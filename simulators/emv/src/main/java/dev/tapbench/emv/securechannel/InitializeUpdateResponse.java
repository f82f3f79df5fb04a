package dev.tapbench.emv.securechannel;

import dev.tapbench.emv.EmvDataException;
import dev.tapbench.ports.Bytes;

/**
 * What a chip answers to INITIALIZE UPDATE under SCP02 (GlobalPlatform Card 2.3.1, E.5.1.6).
 *
 * @param keyData names the master key and diversifies it
 * @param keyVersion of the card keys
 * @param protocol 02
 * @param sequenceCounter 0 to 65535
 * @param cardChallenge 6 bytes
 * @param cardCryptogram 8 bytes
 */
public record InitializeUpdateResponse(
        KeyData keyData, int keyVersion, int protocol, int sequenceCounter, Bytes cardChallenge, Bytes cardCryptogram) {
    /** Length in bytes. */
    public static final int LENGTH = 28;

    /**
     * Reads the response data.
     *
     * @throws EmvDataException when it has not 28 bytes or names another protocol than SCP02
     */
    public static InitializeUpdateResponse parse(Bytes data) {
        if (data.length() != LENGTH) {
            throw new EmvDataException("INITIALIZE UPDATE answered " + data.length()
                    + " bytes, expected 28 (GlobalPlatform Card 2.3.1, E.5.1.6): '" + data + "'");
        }
        if (data.at(11) != 2) {
            throw new EmvDataException("the chip speaks SCP" + data.slice(11, 12) + ", expected SCP02");
        }
        return new InitializeUpdateResponse(
                new KeyData(data.slice(0, 10)),
                data.at(10),
                data.at(11),
                (int) data.slice(12, 14).toNumber(),
                data.slice(14, 20),
                data.from(20));
    }
}
