package dev.tapbench.bench;

import dev.tapbench.emv.CounterReport;
import dev.tapbench.emv.Money;
import dev.tapbench.emv.Pan;
import dev.tapbench.emv.Pin;
import dev.tapbench.emv.UserSettings;
import dev.tapbench.parties.issuer.CardOrder;
import dev.tapbench.parties.phone.Phone;
import dev.tapbench.parties.phone.PhoneConfig;
import dev.tapbench.parties.terminal.LoadTransaction;
import dev.tapbench.parties.terminal.PinEntry;
import dev.tapbench.parties.terminal.PurchaseTransaction;
import dev.tapbench.ports.DeviceException;
import dev.tapbench.ports.ProductException;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.trace.Trace;
import dev.tapbench.profiles.CardProfile;
import dev.tapbench.profiles.InventoryFile.Change;
import dev.tapbench.reports.SkipException;
import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.RiskProfile.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Brings a card of an inventory to where a new one would be: so much money, all PIN tries, counters that have counted nothing. By
 * what an issuer and a cardholder can do: payments, loads with the PIN, and orders that the issuer gives with an answer.
 */
final class CardPreparation {
    /** More payments than any owner lets a phone make without being asked. */
    private static final int MOST_TAPS = 12;

    private final BenchDevices devices;
    private final Workshop workshop;
    private final StockedCard stocked;
    private final Card card;
    private final CardProfile profile;
    private final boolean prepaid;

    CardPreparation(BenchDevices devices, Workshop workshop, StockedCard stocked, Card card) {
        this.devices = devices;
        this.workshop = workshop;
        this.stocked = stocked;
        this.card = card;
        profile = stocked.profile();
        prepaid = profile.risk().kind() == RiskProfile.Kind.PREPAID;
    }

    /** What the card says now. */
    CardState read() {
        return CardState.read(devices, card, profile);
    }

    /**
     * Prepares it.
     *
     * @param before what it says of itself
     * @param funds that it is to hold; nothing on account
     * @return what it says afterwards
     * @throws ProductException when the card refuses what it should take
     * @throws SkipException when there is no way for it to get there
     */
    CardState bring(CardState before, Money funds) {
        if (!stocked.touched() && reached(before, funds)) {
            return before;
        }
        Pan pan = before.pan().orElseThrow();
        IssuingChain chain = new IssuingChain(workshop, profile, IssuingChain.Terms.USUAL, devices.contactless());
        chain.issuer().takeOver(profile.product(), pan, prepaid ? before.funds() : funds, before.atc());
        Shop shop = new Shop(workshop, chain);
        if (profile.device() == Device.PHONE) {
            // Whatever a passcode has armed is not for the payments that follow.
            phone().lockScreen();
        }
        restoreSettings(shop, before);
        hearTheIssuer(shop, before, order -> chain.issuer().order(pan, order));
        CardState heard = read();
        if (heard.pinTries() <= 1 && profile.pin().tries() > 1) {
            throw new SkipException("the card " + card.id() + " of the inventory has " + heard.pinTries()
                    + " PIN tries left, and heard no issuer that gives them back: none is risked");
        }
        if (prepaid) {
            fund(shop, heard.funds(), funds);
        }
        CardState after = read();
        if (!reached(after, funds)) {
            throw new SkipException(
                    "the card " + card.id() + " of the inventory could not be brought to where a new one is: it holds "
                            + after.funds() + " and has " + after.pinTries() + " PIN tries"
                            + after.counters()
                                    .map(c -> ", " + c.firstCount() + " and " + c.secondCount() + " payments counted")
                                    .orElse("")
                            + ", expected " + (prepaid ? funds + ", " : "")
                            + profile.pin().tries()
                            + " tries and nothing counted");
        }
        stocked.isAsNew();
        return after;
    }

    private boolean reached(CardState state, Money funds) {
        return (!prepaid || state.funds().equals(funds))
                && state.pinTries() == profile.pin().tries()
                && state.counters().map(CardPreparation::nothing).orElse(true);
    }

    private static boolean nothing(CounterReport counters) {
        return counters.firstCount() == 0
                && counters.firstAmount() == 0
                && counters.secondCount() == 0
                && counters.secondAmount() == 0;
    }

    /**
     * What its owner wanted in an earlier scenario is taken back, over the phone's own wire. The applet takes a passcode only
     * when a tap has asked for it: payments are made until one does.
     */
    private void restoreSettings(Shop shop, CardState before) {
        if (!stocked.changes().contains(Change.SETTINGS)) {
            return;
        }
        Phone phone = phone();
        boolean asked = false;
        Money smallest = smallest(before.funds());
        int small = Math.min(profile.risk().lostOrStolen().count() + 1, MOST_TAPS);
        for (int taps = 0; !asked && taps <= small; taps++) {
            // Many small payments trip a count, and a large one at last an amount.
            shop.terminal().purchase(taps < small ? smallest : read().funds()).tap(card);
            asked = phone.tapEnded();
        }
        Phone.CvmResult result = phone.changeSettings(profile.pin().reference(), UserSettings.none());
        if (result != Phone.CvmResult.VALID) {
            throw new ProductException("expected the phone " + card.id()
                    + " to take its owner's passcode and settings to begin with, but the passcode is " + result);
        }
        phone.lockScreen();
        shop.terminal().forward();
    }

    private Phone phone() {
        return new Phone(
                card,
                devices.wired(),
                profile.application().aid(),
                PhoneConfig.of(profile.risk()),
                Optional.empty(),
                workshop.clock(),
                Trace.none());
    }

    private List<CardOrder> orders(CardState state) {
        List<CardOrder> orders = new ArrayList<>();
        if (stocked.changes().contains(Change.PIN)) {
            orders.add(new CardOrder.ChangePin(profile.pin().reference()));
        } else if ((state.pinTries() < profile.pin().tries() && hasSlot()) || state.pinTries() == 0) {
            orders.add(new CardOrder.ResetPinTries());
        }
        if (stocked.changes().contains(Change.LIMIT)) {
            orders.add(new CardOrder.LimitLostOrStolen(new Money(
                    profile.risk().lostOrStolen().amount(), state.funds().currency())));
        }
        return orders;
    }

    /**
     * A payment that asks the issuer: afterwards a card has nothing to tell of earlier ones, and has followed its orders. By a tap
     * only where there are orders, after a load, so that the tap asks for nobody.
     */
    private void hearTheIssuer(Shop shop, CardState before, Consumer<CardOrder> issuer) {
        List<CardOrder> orders = orders(before);
        orders.forEach(issuer);
        if (orders.isEmpty() && !hasSlot()) {
            return;
        }
        Money smallest = smallest(before.funds());
        if (!hasSlot() && prepaid && before.pinTries() > 1 && !stocked.changes().contains(Change.PIN)) {
            load(shop, smallest);
        }
        shop.asksTheIssuer(true);
        // No PIN is risked: the issuer's orders come with a refusal as well. Of those orders it hears the next time.
        for (int i = 0; i < (orders.isEmpty() ? 1 : 2); i++) {
            pay(shop, smallest, PinEntry.NOBODY);
        }
        shop.asksTheIssuer(false);
    }

    private static Money smallest(Money funds) {
        return new Money(1, funds.currency());
    }

    /** A load with the right PIN clears all counters and gives all PIN tries back: it comes last. */
    private void fund(Shop shop, Money held, Money wanted) {
        Money smallest = smallest(held);
        Money now = held;
        if (now.minor() >= profile.risk().maximumBalance().orElse(Long.MAX_VALUE)) {
            pay(shop, smallest, holder());
            now = read().funds();
        }
        if (now.compareTo(wanted) > 0) {
            // Clears the counters, so that one payment of any amount is possible.
            load(shop, smallest);
            now = now.plus(smallest);
        }
        if (now.compareTo(wanted) >= 0) {
            pay(shop, now.minus(wanted).plus(wanted.minor() == 0 ? Money.zero(wanted.currency()) : smallest), holder());
            now = read().funds();
        }
        if (now.compareTo(wanted) < 0) {
            load(shop, wanted.minus(now));
        }
    }

    private PinEntry holder() {
        Pin pin = profile.pin().reference();
        return (OptionalInt tries) -> Optional.of(pin);
    }

    private void pay(Shop shop, Money amount, PinEntry holder) {
        PurchaseTransaction purchase = shop.terminal().purchase(amount);
        if (hasSlot()) {
            purchase.insert(card, holder);
        } else {
            purchase.tap(card);
        }
        shop.terminal().forward();
    }

    private boolean hasSlot() {
        return profile.device() == Device.CARD && devices.inner(Device.CARD).isPresent();
    }

    private void load(Shop shop, Money amount) {
        LoadTransaction load = shop.terminal().load(amount);
        boolean entered = false;
        while (!load.state().over()) {
            if (load.state() == LoadTransaction.State.AWAITING_PIN) {
                if (entered) {
                    load.cancel();
                    throw new DeviceException(
                            "the card " + card.id() + " finds the PIN of its profile " + profile.file()
                                    + " wrong, and gets no other one: write its own into the profile, or bring the right card");
                }
                load.enterPin(profile.pin().reference());
                entered = true;
            }
            load.tap(card);
        }
        shop.terminal().forward();
        if (load.state() != LoadTransaction.State.ACCEPTED) {
            throw new ProductException("expected the card " + card.id() + " to take a load of " + amount
                    + " to begin with, but the load is " + load.state());
        }
    }
}
