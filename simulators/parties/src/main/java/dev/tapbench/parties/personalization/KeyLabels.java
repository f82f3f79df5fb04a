package dev.tapbench.parties.personalization;

import dev.tapbench.ports.hsm.KeyLabel;

/** Under which labels the parties of personalization keep their keys; each uses only its own. */
public final class KeyLabels {
    /** Certification authority. */
    public static final KeyLabel CA_RSA = KeyLabel.of("ca/rsa");

    /** Issuer: master key for application cryptograms. */
    public static final KeyLabel ISSUER_AC = KeyLabel.of("issuer/imk-ac");
    /** Issuer: master key for the integrity of scripts. */
    public static final KeyLabel ISSUER_SMI = KeyLabel.of("issuer/imk-smi");
    /** Issuer: master key for the confidentiality of scripts. */
    public static final KeyLabel ISSUER_SMC = KeyLabel.of("issuer/imk-smc");
    /** Issuer: transport key to MOTAPS. */
    public static final KeyLabel ISSUER_TO_MOTAPS = KeyLabel.of("issuer/tk-motaps");

    /** MOTAPS: the issuer's master key for application cryptograms. */
    public static final KeyLabel MOTAPS_AC = KeyLabel.of("motaps/imk-ac");
    /** MOTAPS: the issuer's master key for the integrity of scripts. */
    public static final KeyLabel MOTAPS_SMI = KeyLabel.of("motaps/imk-smi");
    /** MOTAPS: the issuer's master key for the confidentiality of scripts. */
    public static final KeyLabel MOTAPS_SMC = KeyLabel.of("motaps/imk-smc");
    /** MOTAPS: the phone maker's master key for the pairing of sensors. */
    public static final KeyLabel MOTAPS_SENSOR = KeyLabel.of("motaps/imk-sensor");
    /** Phone: the same key, from which each phone's sensor has its own. */
    public static final KeyLabel PHONE_SENSOR = KeyLabel.of("phone/imk-sensor");
    /** MOTAPS: transport key from the issuer. */
    public static final KeyLabel MOTAPS_FROM_ISSUER = KeyLabel.of("motaps/tk-issuer");
    /** MOTAPS: transport key to the TSP. */
    public static final KeyLabel MOTAPS_TO_TSP = KeyLabel.of("motaps/tk-tsp");
    /** MOTAPS: the issuer's key that signs card certificates. */
    public static final KeyLabel MOTAPS_ISSUER_RSA = KeyLabel.of("motaps/issuer-rsa");

    /** TSP: transport key from MOTAPS. */
    public static final KeyLabel TSP_FROM_MOTAPS = KeyLabel.of("tsp/tk-motaps");

    private KeyLabels() {}

    /** TSP: the personalization master key of an issuer. */
    public static KeyLabel tspKmc(String iin) {
        return KeyLabel.of("tsp/kmc-" + iin);
    }

    /** Terminal: the key of its host messages. */
    public static KeyLabel terminalMac(String terminalId) {
        return KeyLabel.of("terminal/mac-" + terminalId);
    }

    /** Issuer: the key of a terminal's host messages. */
    public static KeyLabel issuerMac(String terminalId) {
        return KeyLabel.of("issuer/mac-" + terminalId);
    }
}
