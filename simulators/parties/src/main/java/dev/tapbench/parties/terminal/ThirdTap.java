package dev.tapbench.parties.terminal;

import dev.tapbench.emv.Commands;
import dev.tapbench.emv.LoadReceipt;
import dev.tapbench.emv.PendingLoad;
import dev.tapbench.emv.Pin;
import dev.tapbench.emv.ResponseApdu;
import dev.tapbench.emv.StatusWord;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.emv.crypto.PinBlocks;
import dev.tapbench.ports.Bytes;
import java.util.Optional;

/** Tap 3: the PIN, enciphered under the key certified at tap 1, then the receipt (protocol section 3). */
final class ThirdTap {
    private final Terminal terminal;
    private final LoadInProgress load;
    private final PinPad pinPad;
    private final SameCard sameCard;
    private boolean pinSent;

    ThirdTap(Terminal terminal, LoadInProgress load, PinPad pinPad) {
        this.terminal = terminal;
        this.load = load;
        this.pinPad = pinPad;
        sameCard = new SameCard(terminal, load);
    }

    /** What the card made of the PIN. */
    sealed interface Result {}

    /**
     * The card finished with the load, one way or the other.
     *
     * @param noTryLeft whether the card said so at this tap
     */
    record Receipt(LoadReceipt receipt, boolean noTryLeft) implements Result {}

    /** @param triesLeft at least 1 */
    record WrongPin(int triesLeft) implements Result {}

    /** The PIN pad has forgotten the PIN. */
    record PinGone() implements Result {}

    record Refused(String reason) implements Result {}

    Result run(CardDialogue card) {
        PendingLoad pending = sameCard.pendingLoad(card);
        if (pending.state() == PendingLoad.State.NONE) {
            // The card may have finished in an earlier third tap whose answer was lost: its receipt says so.
            Optional<LoadReceipt> receipt = receipt(card).filter(load::matches);
            if (receipt.isPresent()) {
                return receipt.get().accepted() && !pinSent
                        ? new Refused("the card says that it accepted the load, and no PIN was sent to it")
                        : new Receipt(receipt.get(), false);
            }
        }
        sameCard.require(pending, PendingLoad.State.AUTHENTICATED);
        sameCard.decided(true, "DF21");
        Optional<Pin> pin = pinPad.pin();
        return pin.isEmpty() ? new PinGone() : verify(card, pin.get());
    }

    private Result verify(CardDialogue card, Pin pin) {
        Bytes challenge = card.require("GET CHALLENGE", Commands.getChallenge());
        if (challenge.length() != 8) {
            return new Refused("GET CHALLENGE answered with " + challenge.length() + " bytes, expected 8");
        }
        Bytes enciphered = PinBlocks.enciphered(load.cardKey(), pin, challenge, terminal.entropy());
        pinSent = true;
        ResponseApdu response = card.send(Commands.verifyEnciphered(enciphered));
        StatusWord status = response.sw();
        if (status.value() == 0x6984) {
            // Tries are untouched: the same PIN goes with a new challenge. A departure from EMV (protocol section 1).
            throw new TapEnded(Outcome.TRY_AGAIN, "the card could not recover the PIN block");
        }
        pinPad.clear();
        if (response.ok()) {
            return finished(card, false);
        }
        if (status.triesLeft().isPresent()) {
            int left = status.triesLeft().getAsInt();
            return left > 0 ? new WrongPin(left) : finished(card, true);
        }
        return status.value() == 0x6983
                ? finished(card, true)
                : new Refused("VERIFY answered " + status + ": " + status.meaning());
    }

    private Result finished(CardDialogue card, boolean noTryLeft) {
        Optional<LoadReceipt> receipt = receipt(card);
        return receipt.isPresent()
                ? new Receipt(receipt.get(), noTryLeft)
                : new Refused((noTryLeft ? "no PIN try is left" : "the card verified the PIN")
                        + ", and gives no receipt of the load");
    }

    private static Optional<LoadReceipt> receipt(CardDialogue card) {
        ResponseApdu data = card.send(Commands.getData(Tags.LOAD_RECEIPT));
        return data.ok()
                ? Optional.of(LoadReceipt.parse(
                        Tlv.parse(data.data()).require(Tags.LOAD_RECEIPT).value()))
                : Optional.empty();
    }
}
