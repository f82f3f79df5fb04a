package dev.tapbench.bench;

import dev.tapbench.emv.Money;
import dev.tapbench.emv.Pin;
import dev.tapbench.parties.phone.Phone;
import dev.tapbench.parties.terminal.LoadTransaction;
import dev.tapbench.parties.terminal.PinEntry;
import dev.tapbench.ports.ProductException;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.SwitchableCard;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.PowerLost;
import dev.tapbench.ports.trace.Prompt;
import dev.tapbench.ports.trace.Prompted;
import dev.tapbench.ports.trace.TraceEvent;
import dev.tapbench.profiles.CardProfile;
import dev.tapbench.reports.SkipException;
import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.RiskProfile.Device;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who and what is on the stage of a scenario: the cardholder's device, the shop, the transaction under way. */
public final class Scene {
    private final World world;
    private @Nullable HeldCard held;
    private @Nullable Shop shop;
    private @Nullable LoadTransaction load;
    private @Nullable Phone phone;
    private int actBegan;

    public Scene(World world) {
        this.world = world;
    }

    /** From here on the cardholder has this device; the shop and the phone around another one are gone. */
    public void holds(HeldCard card) {
        held = card;
        shop = null;
        phone = null;
        load = null;
    }

    public HeldCard held() {
        return there(held, "a card or phone");
    }

    /** The shop that the cardholder went to; it opens when it is first needed. */
    public Shop shop() {
        Shop open = shop;
        if (open == null) {
            open = new Shop(world, held().chain());
            shop = open;
        }
        return open;
    }

    /** The phone around the secure element. */
    public Phone phone() {
        Phone on = phone;
        if (on == null) {
            on = new Phone(
                    held().card(),
                    world.phoneWire(),
                    held().chain().profile().application().aid(),
                    world.trace());
            phone = on;
        }
        return on;
    }

    /** The cardholder asks the terminal for a load. */
    public void requestLoad(Money amount) {
        CardProfile profile = held().chain().profile();
        if (profile.risk().kind() == RiskProfile.Kind.LINE) {
            throw new SkipException("the profile " + profile.file()
                    + " spends on account, so it is never loaded: a prepaid one is needed");
        }
        load = shop().terminal().load(amount);
    }

    public LoadTransaction load() {
        return there(load, "a load");
    }

    /**
     * The cardholder enters a PIN for the load.
     *
     * @throws ProductException when the terminal has not asked for it
     */
    public void enterPin(Pin pin) {
        if (load().state() != LoadTransaction.State.AWAITING_PIN) {
            throw new ProductException("expected the terminal to ask for the PIN, but its load is " + load().state()
                    + ", and what it showed was " + terminalShowed());
        }
        load().enterPin(pin);
    }

    /**
     * The cardholder taps for the load.
     *
     * @throws ProductException when the terminal has ended the load and waits for no tap
     */
    public void tapForLoad() {
        tapForLoad(held().card());
        fieldGone();
    }

    /**
     * Somebody taps another card for the cardholder's load.
     *
     * @throws ProductException when the terminal has ended the load and waits for no tap
     */
    public void tapForLoad(Card card) {
        if (load().state().over()) {
            throw new ProductException("expected the terminal to wait for a tap, but its load is " + load().state()
                    + ", and what it showed was " + terminalShowed());
        }
        load().tap(card);
    }

    /** The cardholder gives up, and the terminal tells the issuer what it has to tell. */
    public void giveUpLoad() {
        load().cancel();
        shop().terminal().forward();
    }

    /** Somebody holds a reader of his own to the phone. */
    public StrangeReader strangeReader() {
        HeldCard near = held();
        return new StrangeReader(
                world.strangeReader(),
                near.card(),
                near.chain().profile().application().aid());
    }

    /** The cardholder taps for a new purchase; a phone then sees the field go. */
    public void tapToPay(Money amount) {
        shop().terminal().purchase(amount).tap(held().card());
        fieldGone();
    }

    /** The cardholder puts the card into the slot for a new purchase, and it stays there until the end. */
    public void insertToPay(Money amount, PinEntry holder) {
        shop().terminal().purchase(amount).insert(held().card(), holder);
    }

    private void fieldGone() {
        if (held().chain().profile().device() == Device.PHONE) {
            phone().tapEnded();
        }
    }

    /** What an application on the phone's processor does that nobody has asked for it. */
    public StrangeApplication strangeApplication() {
        HeldCard phoneHeld = held();
        return new StrangeApplication(
                world.phoneWire(),
                phoneHeld.card(),
                phoneHeld.chain().profile().application().aid());
    }

    /** The phone is switched off, and on again with the next thing that is done with it. */
    public void restartPhone() {
        Card card = held().card();
        if (!(card instanceof SwitchableCard switchable)) {
            throw new SkipException("the bench cannot switch " + card.id() + " off");
        }
        switchable.switchOff();
        world.trace().record(new PowerLost(card.id()));
        phone = null;
    }

    /** The terminal loses its power and has it again; what it was doing is over. */
    public void restartTerminal() {
        shop().terminalRestarts();
        load = null;
    }

    /** Goods go back to the shop, and the cardholder taps. */
    public void tapForRefund(Money amount) {
        shop().terminal().refund(amount).tap(held().card());
    }

    /** The cardholder taps to see what is left. */
    public void tapForBalance() {
        shop().terminal().balance(held().view().currency()).tap(held().card());
    }

    public Pin pin() {
        return held().chain().profile().pin().reference();
    }

    /** Another PIN that the issuer may give the card. */
    public Pin newPin() {
        return Secrecy.wrong(pin());
    }

    public Pin wrongPin() {
        return Secrecy.wrong(pin());
    }

    /** What follows is the one act that a scenario is about: what is shown from here on is its consequence. */
    public void act() {
        actBegan = world.trace().mark();
    }

    /** What the terminal and its reader have shown since the act. */
    public List<Prompt> terminalShowed() {
        return world.promptsSince(actBegan, Party.TERMINAL, Party.READER, Party.PIN_PAD);
    }

    /** The details of what the terminal has shown since the act under this prompt. */
    public List<String> terminalShowedWith(Prompt prompt) {
        List<TraceEvent> events = world.trace().events();
        return events.subList(actBegan, events.size()).stream()
                .filter(Prompted.class::isInstance)
                .map(Prompted.class::cast)
                .filter(prompted -> prompted.by() == Party.TERMINAL && prompted.prompt() == prompt)
                .map(Prompted::detail)
                .toList();
    }

    /** What the phone has shown since the act. */
    public List<Prompt> phoneShowed() {
        return world.promptsSince(actBegan, Party.PHONE);
    }

    private static <T> T there(@Nullable T thing, String name) {
        if (thing == null) {
            throw new IllegalStateException("the scenario has no " + name + " yet: a Given has to bring it");
        }
        return thing;
    }
}
