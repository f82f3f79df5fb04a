package dev.tapbench.bench;

import dev.tapbench.ports.Entropy;
import dev.tapbench.ports.card.Reader;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Trace;
import java.time.Clock;

/** What the parties that issue a card are given from outside. */
public interface Surroundings {
    /** The security module as one party uses it. */
    Hsm hsm(Party owner);

    /** The module without a record, for putting test keys into it. */
    Hsm unrecordedHsm();

    /** The antenna of the personalization device. */
    Reader personalizationAntenna();

    /** Randomness for one purpose. */
    Entropy entropy(String purpose);

    Clock clock();

    Trace trace();
}
