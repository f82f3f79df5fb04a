package dev.tapbench.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.bench.CardSupply;
import dev.tapbench.bench.DishonestMerchant;
import dev.tapbench.bench.HeldCard;
import dev.tapbench.bench.Scene;
import dev.tapbench.bench.World;
import dev.tapbench.emv.Money;
import dev.tapbench.emv.PendingLoad;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.parties.issuer.Books;
import dev.tapbench.parties.issuer.Hold;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.ProductException;
import dev.tapbench.ports.trace.MessagePassed;
import dev.tapbench.ports.trace.MessageType;
import dev.tapbench.ports.trace.Prompt;
import io.cucumber.java.ParameterType;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.util.List;

/** The three-tap load at a terminal, and the issuer's books about it. */
public final class LoadSteps {
    private final CardSupply supply;
    private final Scene scene;
    private final World world;

    public LoadSteps(CardSupply supply, Scene scene, World world) {
        this.supply = supply;
        this.scene = scene;
        this.world = world;
    }

    @When("the cardholder (has )ask(s)(ed) the terminal for a load of {amount}")
    public void asked(Money amount) {
        scene.act();
        scene.requestLoad(amount);
    }

    @When("the cardholder loads it with {amount}")
    public void loads(Money amount) {
        approvedAndAccepted(amount);
        entersPinAndTaps();
    }

    @Given("an earlier load of {amount} was accepted")
    public void earlierLoad(Money amount) {
        approvedAndAccepted(amount);
        entersPinAndTaps();
        expectShown(Prompt.LOAD_ACCEPTED, "the earlier load to be accepted");
    }

    @Given("the issuer has approved a load of {amount}")
    public void approved(Money amount) {
        scene.act();
        scene.requestLoad(amount);
        scene.tapForLoad();
        expectShown(Prompt.PRESENT_CARD_AGAIN, "the issuer's approval to bring the second prompt");
    }

    @Given("the issuer has approved a load of {amount} and the card has accepted the issuer")
    public void approvedAndAccepted(Money amount) {
        approved(amount);
        scene.act();
        scene.tapForLoad();
        expectShown(Prompt.ENTER_PIN, "the card to accept the issuer");
    }

    /** A story that cannot begin is the product's failure, and is told so before a later step stumbles over it. */
    private void expectShown(Prompt expected, String what) {
        List<Prompt> shown = scene.terminalShowed();
        if (shown.isEmpty() || shown.get(shown.size() - 1) != expected) {
            throw new ProductException(
                    "expected " + what + " to begin with, but what the terminal showed was " + shown);
        }
    }

    @Given("the issuer has been told that the card is lost")
    public void reportedLost() {
        scene.held().chain().issuer().hotlist(scene.held().books().pan());
    }

    /** What somebody on the line between terminal and issuer can do. */
    @ParameterType(
            "change the issuer's answer|lose the terminal's request|put another cryptogram into the terminal's request")
    public String networkTrick(String words) {
        return words;
    }

    @Given("the network will {networkTrick}")
    public void networkInterferes(String trick) {
        switch (trick) {
            case "change the issuer's answer" -> scene.shop().networkChangesAnswers();
            case "lose the terminal's request" -> scene.shop().networkLosesRequests();
            default -> scene.shop().networkChangesCryptograms();
        }
    }

    @Given("the network works again")
    public void networkWorksAgain() {
        scene.shop().networkWorksAgain();
    }

    @When("the terminal is switched off and on")
    public void terminalRestarts() {
        scene.act();
        scene.restartTerminal();
    }

    @Given("the cardholder will take the card away too early")
    public void leavesTooEarly() {
        scene.shop().cardLeavesTooEarly();
    }

    /** What a host between issuer and terminal can do that holds the terminal's key. */
    @ParameterType("passes on the issuer's answer to the earlier load|changes the end of the issuer's cryptogram"
            + "|changes the end of the issuer's command")
    public String hostTrick(String words) {
        return words;
    }

    @Given("a dishonest host {hostTrick}")
    public void dishonestHost(String trick) {
        switch (trick) {
            case "changes the end of the issuer's cryptogram" -> scene.shop().dishonestHostChangesTheCryptogram();
            case "changes the end of the issuer's command" -> scene.shop().dishonestHostChangesTheCommand();
            default -> scene.shop().dishonestHostAnswersWith(lastAnswer());
        }
    }

    /** What a reader in wrong hands can do at the third tap. */
    @ParameterType(
            "repeats the PIN of the earlier load|hands the card the PIN in clear|uses its slot instead of its antenna"
                    + "|says that the card still waits for its load|cuts the power while the card checks the PIN")
    public String readerTrick(String words) {
        return words;
    }

    @Given("a dishonest reader {readerTrick}")
    public void dishonestReader(String trick) {
        switch (trick) {
            case "repeats the PIN of the earlier load" -> scene.shop().dishonestReaderRepeatsPin();
            case "hands the card the PIN in clear" -> scene.shop().dishonestReaderHandsPinInClear();
            case "says that the card still waits for its load" -> scene.shop().dishonestReaderHidesTheEnd();
            case "cuts the power while the card checks the PIN" -> scene.shop().dishonestReaderCutsThePower();
            default -> scene.shop().dishonestReaderUsesItsSlot();
        }
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

    @When("another prepaid card that holds {amount} is tapped")
    public void anotherCardTaps(Money funds) {
        HeldCard other = supply.personalized(CardSupply.PREPAID_CARD, funds);
        scene.act();
        scene.tapForLoad(other.card());
    }

    @When("the cardholder gives up the load")
    public void givesUp() {
        scene.act();
        scene.giveUpLoad();
    }

    /** What a merchant can do behind his terminal. */
    @ParameterType("asks the issuer for the same load again|reports the same load again"
            + "|reports the load before the card has accepted it")
    public String merchantTrick(String words) {
        return words;
    }

    @When("a dishonest merchant {merchantTrick}")
    public void dishonestMerchant(String trick) {
        scene.act();
        DishonestMerchant merchant = scene.shop().merchant();
        switch (trick) {
            case "asks the issuer for the same load again" -> merchant.repeatRequest();
            case "reports the same load again" -> merchant.repeatCompletion();
            default -> merchant.claimLoad(world.trace().events());
        }
    }

    @When("the cardholder enters the PIN")
    public void entersPin() {
        scene.act();
        scene.enterPin(scene.keyedPin());
    }

    @When("the cardholder enters the PIN and taps")
    public void entersPinAndTaps() {
        entersPin();
        scene.tapForLoad();
    }

    @When("the cardholder enters a wrong PIN and taps")
    public void entersWrongPinAndTaps() {
        scene.act();
        scene.enterPin(scene.keyedWrongPin());
        scene.tapForLoad();
    }

    @Then("the terminal says that the PIN was wrong, with one try less")
    public void wrongPin() {
        assertThat(scene.terminalShowed())
                .as("what the terminal showed")
                .contains(Prompt.WRONG_PIN)
                .doesNotContain(Prompt.LOAD_ACCEPTED);
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

    @Then("the issuer holds {amount} in doubt")
    public void inDoubt(Money amount) {
        assertThat(scene.held().books().inDoubt())
                .as("what the issuer's books hold for loads that may have happened")
                .isEqualTo(amount);
    }

    @Then("the card waits for no load")
    public void waitsForNoLoad() {
        assertThat(scene.held().view().pendingLoad().state())
                .as("load that the card waits to finish")
                .isEqualTo(PendingLoad.State.NONE);
    }

    /** Books and card must tell the same story: the money, and which loads there were. */
    @Then("the issuer's books show {amount} on the card and hold nothing")
    public void booksShow(Money amount) {
        Books.CardBooks card = scene.held().books();
        Books books = scene.held().chain().issuer().books();
        assertThat(card.position()).as("ledger position of the card").isEqualTo(amount);
        assertThat(card.settled())
                .as("whether nothing is set aside for the card: " + card.holds())
                .isTrue();
        PendingLoad onCard = scene.held().view().pendingLoad();
        assertThat(onCard.state())
                .as("load that the card still waits to finish")
                .isEqualTo(PendingLoad.State.NONE);
        assertThat(scene.held().loadsAccepted())
                .as("loads that the card says it accepted, against those that the issuer booked")
                .isEqualTo((int) card.holds().stream()
                        .filter(hold -> hold.state() == Hold.State.BOOKED)
                        .count());
        assertThat(books.sound())
                .as("both invariants of the books: " + books.constant().detail() + "; "
                        + books.covered().detail())
                .isTrue();
    }
}
