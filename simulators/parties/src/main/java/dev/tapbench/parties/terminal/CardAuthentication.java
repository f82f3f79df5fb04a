package dev.tapbench.parties.terminal;

import dev.tapbench.emv.Tags;
import dev.tapbench.emv.crypto.Certificate;
import dev.tapbench.emv.crypto.Certificates;
import dev.tapbench.emv.crypto.Recovery;
import dev.tapbench.ports.Bytes;
import java.security.interfaces.RSAPublicKey;
import java.time.LocalDate;

/** Offline data authentication: the chain from the certification authority to the card's own key (EMV Book 2, 6.2 to 6.4). */
final class CardAuthentication {
    private final RSAPublicKey ca;
    private final int caKeyIndex;

    CardAuthentication(RSAPublicKey ca, int caKeyIndex) {
        this.ca = ca;
        this.caKeyIndex = caKeyIndex;
    }

    /** The card's certified key, or why there is none. */
    Recovery cardKey(CardApplication application, LocalDate today) {
        if (!application.aip().cda()) {
            return new Recovery.Invalid("the card does not support CDA (AIP byte 1 b1)");
        }
        Bytes index = application.require(Tags.CA_KEY_INDEX);
        if (!index.equals(Bytes.of(caKeyIndex))) {
            return new Recovery.Invalid("the card names CA key " + index + ", this terminal holds "
                    + Bytes.of(caKeyIndex) + " (EMV Book 2, 6.2)");
        }
        Recovery issuer = Certificates.checkIssuer(ca, issuerCertificate(application), application.pan(), today);
        if (!(issuer instanceof Recovery.Valid valid)) {
            return issuer;
        }
        return Certificates.checkIcc(
                valid.key(), cardCertificate(application), application.staticData(), application.pan(), today);
    }

    private static Certificate issuerCertificate(CardApplication application) {
        return new Certificate(
                application.require(Tags.ISSUER_CERTIFICATE),
                application.find(Tags.ISSUER_KEY_REMAINDER).orElse(Bytes.empty()),
                application.require(Tags.ISSUER_KEY_EXPONENT));
    }

    private static Certificate cardCertificate(CardApplication application) {
        return new Certificate(
                application.require(Tags.ICC_CERTIFICATE),
                application.find(Tags.ICC_KEY_REMAINDER).orElse(Bytes.empty()),
                application.require(Tags.ICC_KEY_EXPONENT));
    }
}
