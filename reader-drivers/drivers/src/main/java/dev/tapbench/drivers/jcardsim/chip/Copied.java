package dev.tapbench.drivers.jcardsim.chip;

/**
 * What every class of the simulator and of an applet becomes when it is loaded, so that a card can be copied without
 * reflection. Both methods are generated; see {@code Copyable}.
 */
public interface Copied {
    /** A new object of the same class with the same field values. */
    Object shallowCopy();

    /** Replaces each reference by its copy. */
    void replaceReferences(CardCopy copies);
}
