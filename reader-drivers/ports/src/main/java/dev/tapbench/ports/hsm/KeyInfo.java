package dev.tapbench.ports.hsm;

import java.util.Optional;

/**
 * What may be known of a key: its lineage, never its bytes.
 *
 * @param label where the module keeps it
 * @param kind algorithm and length
 * @param parent the key it was derived from, if any
 * @param derivation how it was derived, if it was
 * @param checkValue to compare it with another holder's copy
 * @param lived whether the clear key was ever outside the module
 */
public record KeyInfo(
        KeyLabel label,
        KeyKind kind,
        Optional<KeyLabel> parent,
        Optional<Derivation> derivation,
        KeyCheckValue checkValue,
        Lived lived) {
    /** Where the clear key has been. */
    public enum Lived {
        /** Inside the module; this process never had it in its memory. */
        TOKEN,
        /** In this process's memory as well, if only for a moment. */
        HOST_MEMORY
    }
}
