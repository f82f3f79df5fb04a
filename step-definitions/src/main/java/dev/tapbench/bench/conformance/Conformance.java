package dev.tapbench.bench.conformance;

import dev.tapbench.bench.CardSupply;
import dev.tapbench.bench.HeldCard;
import dev.tapbench.bench.RunContext;
import dev.tapbench.bench.Scene;
import dev.tapbench.bench.World;
import dev.tapbench.emv.CryptogramResponse;
import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.Csu;
import dev.tapbench.emv.Cvr;
import dev.tapbench.emv.Iad;
import dev.tapbench.emv.Money;
import dev.tapbench.emv.ResponseApdu;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.ProductException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the conformance tables do with the card of the scene, and what it answered. */
public final class Conformance {
    private final World world;
    private final CardSupply supply;
    private final Scene scene;
    private final AnyCard stranger;
    private @Nullable Probe probe;
    private @Nullable HeldCard probed;

    public Conformance(World world, CardSupply supply, Scene scene, AnyCard stranger) {
        this.world = world;
        this.supply = supply;
        this.scene = scene;
        this.stranger = stranger;
    }

    private Probe probe() {
        Probe open = probe;
        HeldCard held = scene.held();
        if (open == null || !held.equals(probed)) {
            open = world.closing(new Probe(world, held));
            probe = open;
            probed = held;
        }
        return open;
    }

    /** From here on the cardholder has a card in this state of its life. */
    public void bring(LifeCycle state) {
        scene.holds(state.card(supply, RunContext.current().amount("50.00 EUR")));
        state.way().ifPresent(episode -> episode.happen(probe()));
    }

    /** These things happen to the card, each in activations of its own. */
    public void live(List<Episode> episodes) {
        episodes.forEach(episode -> episode.happen(probe()));
    }

    /** Offline payments, each of which the card has to give. */
    public void payOffline(Money amount, int times) {
        for (int i = 1; i <= times; i++) {
            Request.TC_OFFLINE.ask(probe(), amount);
            CryptogramType given = cryptogramType();
            probe().leave();
            if (given != CryptogramType.TC) {
                throw new ProductException(
                        "expected payment " + i + " of " + amount + " offline to be given, came " + given);
            }
        }
    }

    /** A command within the transaction, after what it needs. */
    public void send(ProbeCommand command) {
        command.send(probe());
    }

    /** Asks for a cryptogram over an amount that matters nothing. */
    public void ask(Request request) {
        ask(request, probe().small());
    }

    /** Asks for a cryptogram. */
    public void ask(Request request, Money amount) {
        request.ask(probe(), amount);
    }

    /** The issuer answers an online payment with this, and the card is taken away. */
    public void issuerAnswers(Csu csu) {
        Request.answered(probe(), csu);
        probe().leave();
    }

    /** As {@link #issuerAnswers}, with eight bytes of proprietary data that somebody changes on their way. */
    public void issuerAnswersWithProprietaryDataThatChange(Csu csu) {
        Bytes answer = probe().issuerAnswers(csu, Bytes.hex("0102030405060708"));
        Bytes changed = answer.slice(0, answer.length() - 1).then(Bytes.of(0xFF));
        probe().second(CryptogramType.TC, false, Probe.APPROVED, changed);
        probe().leave();
    }

    /** The issuer refuses an online payment, and somebody writes this into its answer. */
    public void somebodyWrites(Csu csu) {
        Request.forged(probe(), csu);
        probe().leave();
    }

    int pinTriesLeft() {
        return scene.held().view().pinTriesLeft();
    }

    int pinTryLimit() {
        return scene.held().chain().profile().pin().tries();
    }

    /** What the card answered last. */
    public ResponseApdu answered() {
        return stranger.answered().orElseGet(() -> probe().answered());
    }

    /** The kind of cryptogram that it answered last. */
    public CryptogramType cryptogramType() {
        return CryptogramType.ofCid(cryptogram().cid().at(0));
    }

    /** The card verification results that came with it. */
    public Cvr cvr() {
        return Iad.parse(cryptogram().iad()).cvr();
    }

    private CryptogramResponse cryptogram() {
        ResponseApdu response = answered();
        if (!response.ok()) {
            throw new ProductException("expected a cryptogram, came " + response.sw() + " ("
                    + response.sw().meaning() + ")");
        }
        return CryptogramResponse.parse(response.data());
    }
}
