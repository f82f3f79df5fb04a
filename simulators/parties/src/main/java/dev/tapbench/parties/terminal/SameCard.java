package dev.tapbench.parties.terminal;

import dev.tapbench.emv.Commands;
import dev.tapbench.emv.PendingLoad;
import dev.tapbench.emv.ResponseApdu;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.ports.trace.Decided;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.Party;

/** The beginning of taps 2 and 3: SELECT and GET DATA DF21, by which terminal and card agree on the load (protocol section 3). */
final class SameCard {
    private final Terminal terminal;
    private final LoadInProgress load;

    SameCard(Terminal terminal, LoadInProgress load) {
        this.terminal = terminal;
        this.load = load;
    }

    /** @throws TapEnded to present the right card, when this is none with our application */
    PendingLoad pendingLoad(CardDialogue card) {
        if (!card.send(Commands.select(load.application().aid())).ok()) {
            throw otherCard("it has no such application");
        }
        ResponseApdu data = card.send(Commands.getData(Tags.PENDING_LOAD));
        if (!data.ok()) {
            throw otherCard("it knows no pending load: " + data.sw());
        }
        return PendingLoad.parse(
                Tlv.parse(data.data()).require(Tags.PENDING_LOAD).value());
    }

    /** @throws TapEnded to present the right card, when the pending load is another one or in another state */
    void require(PendingLoad pending, PendingLoad.State... states) {
        if (!load.matches(pending, states)) {
            throw otherCard("its pending load is " + pending.state() + ", ATC " + pending.atc() + ", load number "
                    + pending.loadNumber() + "; expected ATC " + load.atc() + ", load number " + load.loadNumber());
        }
    }

    /** What was found is written down; yes only where the card's own key said so. */
    void decided(boolean same, String detail) {
        terminal.trace().record(new Decided(Party.TERMINAL, Decision.SAME_CARD, same, detail));
    }

    private TapEnded otherCard(String why) {
        decided(false, why);
        return new TapEnded(Outcome.TRY_AGAIN, "this is not the card of the first tap, or no longer its load: " + why);
    }
}
