package dev.tapbench.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.bench.RunContext;
import dev.tapbench.bench.Scene;
import dev.tapbench.bench.Secrecy;
import dev.tapbench.emv.Money;
import dev.tapbench.emv.Pin;
import dev.tapbench.emv.UserSettings;
import dev.tapbench.parties.issuer.Books;
import dev.tapbench.parties.phone.Phone;
import dev.tapbench.parties.phone.Phone.CvmResult;
import dev.tapbench.parties.terminal.PinEntry;
import dev.tapbench.ports.ProductException;
import dev.tapbench.ports.trace.Prompt;
import io.cucumber.java.ParameterType;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Payments with a card or phone, and what phone and terminal show. */
public final class PaymentSteps {
    /** A card tells its tries in four bits. */
    private static final int MORE_THAN_ANY_CARD_TAKES = 16;

    private final Scene scene;

    public PaymentSteps(Scene scene) {
        this.scene = scene;
    }

    @Given("the card/phone has paid {amount} {int} times")
    public void hasPaid(Money amount, int times) {
        for (int i = 1; i <= times; i++) {
            scene.act();
            scene.tapToPay(amount);
            expect(
                    scene.terminalShowed().contains(Prompt.APPROVED),
                    "payment " + i + " of " + amount + " to be approved");
        }
    }

    @Given("the phone {phoneMessage} for {amount}")
    public void hasAsked(Prompt prompt, Money amount) {
        taps(amount);
        expect(scene.phoneShowed().contains(prompt), "the phone to show " + prompt);
    }

    /** What a phone's owner, or a thief, does to be verified. */
    @ParameterType("the passcode|a wrong passcode|wrong passcodes until no try is left|the pattern|a wrong pattern"
            + "|wrong patterns until no try is left|a finger|a stranger's finger")
    public Consumer<Phone> cvm(String words) {
        return switch (words) {
            case "the passcode" -> phone -> phone.enterPasscode(scene.pin());
            case "a wrong passcode" -> phone -> phone.enterPasscode(scene.wrongPin());
            case "the pattern" -> phone -> phone.drawPattern(scene.pattern());
            case "a wrong pattern" -> phone -> phone.drawPattern(Secrecy.wrong(scene.pattern()));
            case "a finger" -> phone -> phone.showFinger(true);
            case "a stranger's finger" -> phone -> phone.showFinger(false);
            case "wrong patterns until no try is left" ->
                phone -> untilExhausted(() -> phone.drawPattern(Secrecy.wrong(scene.pattern())));
            default -> phone -> untilExhausted(() -> phone.enterPasscode(scene.wrongPin()));
        };
    }

    private static void untilExhausted(Supplier<CvmResult> entry) {
        for (int i = 0; i < MORE_THAN_ANY_CARD_TAKES; i++) {
            if (entry.get() == CvmResult.TRIES_EXHAUSTED) {
                return;
            }
        }
        throw new ProductException("the phone takes wrong entries without end");
    }

    @When("the cardholder enters/draws/shows {cvm}")
    public void isVerified(Consumer<Phone> cvm) {
        scene.act();
        cvm.accept(scene.phone());
    }

    @Given("the cardholder has entered/drawn/shown {cvm}")
    public void wasVerified(Consumer<Phone> cvm) {
        isVerified(cvm);
        expect(
                scene.phoneShowed().contains(Prompt.TAP_AGAIN)
                        || scene.phoneShowed().contains(Prompt.PIN_TRIES_EXHAUSTED),
                "the phone to take what was entered, or to have no try left");
    }

    @When("{int} seconds (have )pass(ed)")
    public void timePasses(int seconds) {
        scene.act();
        scene.timePasses(Duration.ofSeconds(seconds));
    }

    private void expect(boolean held, String what) {
        if (!held) {
            throw new ProductException("expected " + what + " to begin with, but the terminal showed "
                    + scene.terminalShowed() + " and the phone " + scene.phoneShowed());
        }
    }

    @When("the cardholder taps the card/phone to pay {amount}")
    public void taps(Money amount) {
        scene.act();
        scene.tapToPay(amount);
    }

    /** What the cardholder enters while the card is in the slot; after one wrong PIN that is enough, nothing more is entered. */
    @ParameterType("the PIN|the new PIN|no PIN|a wrong PIN|wrong PINs until no try is left")
    public PinEntry pinEntry(String words) {
        return switch (words) {
            case "the PIN" -> tries -> Optional.of(scene.keyedPin());
            case "the new PIN" -> tries -> Optional.of(scene.newPin());
            case "no PIN" -> PinEntry.NOBODY;
            case "a wrong PIN" -> times(1, scene::keyedWrongPin);
            default -> times(MORE_THAN_ANY_CARD_TAKES, scene::keyedWrongPin);
        };
    }

    private static PinEntry times(int times, Supplier<Pin> pin) {
        Iterator<Supplier<Pin>> entries = Collections.nCopies(times, pin).iterator();
        return tries -> entries.hasNext() ? Optional.of(entries.next().get()) : Optional.empty();
    }

    @When("the cardholder puts the card in to pay {amount} and enters {pinEntry}")
    public void putsIn(Money amount, PinEntry holder) {
        scene.act();
        scene.insertToPay(amount, holder);
    }

    @Given("the shop asks the issuer about every payment")
    public void asksAlways() {
        scene.shop().asksTheIssuer(true);
    }

    /** Where the cardholder can pay; all of it is one merchant's. */
    @ParameterType("a shop|a shop without a line to the issuer|a gate without a line to the issuer")
    public Runnable place(String words) {
        boolean online = !words.endsWith("without a line to the issuer");
        boolean attended = !words.startsWith("a gate");
        return () -> scene.shop().equip(online, attended, attended);
    }

    @Given("the cardholder has gone to {place}")
    public void hasGone(Runnable place) {
        place.run();
    }

    @When("the merchant (has )present(s)(ed) the payments")
    public void presented() {
        scene.act();
        scene.shop().terminal().forward();
        int waiting = scene.shop().terminal().waitingAdvices();
        expect(waiting == 0, "the issuer to answer every presentment, of which " + waiting + " wait");
    }

    @When("the cardholder gives back goods for {amount} and taps")
    public void givesBack(Money amount) {
        scene.act();
        scene.tapForRefund(amount);
    }

    @When("the cardholder taps for the balance")
    public void balance() {
        scene.act();
        scene.tapForBalance();
    }

    /** What a phone's owner wants to be asked for, beyond what the issuer asks. */
    @ParameterType("at every payment|above [0-9]+\\.[0-9]{2} [A-Z]{3}|after [0-9]{1,3} payments?")
    public UserSettings ownersWish(String words) {
        String[] parts = words.split(" ", 2);
        return switch (parts[0]) {
            case "above" -> UserSettings.askAbove(RunContext.current().amount(parts[1]));
            case "after" -> UserSettings.askAfter(Integer.parseInt(parts[1].replaceFirst(" payments?$", "")));
            default -> UserSettings.alwaysAsk();
        };
    }

    @Given("the phone has been set to ask {ownersWish}")
    public void hasBeenSet(UserSettings wish) {
        setsThePhone(wish);
        expect(scene.phoneShowed().contains(Prompt.SETTINGS_TAKEN), "the phone to take the settings");
    }

    @When("the cardholder enters the passcode and sets the phone to ask {ownersWish}")
    public void setsThePhone(UserSettings wish) {
        scene.act();
        scene.phone().changeSettings(scene.pin(), wish);
    }

    @When("the cardholder enters a wrong passcode and sets the phone to ask {ownersWish}")
    public void setsThePhoneWithoutPasscode(UserSettings wish) {
        scene.act();
        scene.phone().changeSettings(scene.wrongPin(), wish);
    }

    @Then("the phone asks for nothing")
    public void asksForNothing() {
        assertThat(scene.phoneShowed()).as("what the phone showed").isEmpty();
    }

    @Then("the phone says that the passcode was wrong, with one try less")
    public void wrongPasscode() {
        assertThat(scene.phoneShowed()).as("what the phone showed").contains(Prompt.WRONG_PASSCODE);
        assertThat(scene.held().view().pinTriesLeft())
                .as("passcode tries left in the secure element")
                .isEqualTo(scene.held().chain().profile().pin().tries() - 1);
    }

    @Then("the terminal shows a balance of {amount}")
    public void showsBalance(Money amount) {
        assertThat(scene.terminalShowedWith(Prompt.BALANCE))
                .as("balances that the terminal showed")
                .containsExactly(amount.toString());
    }

    @Then("the issuer has approved no payment")
    public void approvedNothing() {
        assertThat(scene.held().books().onlinePurchases())
                .as("payments that the issuer's books have as approved")
                .isEmpty();
    }

    @Then("the account holds {amount}")
    public void accountHolds(Money amount) {
        Books books = scene.held().chain().issuer().books();
        assertThat(books.accounts().get(scene.held().books().account()))
                .as("the cardholder's account in the issuer's books")
                .isEqualTo(amount);
        assertThat(books.sound())
                .as("both invariants of the books: " + books.constant().detail() + "; "
                        + books.covered().detail())
                .isTrue();
    }
}
