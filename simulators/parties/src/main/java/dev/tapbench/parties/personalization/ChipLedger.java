package dev.tapbench.parties.personalization;

import dev.tapbench.emv.securechannel.KeyData;
import java.util.LinkedHashMap;
import java.util.Map;

/** Accounts for every chip that a TSP has read the KEYDATA of. A chip that was personalized stays so. */
public final class ChipLedger {
    /** What became of a chip. */
    public enum Fate {
        IN_WORK,
        PERSONALIZED,
        /** In the reject bin; it may be tried again, since it was never personalized. */
        REJECTED
    }

    private final Map<KeyData, Fate> fates = new LinkedHashMap<>();

    synchronized void record(KeyData chip, Fate fate) {
        fates.merge(chip, fate, (old, now) -> old == Fate.PERSONALIZED ? old : now);
    }

    /** Each chip and what became of it, in the order of their first sight. */
    public synchronized Map<KeyData, Fate> fates() {
        return new LinkedHashMap<>(fates);
    }
}
