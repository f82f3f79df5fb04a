package dev.tapbench.bench.conformance;

import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.Csu;
import dev.tapbench.emv.Tvr;
import java.util.function.Consumer;

/** What a card can have lived through before the transaction that a table looks at. */
@SuppressWarnings("ImmutableEnumChecker") // what a constant does is a function without state
public enum Episode implements Worded {
    NOTHING("nothing", probe -> {}),
    PAID_OFFLINE("a payment offline", probe -> probe.first(CryptogramType.TC, false, probe.small(), false)),
    UNANSWERED("a request that was never answered", Probe::requested),
    NOT_HEARD(
            "a request without a word of the issuer",
            probe -> probe.second(CryptogramType.TC, false, Probe.APPROVED, Probe.NO_ANSWER)),
    APPROVED("an approval", probe -> Request.answered(probe, Csu.APPROVE)),
    REFUSED("a refusal", probe -> Request.answered(probe, Csu.DECLINE)),
    FORGED("a forged approval", probe -> Request.forged(probe, Csu.APPROVE)),
    SENT_ONLINE(
            "an approval that sends the next payment online",
            probe -> Request.answered(probe, Csu.APPROVE.with(Csu.Bit.GO_ONLINE_NEXT))),
    ONE_TRY_LEFT(
            "an approval that leaves one PIN try", probe -> Request.answered(probe, Csu.APPROVE.withPinTryCounter(1))),
    NO_TRY_LEFT(
            "an approval that takes the last PIN try",
            probe -> Request.answered(probe, Csu.APPROVE.withPinTryCounter(0))),
    APPLICATION_BLOCKED(
            "an order to block the application",
            probe -> Request.answered(probe, Csu.DECLINE.with(Csu.Bit.APPLICATION_BLOCK))),
    CARD_BLOCKED("an order to block the card", probe -> Request.answered(probe, Csu.DECLINE.with(Csu.Bit.CARD_BLOCK))),
    SIGNATURE_WRONG("a terminal that found its signature wrong", probe -> verdict(probe, Tvr.Bit.DDA_FAILED)),
    SIGNATURE_UNCHECKED("a terminal that checked no signature", probe -> verdict(probe, Tvr.Bit.ODA_NOT_PERFORMED)),
    SCRIPT_DONE("a script that it carried out", probe -> scripted(probe, ProbeCommand.PIN_CHANGE)),
    SCRIPT_FAILED("a script with a wrong MAC", probe -> scripted(probe, ProbeCommand.MAC_WRONG)),
    SELECTED("a selection", Probe::selected);

    private final String words;
    private final Consumer<Probe> course;

    Episode(String words, Consumer<Probe> course) {
        this.words = words;
        this.course = course;
    }

    @Override
    public String words() {
        return words;
    }

    void happen(Probe probe) {
        course.accept(probe);
        probe.leave();
    }

    private static void verdict(Probe probe, Tvr.Bit found) {
        probe.first(CryptogramType.AAC, false, probe.purchase(probe.small(), true, Tvr.CLEAR.with(found)));
    }

    private static void scripted(Probe probe, ProbeCommand script) {
        script.send(probe);
        Request.answered(probe, Csu.APPROVE);
    }
}
