package dev.tapbench.bench.conformance;

import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.Cvr;
import dev.tapbench.emv.StatusWord;
import java.util.function.Function;

/** What an answer of the issuer can bring about, and how it is seen on the card. */
@SuppressWarnings("ImmutableEnumChecker") // what a constant does is a function without state
public enum Effect implements Worded {
    CERTIFIES("certifies the payment", Conformance::cryptogramType, CryptogramType.TC),
    DECLINES("declines the payment", Conformance::cryptogramType, CryptogramType.AAC),
    SELECTED("can be selected", Effect::selection, StatusWord.OK),
    SELECTED_AS_BLOCKED("is selected as blocked", Effect::selection, StatusWord.SELECTED_FILE_INVALIDATED),
    NOT_SELECTED("cannot be selected", Effect::selection, StatusWord.FUNCTION_NOT_SUPPORTED),
    NEXT_OFFLINE("pays the next time alone", Effect::next, CryptogramType.TC),
    NEXT_ONLINE("asks for the issuer the next time", Effect::next, CryptogramType.ARQC),
    TOLD("was told to go online", Effect::toldToGoOnline, true),
    NOT_TOLD("was not told to go online", Effect::toldToGoOnline, false),
    NO_TRY("takes no PIN any more", Conformance::pinTriesLeft, 0),
    ONE_TRY("has one PIN try left", Conformance::pinTriesLeft, 1),
    ALL_TRIES("has all its PIN tries left", Effect::allTriesLeft, true);

    private final String words;
    private final Function<Conformance, Object> question;
    private final Object expected;

    Effect(String words, Function<Conformance, Object> question, Object expected) {
        this.words = words;
        this.question = question;
        this.expected = expected;
    }

    @Override
    public String words() {
        return words;
    }

    /** What the card shows now. */
    public Object seen(Conformance conformance) {
        return question.apply(conformance);
    }

    /** What it has to show. */
    public Object expected() {
        return expected;
    }

    private static Object selection(Conformance conformance) {
        conformance.send(ProbeCommand.SELECT);
        return conformance.answered().sw();
    }

    private static Object next(Conformance conformance) {
        conformance.ask(Request.TC);
        return conformance.cryptogramType();
    }

    private static Object toldToGoOnline(Conformance conformance) {
        conformance.ask(Request.AAC);
        return conformance.cvr().has(Cvr.Bit.GO_ONLINE_WAS_SET);
    }

    private static Object allTriesLeft(Conformance conformance) {
        return conformance.pinTriesLeft() == conformance.pinTryLimit();
    }
}
