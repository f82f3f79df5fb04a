package dev.tapbench.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.bench.Scene;
import dev.tapbench.bench.World;
import dev.tapbench.emv.Money;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.parties.issuer.Books;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.trace.MessagePassed;
import dev.tapbench.ports.trace.MessageType;
import dev.tapbench.ports.trace.Prompt;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;

/** The three-tap load at a terminal, and the issuer's books about it. */
public final class LoadSteps {
    private final Scene scene;
    private final World world;

    public LoadSteps(Scene scene, World world) {
        this.scene = scene;
        this.world = world;
    }

    @Given("the cardholder has asked the terminal for a load of {amount}")
    public void asked(Money amount) {
        scene.requestLoad(amount);
    }

    @Given("an earlier load of {amount} was accepted")
    public void earlierLoad(Money amount) {
        scene.completeLoad(amount);
    }

    @Given("the issuer has approved a load of {amount}")
    public void approved(Money amount) {
        scene.requestLoad(amount);
        scene.tapForLoad();
    }

    @Given("the issuer has approved a load of {amount} and the card has accepted the issuer")
    public void approvedAndAccepted(Money amount) {
        approved(amount);
        scene.tapForLoad();
    }

    @Given("the network will change the issuer's answer")
    public void networkChangesAnswer() {
        scene.shop().networkChangesAnswers();
    }

    @Given("a dishonest host passes on the issuer's answer to the earlier load")
    public void earlierAnswer() {
        scene.shop().dishonestHostAnswersWith(lastAnswer());
    }

    /** Issuer authentication data of the last approval, as it came to the terminal. */
    private Bytes lastAnswer() {
        Bytes chipData = world.trace().events().stream()
                .filter(MessagePassed.class::isInstance)
                .map(MessagePassed.class::cast)
                .filter(message -> message.type() == MessageType.AUTHORIZATION_RESPONSE)
                .reduce((earlier, later) -> later)
                .map(message -> Bytes.hex(message.fields().getOrDefault("DE55", "")))
                .orElseThrow(() -> new IllegalStateException("no load was approved before"));
        return Tlv.find(Tlv.parseAll(chipData), Tags.ISSUER_AUTHENTICATION_DATA)
                .orElseThrow(() -> new IllegalStateException("the approval has no issuer authentication data"))
                .value();
    }

    @When("the cardholder taps")
    public void taps() {
        scene.act();
        scene.tapForLoad();
    }

    @When("the cardholder enters the PIN")
    public void entersPin() {
        scene.act();
        scene.load().enterPin(scene.pin());
    }

    @When("the cardholder enters the PIN and taps")
    public void entersPinAndTaps() {
        entersPin();
        scene.tapForLoad();
    }

    @When("the cardholder enters a wrong PIN and taps")
    public void entersWrongPinAndTaps() {
        scene.act();
        scene.load().enterPin(scene.wrongPin());
        scene.tapForLoad();
    }

    @Then("the terminal says that the PIN was wrong, with one try less")
    public void wrongPin() {
        assertThat(scene.terminalShowed()).as("what the terminal showed").contains(Prompt.WRONG_PIN);
        assertThat(scene.held().view().pinTriesLeft())
                .as("PIN tries left on the card")
                .isEqualTo(scene.held().chain().profile().pin().tries() - 1);
    }

    @Then("the issuer (still )holds {amount} for the load")
    public void issuerHolds(Money amount) {
        assertThat(scene.held().books().open())
                .as("what the issuer's books hold for the load")
                .isEqualTo(amount);
    }

    @Then("the issuer's books show {amount} on the card and hold nothing")
    public void booksShow(Money amount) {
        Books.CardBooks card = scene.held().books();
        Books books = scene.held().chain().issuer().books();
        assertThat(card.position()).as("ledger position of the card").isEqualTo(amount);
        assertThat(card.settled())
                .as("whether nothing is set aside for the card: " + card.holds())
                .isTrue();
        assertThat(books.sound())
                .as("both invariants of the books: " + books.constant().detail() + "; "
                        + books.covered().detail())
                .isTrue();
    }
}
