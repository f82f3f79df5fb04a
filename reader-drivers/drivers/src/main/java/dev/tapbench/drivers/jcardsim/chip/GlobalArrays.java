package dev.tapbench.drivers.jcardsim.chip;

import org.jspecify.annotations.Nullable;

/** The APDU buffers of one runtime. */
final class GlobalArrays implements Copied {
    byte @Nullable [] shortBuffer;
    byte @Nullable [] extendedBuffer;

    /** A copied card has a runtime, and buffers, of its own. */
    @Override
    public Object shallowCopy() {
        return new GlobalArrays();
    }

    @Override
    public void replaceReferences(CardCopy copies) {
        // There are none yet.
    }
}
