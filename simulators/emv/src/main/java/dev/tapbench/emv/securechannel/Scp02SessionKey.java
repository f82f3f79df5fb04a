package dev.tapbench.emv.securechannel;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.Derivation;

/** The session keys of SCP02, each from a card key and the sequence counter (GlobalPlatform Card 2.3.1, E.4.1). */
public enum Scp02SessionKey {
    /** Enciphers commands and makes the cryptograms; from the card key ENC. */
    S_ENC(0x0182, "S-ENC"),
    /** MACs commands; from the card key MAC. */
    C_MAC(0x0101, "C-MAC"),
    /** MACs responses; from the card key MAC. Neither i=15 nor i=05 uses it. */
    R_MAC(0x0102, "R-MAC"),
    /** Enciphers secrets; from the card key DEK. */
    S_DEK(0x0181, "DEK");

    private final int constant;
    private final String label;

    Scp02SessionKey(int constant, String label) {
        this.constant = constant;
        this.label = label;
    }

    /**
     * How it comes from its card key.
     *
     * @param sequenceCounter 0 to 65535
     */
    public Derivation derivation(int sequenceCounter) {
        return Derivation.cbc(
                Bytes.concat(Bytes.number(constant, 2), Bytes.number(sequenceCounter, 2), Bytes.zeros(12)),
                "session key " + label + " (GlobalPlatform Card 2.3.1, E.4.1)");
    }
}
