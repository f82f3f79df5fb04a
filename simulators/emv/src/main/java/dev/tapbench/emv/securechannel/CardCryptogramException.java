package dev.tapbench.emv.securechannel;

import dev.tapbench.ports.ProductException;

/** The chip does not hold the keys that its KEYDATA and the master key give: nothing secret may be sent to it. */
public final class CardCryptogramException extends ProductException {
    CardCryptogramException(String message) {
        super(message);
    }
}
