package dev.tapbench.bench;

import dev.tapbench.emv.Money;
import dev.tapbench.ports.card.Card;
import dev.tapbench.profiles.CardProfile;
import dev.tapbench.profiles.InventoryFile;
import dev.tapbench.profiles.InventoryFile.Change;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One card of an inventory during a run: what is known of it, and who has it. */
final class StockedCard {
    private final InventoryFile.Entry entry;
    private final CardProfile profile;
    private final Set<Change> changes = EnumSet.noneOf(Change.class);
    private Optional<InventoryFile.Known> known;
    private InventoryFile.Used used;
    private @Nullable Card card;
    private boolean taken;
    private boolean recognized;
    private boolean mistrusted;
    private boolean touched = true;

    StockedCard(InventoryFile.Entry entry, CardProfile profile) {
        this.entry = entry;
        this.profile = profile;
        known = entry.known();
        used = entry.used();
        known.ifPresent(is -> changes.addAll(is.changed()));
    }

    String name() {
        return entry.name();
    }

    CardProfile profile() {
        return profile;
    }

    boolean expendable() {
        return entry.expendable();
    }

    /** Whether the scenario that has it knows that it is this card. */
    boolean recognized() {
        return recognized;
    }

    void isRecognized() {
        recognized = true;
    }

    /** It has found the PIN of its profile wrong: no scenario of the run gets it any more. */
    void isMistrusted() {
        mistrusted = true;
    }

    /** Whether its file says that it cannot be used. */
    boolean wasUsable() {
        return entry.known()
                .map(is -> is.usable() && !CardCost.irreparable(is.changed()))
                .orElse(true);
    }

    /** Whether it still waits for its personalization. */
    boolean blank() {
        return entry.blank() && known.isEmpty();
    }

    /** Whether it began its life here as a blank one. */
    boolean wasBlank() {
        return entry.blank();
    }

    InventoryFile.Budget budget() {
        return entry.budget();
    }

    Optional<InventoryFile.Known> known() {
        return known;
    }

    InventoryFile.Used used() {
        return used;
    }

    /** What earlier scenarios told it that outlasts them. */
    Set<Change> changes() {
        return Set.copyOf(changes);
    }

    /** Whether anything was done with it since it was last like a new one. */
    boolean touched() {
        return touched;
    }

    /** It is like a new one. */
    void isAsNew() {
        touched = false;
        changes.clear();
    }

    /** Whether it can be prepared as far as is known. */
    boolean usable() {
        return known.map(InventoryFile.Known::usable).orElse(true) && !CardCost.irreparable(changes) && !mistrusted;
    }

    /** Whether it is known to have no PIN try left. */
    boolean hasNoTry() {
        return known.filter(is -> is.pinTries() == 0).isPresent();
    }

    Optional<Card> card() {
        return Optional.ofNullable(card);
    }

    void becomes(Card physical) {
        card = physical;
    }

    /** Another one of the same kind takes its place. */
    void isReplaced() {
        card = null;
        known = entry.known();
        changes.clear();
    }

    boolean taken() {
        return taken;
    }

    /** Whether it is known to hold this much. */
    boolean holds(Money funds) {
        return known.filter(is -> is.funds().equals(funds)).isPresent();
    }

    /** Why it is not given to a scenario. */
    String whyNot() {
        if (mistrusted) {
            return name() + " has found the PIN of its profile wrong";
        }
        return name() + (taken ? " is in use" : usable() ? " is not expendable" : " is not usable any more");
    }

    void take() {
        recognized = false;
        taken = true;
    }

    void seen(CardState state) {
        known = Optional.of(state.known(known.map(InventoryFile.Known::pan).orElse(""), changes));
    }

    /** Its use has ended. */
    void comesBack(CardCost cost) {
        taken = false;
        touched = true;
        used = new InventoryFile.Used(
                used.wrongPins() + cost.wrongPins(),
                used.wrongKeys() + cost.wrongKeys(),
                used.writes() + cost.writes());
        changes.addAll(cost.changes());
        known = known.map(
                is -> new InventoryFile.Known(is.pan(), is.funds(), is.atc(), is.pinTries(), is.usable(), changes));
    }
}
