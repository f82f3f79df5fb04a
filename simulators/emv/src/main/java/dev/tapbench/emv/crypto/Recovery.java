package dev.tapbench.emv.crypto;

import dev.tapbench.ports.Bytes;
import java.security.interfaces.RSAPublicKey;
import java.time.YearMonth;

/** What came of checking a certificate: it is data, since a card with a wrong one is declined, not an accident. */
public sealed interface Recovery {
    /** Whether the key may be used. */
    default boolean valid() {
        return this instanceof Valid;
    }

    /**
     * The certificate holds.
     *
     * @param key the certified key
     * @param identifier issuer identifier (3 to 8 digits) or PAN, digits only
     * @param expires last month in which it is valid
     * @param serial 3 bytes
     */
    record Valid(RSAPublicKey key, String identifier, YearMonth expires, Bytes serial) implements Recovery {}

    /**
     * It does not.
     *
     * @param reason what was expected, what came, and the clause
     */
    record Invalid(String reason) implements Recovery {}
}
