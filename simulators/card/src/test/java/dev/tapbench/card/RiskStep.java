package dev.tapbench.card;

import dev.tapbench.risk.CvmMethod;
import dev.tapbench.risk.model.IssuerWord;
import dev.tapbench.risk.model.ScriptCommand;
import dev.tapbench.risk.model.Settings;
import dev.tapbench.risk.model.Tap;
import java.util.Optional;

/** Something that happens to a card or phone. */
sealed interface RiskStep {
    /** What comes back from the issuer when it was asked. */
    enum Line {
        ANSWERS,
        BRINGS_A_FORGERY,
        IS_DEAD
    }

    /**
     * A payment, and where the card asks its issuer what comes of that.
     *
     * @param pin entered at a contact terminal, right or wrong
     */
    record Pay(Tap tap, Optional<Boolean> pin, Line line, IssuerWord word) implements RiskStep {}

    record LoadRequested(long amount) implements RiskStep {}

    record LoadAnswered(boolean genuine) implements RiskStep {}

    record LoadPin(boolean right) implements RiskStep {}

    /** Passcode, pattern or sensor at a phone. */
    record Verify(CvmMethod method, boolean right) implements RiskStep {}

    /** A declined payment under which the issuer's script comes. */
    record Script(ScriptCommand command) implements RiskStep {}

    record Set(boolean right, Settings wanted) implements RiskStep {}

    record Disarm() implements RiskStep {}

    record PowerLost() implements RiskStep {}
}
