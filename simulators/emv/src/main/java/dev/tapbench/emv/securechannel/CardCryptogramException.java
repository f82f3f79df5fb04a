package dev.tapbench.emv.securechannel;

import dev.tapbench.emv.EmvDataException;

/** The chip does not hold the keys that its KEYDATA and the master key give: nothing secret may be sent to it. */
public final class CardCryptogramException extends EmvDataException {
    CardCryptogramException(String message) {
        super(message);
    }
}
