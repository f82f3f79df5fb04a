package dev.tapbench.bench.conformance;

import dev.tapbench.bench.HeldCard;
import dev.tapbench.bench.Scene;
import dev.tapbench.bench.World;
import dev.tapbench.emv.CryptogramResponse;
import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.Cvr;
import dev.tapbench.emv.Iad;
import dev.tapbench.emv.Money;
import dev.tapbench.emv.ResponseApdu;
import dev.tapbench.ports.ProductException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the conformance tables do with the card of the scene, and what it answered. */
public final class Conformance {
    private final World world;
    private final Scene scene;
    private @Nullable Probe probe;
    private @Nullable HeldCard probed;

    public Conformance(World world, Scene scene) {
        this.world = world;
        this.scene = scene;
    }

    private Probe probe() {
        Probe open = probe;
        HeldCard held = scene.held();
        if (open == null || held != probed) {
            open = world.closing(new Probe(world, held));
            probe = open;
            probed = held;
        }
        return open;
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

    /** What the card answered last. */
    public ResponseApdu answered() {
        return probe().answered();
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
            throw new ProductException("expected a cryptogram, came " + response.sw() + " (" + response.sw().meaning()
                    + ")");
        }
        return CryptogramResponse.parse(response.data());
    }
}
