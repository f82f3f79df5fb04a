package dev.tapbench.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one device of the qualification ended: a row of {@code tapbench.qualify/1}.
 *
 * @param id the fault's folder, such as {@code F-001}, or the sound variant's file without its ending
 * @param party whose sources the fault changes; for a variant what it is, card or phone
 * @param expect {@code rejected} for a faulty device, {@code accepted} for a sound variant
 * @param verdict rejected: a scenario failed for a requirement that the fault names, or of a variant any scenario failed;
 *     accepted: no such; broken: something broke, or nothing ran, and so nothing was judged
 * @param ok whether the verdict is the expected one
 * @param by what failed: for a fault, of the requirements that it names
 * @param wrongReason what failed for other requirements, broke or did not apply, where the row is not ok; otherwise null
 * @param seconds wall time
 */
record QualifyRow(
        String id,
        String party,
        String expect,
        String verdict,
        boolean ok,
        List<Failed> by,
        @Nullable String wrongReason,
        double seconds) {
    static final String REJECTED = "rejected";
    static final String ACCEPTED = "accepted";
    static final String BROKEN = "broken";

    QualifyRow {
        by = List.copyOf(by);
    }

    /**
     * One scenario that failed.
     *
     * @param requirement the requirement that it failed for; empty when it names none
     * @param step the sentence at which it failed, or after which
     */
    record Failed(String scenario, String requirement, String step) {}

    boolean faulty() {
        return expect.equals(REJECTED);
    }
}
