package dev.tapbench.parties.terminal;

import dev.tapbench.emv.Aip;
import dev.tapbench.emv.TerminalCapabilities;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;

/**
 * What offline data authentication came to before the first GENERATE AC; CDA ends with that.
 *
 * @param method empty where card and terminal share none
 * @param cardKey the certified key of the card, where the method has one
 * @param failure why nothing is proved; empty where it is
 */
record OfflineAuthentication(Optional<Method> method, Optional<RSAPublicKey> cardKey, String failure) {
    /** Whether the first cryptogram is to be signed: the chain holds, and CDA is what both sides chose. */
    boolean awaitsSignedCryptogram() {
        return failure.isEmpty() && method.filter(m -> m == Method.CDA).isPresent();
    }

    /** The ways of EMV Book 3, 10.3, the strongest first. */
    enum Method {
        CDA,
        DDA,
        SDA;

        /** The strongest that both sides can. */
        static Optional<Method> of(Aip aip, TerminalCapabilities capabilities) {
            if (aip.has(Aip.Bit.CDA) && capabilities.has(TerminalCapabilities.Bit.CDA)) {
                return Optional.of(CDA);
            }
            if (aip.has(Aip.Bit.DDA) && capabilities.has(TerminalCapabilities.Bit.DDA)) {
                return Optional.of(DDA);
            }
            return aip.has(Aip.Bit.SDA) && capabilities.has(TerminalCapabilities.Bit.SDA)
                    ? Optional.of(SDA)
                    : Optional.empty();
        }
    }
}
