package dev.tapbench.bench;

import dev.tapbench.emv.Money;
import dev.tapbench.emv.Pin;
import dev.tapbench.parties.personalization.KeyLabels;
import dev.tapbench.parties.phone.Phone;
import dev.tapbench.parties.phone.PhoneConfig;
import dev.tapbench.parties.phone.Sensor;
import dev.tapbench.parties.terminal.LoadTransaction;
import dev.tapbench.parties.terminal.PinEntry;
import dev.tapbench.parties.terminal.PurchaseTransaction;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.ProductException;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.PinSource;
import dev.tapbench.ports.card.SwitchableCard;
import dev.tapbench.ports.trace.ApduExchanged;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.PowerLost;
import dev.tapbench.ports.trace.Prompt;
import dev.tapbench.ports.trace.Prompted;
import dev.tapbench.ports.trace.TraceEvent;
import dev.tapbench.profiles.CardProfile;
import dev.tapbench.reports.SkipException;
import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.RiskProfile.Device;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who and what is on the stage of a scenario: the cardholder's device, the shop, the transaction under way. */
public final class Scene {
    /** VERIFY of a proof of the sensor: header and length, then 8 bytes. */
    private static final Bytes VERIFY_PROOF = Bytes.hex("0020008308");

    private static final int PROOF = 5;
    private static final int PROOF_END = 13;

    private final World world;
    private @Nullable HeldCard held;
    private @Nullable Shop shop;
    private @Nullable LoadTransaction load;
    private @Nullable Phone phone;
    private Optional<Sensor> sensor = Optional.empty();
    private boolean batteryOut;
    private int actBegan;

    public Scene(World world) {
        this.world = world;
    }

    /** From here on the cardholder has this device; the shop and the phone around another one are gone. */
    public void holds(HeldCard card) {
        held = card;
        shop = null;
        phone = null;
        sensor = Optional.empty();
        batteryOut = false;
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
            CardProfile profile = held().chain().profile();
            on = new Phone(
                    held().card(),
                    world.phoneWire(),
                    profile.application().aid(),
                    PhoneConfig.of(profile.risk()),
                    sensor(profile),
                    world.clock(),
                    world.trace());
            phone = on;
        }
        return on;
    }

    /** The sensor is part of the phone, and paired once. */
    private Optional<Sensor> sensor(CardProfile profile) {
        if (sensor.isEmpty() && profile.keys().sensor().isPresent()) {
            sensor = Optional.of(Sensor.paired(
                    world.hsm(Party.PHONE),
                    KeyLabels.PHONE_SENSOR,
                    held().books().pan(),
                    IssuingChain.PAN_SEQUENCE_NUMBER,
                    profile.issuing().derivation()));
        }
        return sensor;
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

    /** What the phone's sensor said last over the wire, as whoever listens there has it. */
    public Bytes lastProof() {
        return world.trace().events().stream()
                .filter(ApduExchanged.class::isInstance)
                .map(event -> ((ApduExchanged) event).command())
                .filter(command ->
                        command.length() == PROOF_END && command.slice(0, PROOF).equals(VERIFY_PROOF))
                .reduce((earlier, later) -> later)
                .map(command -> command.slice(PROOF, PROOF_END))
                .orElseThrow(
                        () -> new IllegalStateException("the sensor has said nothing yet: a Given has to bring it"));
    }

    /** The cardholder taps for a new purchase; a phone then sees the field go. */
    public void tapToPay(Money amount) {
        PurchaseTransaction purchase = shop().terminal().purchase(amount);
        if (!batteryOut) {
            purchase.tap(held().card());
            fieldGone();
        } else if (phone().paysWithoutBattery()) {
            purchase.tap(held().card());
            // The reader's field was all that the secure element lived from.
            switchOff();
        }
    }

    /** The cardholder puts the card into the slot for a new purchase, and it stays there until the end. */
    public void insertToPay(Money amount, PinEntry holder) {
        shop().requireSlot();
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
        switchOff();
        phone = null;
    }

    private void switchOff() {
        Card card = held().card();
        if (!(card instanceof SwitchableCard switchable)) {
            throw new SkipException("the bench cannot switch " + card.id() + " off");
        }
        switchable.switchOff();
        world.trace().record(new PowerLost(card.id()));
    }

    /** The phone's processor starts anew, as after an update; its secure element keeps its power. */
    public void rebootPhone() {
        phone = null;
        phone().boot();
    }

    /** From here on nothing but a reader's field feeds the phone's secure element. */
    public void batteryRunsOut() {
        switchOff();
        batteryOut = true;
    }

    /** Time passes; a phone's timers run. */
    public void timePasses(Duration time) {
        world.pass(time);
        if (held().chain().profile().device() == Device.PHONE && !batteryOut) {
            phone().tick();
        }
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

    /** What the cardholder keys in who knows the PIN. */
    public Pin keyedPin() {
        return world.keyedIn(held().card(), PinSource.Which.RIGHT, pin());
    }

    /** What the cardholder keys in who is mistaken. */
    public Pin keyedWrongPin() {
        return world.keyedIn(held().card(), PinSource.Which.WRONG, pin());
    }

    /** Another PIN that the issuer may give the card. */
    public Pin newPin() {
        return Secrecy.wrong(pin());
    }

    /** The pattern of the owner of the phone. */
    public Pin pattern() {
        return held().chain()
                .profile()
                .pin()
                .pattern()
                .orElseThrow(() -> new SkipException("the product of the phone has no pattern"));
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
