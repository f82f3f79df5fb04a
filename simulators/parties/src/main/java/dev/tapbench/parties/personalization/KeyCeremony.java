package dev.tapbench.parties.personalization;

import dev.tapbench.emv.crypto.Certificate;
import dev.tapbench.emv.crypto.Certificates;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyKind;
import dev.tapbench.ports.hsm.KeyLabel;
import dev.tapbench.profiles.CardProfile;
import dev.tapbench.profiles.TestKeys;
import java.time.YearMonth;

/** Puts a profile's test keys where each party has them, and has the issuer's key certified. What happens once before all. */
public final class KeyCeremony {
    /** Test certificates outlive every test card. */
    private static final YearMonth ISSUER_CERTIFICATE_EXPIRES = YearMonth.of(2049, 12);

    private static final Bytes ISSUER_CERTIFICATE_SERIAL = Bytes.of(0, 0, 1);

    private KeyCeremony() {}

    /** The keys of issuer, MOTAPS, TSP and certification authority; a key that is already there is replaced. */
    public static void importKeys(Hsm hsm, CardProfile profile) {
        TestKeys keys = profile.keys();
        share(hsm, keys.ac(), KeyLabels.ISSUER_AC, KeyLabels.MOTAPS_AC);
        share(hsm, keys.smi(), KeyLabels.ISSUER_SMI, KeyLabels.MOTAPS_SMI);
        share(hsm, keys.smc(), KeyLabels.ISSUER_SMC, KeyLabels.MOTAPS_SMC);
        share(hsm, keys.issuerToMotaps(), KeyLabels.ISSUER_TO_MOTAPS, KeyLabels.MOTAPS_FROM_ISSUER);
        share(hsm, keys.motapsToTsp(), KeyLabels.MOTAPS_TO_TSP, KeyLabels.TSP_FROM_MOTAPS);
        keys.sensor().ifPresent(key -> share(hsm, key, KeyLabels.MOTAPS_SENSOR, KeyLabels.PHONE_SENSOR));
        hsm.importKey(
                KeyLabels.tspKmc(profile.issuing().iin()),
                profile.chip().channel().masterKey(keys.kmc().length()),
                keys.kmc());
        hsm.importRsa(KeyLabels.CA_RSA, keys.ca());
        hsm.importRsa(KeyLabels.MOTAPS_ISSUER_RSA, keys.issuer());
    }

    /** The key that a terminal and the issuer share. */
    public static void importTerminalKey(Hsm hsm, CardProfile profile, String terminalId) {
        share(hsm, profile.keys().terminalMac(), KeyLabels.terminalMac(terminalId), KeyLabels.issuerMac(terminalId));
    }

    /** The certification authority signs the issuer's key (EMV Book 2, 5.1); the keys must be in the module. */
    public static Certificate certifyIssuer(Hsm hsm, CardProfile profile) {
        return Certificates.signIssuer(
                hsm,
                KeyLabels.CA_RSA,
                profile.issuing().iin(),
                ISSUER_CERTIFICATE_EXPIRES,
                ISSUER_CERTIFICATE_SERIAL,
                hsm.rsaPublic(KeyLabels.MOTAPS_ISSUER_RSA));
    }

    private static void share(Hsm hsm, Bytes key, KeyLabel... holders) {
        for (KeyLabel holder : holders) {
            hsm.importKey(holder, KeyKind.TDES, key);
        }
    }
}
