package dev.tapbench.bench;

import dev.tapbench.emv.Currency;
import dev.tapbench.emv.Money;
import dev.tapbench.emv.Pan;
import dev.tapbench.parties.personalization.PersonalizationOutcome;
import dev.tapbench.ports.DeviceException;
import dev.tapbench.ports.ProductException;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.NamedCard;
import dev.tapbench.ports.card.SwitchableCard;
import dev.tapbench.profiles.CardProfile;
import dev.tapbench.profiles.InventoryFile;
import dev.tapbench.profiles.InventoryNotes;
import dev.tapbench.reports.SkipException;
import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.RiskProfile.Device;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Gives scenarios cards out of an inventory, one at a time, prepared so that each is like a new one; takes them back, and writes
 * down what became of them. Thread-safe.
 */
final class CardStock {
    private final BenchDevices devices;
    private final InventoryUse use;
    private final CardMeter meter;
    private final InventoryNotes notes;
    private final List<StockedCard> cards;
    private int workshops;

    CardStock(BenchDevices devices, InventoryUse use, CardMeter meter) {
        this.devices = devices;
        this.use = use;
        this.meter = meter;
        notes = new InventoryNotes(use.file().file());
        cards = use.file().cards().stream()
                .map(entry -> new StockedCard(entry, devices.profile(entry.profile())))
                .toList();
    }

    /**
     * A card of a product, for as long as the scenario runs.
     *
     * @param wanted its product, with the risk profile that it must have
     * @param funds that it must hold; nothing on account
     * @throws SkipException when there is none like that, or none may be used so
     * @throws DeviceException when another card lies on the reader
     */
    HeldCard take(World world, CardProfile wanted, Money funds, IssuingChain.Terms terms) {
        StockedCard stocked = chosen(
                world.id(),
                wanted,
                ofProduct(wanted)
                        .filter(card -> use.livesOn() ? !card.blank() && card.wasUsable() : !card.wasBlank())
                        .sorted(Comparator.comparing(StockedCard::expendable)
                                .thenComparing(card -> !card.holds(funds))));
        begins(world, stocked);
        try (Workshop workshop = workshop(stocked, world.clock())) {
            Card card = physical(stocked, workshop);
            CardPreparation preparation = new CardPreparation(devices, workshop, stocked, card);
            CardState before = recognized(stocked, preparation);
            CardState state = prepared(stocked, preparation, before, funds);
            if (use.real()) {
                meter.allow(stocked.name(), use.cost(world.id()).wrongPins());
            }
            IssuingChain chain = new IssuingChain(world, wanted, terms, devices.contactless());
            chain.issuer().takeOver(wanted.product(), state.pan().orElseThrow(), held(wanted, state), state.atc());
            return new HeldCard(
                    card,
                    chain,
                    new CardView(
                            world.inspection(wanted.device()),
                            card,
                            wanted.application().aid(),
                            funds.currency()),
                    state.loads());
        }
    }

    /** Whoever prepares a card knows its PIN: a single wrong one is one too many. */
    private CardState prepared(StockedCard stocked, CardPreparation preparation, CardState before, Money funds) {
        meter.allow(stocked.name(), 0);
        try {
            CardState state = preparation.bring(before, funds);
            stocked.seen(state);
            meter.forgetChanges(stocked.name());
            return state;
        } finally {
            if (meter.foundTooManyWrong(stocked.name())) {
                stocked.isMistrusted();
            }
            meter.allow(stocked.name(), Integer.MAX_VALUE);
        }
    }

    private static Money held(CardProfile profile, CardState state) {
        return profile.risk().kind() == RiskProfile.Kind.PREPAID
                ? state.funds()
                : Money.zero(state.funds().currency());
    }

    /**
     * A card that waits for its personalization, for as long as the scenario runs.
     *
     * @param wanted the product that it is to become
     * @throws SkipException when there is none
     * @throws DeviceException when the card there is not blank
     */
    Card takeBlank(World world, CardProfile wanted) {
        List<StockedCard> made = ofProduct(wanted).filter(StockedCard::wasBlank).toList();
        if (use.livesOn() && !made.isEmpty() && made.stream().noneMatch(StockedCard::blank)) {
            throw new SkipException("the blank cards of the inventory "
                    + use.file().file() + " that are a "
                    + wanted.product() + " have been personalized: "
                    + String.join(", ", made.stream().map(StockedCard::name).toList())
                    + "; it needs another blank one");
        }
        StockedCard stocked = chosen(world.id(), wanted, made.stream().filter(card -> !use.livesOn() || card.blank()));
        begins(world, stocked);
        try (Workshop workshop = workshop(stocked, world.clock())) {
            if (!use.livesOn() && !stocked.blank()) {
                stocked.isReplaced();
            }
            Card card = stocked.card()
                    .orElseGet(() -> use.real() ? new NamedCard(stocked.name()) : chip(stocked, workshop));
            stocked.becomes(card);
            if (!view(stocked, card).canBePersonalized()) {
                throw new DeviceException("expected the blank card " + stocked.name()
                        + ", and the one that lies there cannot be personalized: bring the right card, or correct the"
                        + " inventory");
            }
            stocked.isRecognized();
            if (use.real()) {
                meter.allow(stocked.name(), use.cost(world.id()).wrongPins());
            }
            return card;
        }
    }

    private CardView view(StockedCard stocked, Card card) {
        CardProfile profile = stocked.profile();
        return new CardView(
                devices.inspection(profile.device()),
                card,
                profile.application().aid(),
                Currency.ofAlpha(profile.risk().currency().getCurrencyCode()));
    }

    private void begins(World world, StockedCard stocked) {
        meter.begin(stocked.name());
        world.closing(() -> comesBack(world.id(), stocked, world.clock()));
    }

    private Stream<StockedCard> ofProduct(CardProfile wanted) {
        return cards.stream().filter(card -> card.profile().isLike(wanted));
    }

    private synchronized StockedCard chosen(String scenario, CardProfile wanted, Stream<StockedCard> fitting) {
        if (use.spared().contains(scenario)) {
            throw new SkipException("it would leave its card without a PIN try or unusable, and the inventory "
                    + use.file().file() + " has no card of this product that is expendable");
        }
        String unknown = use.unknown().get(scenario);
        if (use.real() && unknown != null) {
            throw new SkipException(unknown);
        }
        List<StockedCard> all = fitting.toList();
        if (all.isEmpty()) {
            throw new SkipException(
                    "the inventory " + use.file().file() + " has no such card as this scenario needs: a "
                            + wanted.product() + " with the risk profile '"
                            + wanted.risk().name() + "', blank where the scenario says so");
        }
        boolean destructive = use.destructive().contains(scenario);
        StockedCard chosen = all.stream()
                .filter(card -> !card.taken())
                .filter(card -> !use.real() || card.usable())
                .filter(card -> !destructive || card.expendable())
                .findFirst()
                .orElseThrow(() -> new SkipException("no " + wanted.product() + " of the inventory "
                        + use.file().file() + " is left: "
                        + String.join(
                                ", ", all.stream().map(StockedCard::whyNot).toList())));
        requireBudget(chosen, use.cost(scenario));
        chosen.take();
        return chosen;
    }

    private void requireBudget(StockedCard card, CardCost cost) {
        InventoryFile.Budget budget = card.budget();
        int atc = card.known().map(InventoryFile.Known::atc).orElse(0);
        if (use.real()
                && (atc + cost.transactions() > budget.transactions()
                        || card.used().wrongKeys() + cost.wrongKeys() > budget.wrongKeys()
                        || card.used().writes() + cost.writes() > budget.writes())) {
            throw new SkipException("the card " + card.name() + " of the inventory has used " + atc + " transactions, "
                    + card.used().wrongKeys() + " wrong keys and " + card.used().writes()
                    + " writes, and this scenario would take more than the rest of its budget " + budget);
        }
    }

    private Card physical(StockedCard stocked, Workshop workshop) {
        boolean spent = stocked.profile().device() != Device.CARD && stocked.hasNoTry();
        if (!use.real() && (!stocked.usable() || spent)) {
            stocked.isReplaced();
        }
        Optional<Card> there = stocked.card();
        if (there.isPresent()) {
            if (there.get() instanceof SwitchableCard phone) {
                // As its owner would, so that nothing armed is left of the scenario before.
                phone.switchOff();
            }
            return there.get();
        }
        Card card = use.real() ? new NamedCard(stocked.name()) : made(stocked, workshop);
        stocked.becomes(card);
        return card;
    }

    /** A simulated one, as the file says that it is. */
    private Card made(StockedCard stocked, Workshop workshop) {
        CardProfile profile = stocked.profile();
        Card card = chip(stocked, workshop);
        Money funds = stocked.known()
                .map(InventoryFile.Known::funds)
                .orElseGet(() ->
                        Money.zero(Currency.ofAlpha(profile.risk().currency().getCurrencyCode())));
        PersonalizationOutcome outcome = new IssuingChain(
                        workshop,
                        profile,
                        IssuingChain.Terms.USUAL,
                        profile.device() == Device.CARD ? devices.contact() : devices.contactless())
                .device()
                .request(profile.product(), funds, card);
        stocked.isAsNew();
        if (outcome instanceof PersonalizationOutcome.Rejected rejected) {
            throw new ProductException("expected a personalized " + profile.product() + " to begin with, but "
                    + card.id() + " was rejected: " + rejected.reason());
        }
        return card;
    }

    private Card chip(StockedCard stocked, Workshop workshop) {
        CardProfile profile = stocked.profile();
        return new ChipMaker(devices.cards(), devices.cardClasses(), workshop.entropy("chip maker"))
                .blank(
                        stocked.name(),
                        profile,
                        profile.issuing().iin(),
                        profile.keys().kmc());
    }

    /** Whether it is the card of the inventory that lies there, and may still be used. */
    private CardState recognized(StockedCard stocked, CardPreparation preparation) {
        Optional<InventoryFile.Known> known = use.real() ? stocked.known() : Optional.empty();
        CardState state = preparation.read();
        String found = state.pan().map(Pan::masked).orElse("no number");
        known.filter(before -> state.usable()
                        && ((!before.pan().isEmpty() && !before.pan().equals(found)) || before.atc() > state.atc()))
                .ifPresent(before -> {
                    throw new DeviceException(String.format(
                            Locale.ROOT,
                            "expected the card %s with the number %s and an ATC of %d or more, and one with %s and %d lies"
                                    + " there: bring the right card, or correct the inventory",
                            stocked.name(),
                            before.pan(),
                            before.atc(),
                            found,
                            state.atc()));
                });
        stocked.isRecognized();
        stocked.seen(state);
        if (!state.usable()) {
            throw new SkipException("the card " + stocked.name() + " of the inventory is blocked, or shows no number");
        }
        return state;
    }

    /** A card that was not recognized is another one, or none: nothing is asked of it, and nothing written about it. */
    private void comesBack(String scenario, StockedCard stocked, Clock clock) {
        CardCost left = CardCost.NONE;
        try {
            Card card = stocked.card().orElse(null);
            if (card != null && stocked.recognized() && !stillBlank(stocked, card)) {
                try (Workshop workshop = workshop(stocked, clock)) {
                    CardState state = new CardPreparation(devices, workshop, stocked, card).read();
                    stocked.seen(state);
                    left = state.cost();
                }
            }
        } finally {
            CardCost cost = meter.cost(stocked.name()).and(left);
            use.costs().add(scenario, stocked.name(), cost);
            stocked.comesBack(cost);
            if (use.real() && stocked.recognized()) {
                notes.write(stocked.name(), stocked.known(), stocked.used());
            }
        }
    }

    private boolean stillBlank(StockedCard stocked, Card card) {
        return stocked.blank() && view(stocked, card).canBePersonalized();
    }

    private synchronized Workshop workshop(StockedCard stocked, Clock clock) {
        workshops++;
        return new Workshop(devices, stocked.name() + "/" + workshops, clock);
    }
}
