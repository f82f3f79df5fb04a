package dev.tapbench.bench.conformance;

import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.Csu;
import dev.tapbench.emv.Money;
import dev.tapbench.ports.Bytes;

/** What a terminal can ask the card for: a first cryptogram, or a second after what it heard, or did not hear. */
@SuppressWarnings("ImmutableEnumChecker") // what a constant does is a function without state
public enum Request implements Worded {
    TC("a TC", CryptogramType.TC, false),
    TC_SIGNED("a TC with CDA", CryptogramType.TC, true),
    ARQC("an ARQC", CryptogramType.ARQC, false),
    ARQC_SIGNED("an ARQC with CDA", CryptogramType.ARQC, true),
    AAC("an AAC", CryptogramType.AAC, false),
    TC_OFFLINE(
            "a TC where nobody can be asked", (probe, amount) -> probe.first(CryptogramType.TC, false, amount, false)),
    APPROVED("a TC after the issuer's approval", (probe, amount) -> answered(probe, Csu.APPROVE)),
    APPROVED_SIGNED(
            "a TC with CDA after the issuer's approval",
            (probe, amount) -> probe.second(
                    CryptogramType.TC, true, Probe.APPROVED, probe.issuerAnswers(Csu.APPROVE, Bytes.empty()))),
    REFUSED("a TC after the issuer's refusal", (probe, amount) -> answered(probe, Csu.DECLINE)),
    FORGED("a TC after a forged approval", (probe, amount) -> forged(probe, Csu.APPROVE)),
    NOT_HEARD(
            "a TC without a word of the issuer",
            (probe, amount) -> probe.second(CryptogramType.TC, false, Probe.APPROVED, Probe.NO_ANSWER)),
    UNABLE(
            "a TC after it was unable to go online",
            (probe, amount) -> probe.second(CryptogramType.TC, false, Probe.UNABLE, Probe.NO_ANSWER));

    private final String words;
    private final Asking asking;

    /** Sends what it takes. */
    private interface Asking {
        void ask(Probe probe, Money amount);
    }

    Request(String words, CryptogramType first, boolean cda) {
        this(words, (probe, amount) -> probe.first(first, cda, amount, true));
    }

    Request(String words, Asking asking) {
        this.words = words;
        this.asking = asking;
    }

    @Override
    public String words() {
        return words;
    }

    void ask(Probe probe, Money amount) {
        asking.ask(probe, amount);
    }

    /** The issuer answers the card's request so, and the terminal asks for a TC. */
    static void answered(Probe probe, Csu csu) {
        probe.second(CryptogramType.TC, false, Probe.APPROVED, probe.issuerAnswers(csu, Bytes.empty()));
    }

    /** The issuer declined, and somebody on the line writes his own words in the place of the issuer's, behind its ARPC. */
    static void forged(Probe probe, Csu written) {
        Bytes answer = probe.issuerAnswers(Csu.DECLINE, Bytes.empty());
        Bytes arpc = answer.slice(0, answer.length() - Csu.LENGTH);
        boolean same = written.equals(Csu.DECLINE);
        Bytes changed = same ? arpc.xor(Bytes.of(0, 0, 0, 1)) : arpc;
        probe.second(CryptogramType.TC, false, Probe.APPROVED, changed.then(written.value()));
    }
}
