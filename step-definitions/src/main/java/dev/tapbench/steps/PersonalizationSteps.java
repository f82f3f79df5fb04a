package dev.tapbench.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.bench.CardSupply;
import dev.tapbench.bench.ChainLines;
import dev.tapbench.bench.RepeatedRequest;
import dev.tapbench.bench.RunContext;
import dev.tapbench.bench.Scene;
import dev.tapbench.bench.World;
import dev.tapbench.emv.Money;
import dev.tapbench.ports.ProductException;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Prompt;
import io.cucumber.java.ParameterType;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The consumer at a personalization device, and what comes out of it. */
public final class PersonalizationSteps {
    /** What a card that is pulled out would have held; the story asks for it again afterwards. */
    private static final String ANY_FUNDS = "20.00 EUR";

    private static final Map<String, ChainLines.Interference> INTERFERENCES = Map.of(
            "the issuer's order to MOTAPS is lost", ChainLines.Interference.ORDER_LOST,
            "MOTAPS' answer is exchanged for another's", ChainLines.Interference.PREPARED_DATA_EXCHANGED,
            "the data for the card is changed", ChainLines.Interference.CARD_DATA_CHANGED,
            "what the card says of itself is changed", ChainLines.Interference.KEYDATA_CHANGED,
            "the card's proof is lost", ChainLines.Interference.PROOF_LOST,
            "the card's proof is changed", ChainLines.Interference.PROOF_CHANGED,
            "what the card answers is made up", ChainLines.Interference.ANSWERS_MADE_UP,
            "each message to the TSP is doubled", ChainLines.Interference.REQUESTS_DOUBLED);

    private final CardSupply supply;
    private final Scene scene;
    private final World world;
    private CardSupply.@Nullable Desk desk;
    private int requested;
    private boolean handedOut;

    public PersonalizationSteps(CardSupply supply, Scene scene, World world) {
        this.supply = supply;
        this.scene = scene;
        this.world = world;
    }

    private CardSupply.Desk desk() {
        return Objects.requireNonNull(desk, "a blank card comes first");
    }

    @Given("a blank card in the personalization device")
    public void blankCard() {
        desk = supply.prepaidDesk();
        scene.holds(desk().card());
    }

    @Given("a blank card with AES keys in the personalization device")
    public void blankCardWithAesKeys() {
        desk = supply.aesDesk();
        scene.holds(desk().card());
    }

    @Given("a blank card made under another personalization key in the personalization device")
    public void foreignCard() {
        blankCard();
        desk().insertForeignCard();
        scene.holds(desk().card());
    }

    @Given("a blank card that names another issuer's personalization key in the personalization device")
    public void cardOfAnotherIssuer() {
        blankCard();
        desk().insertCardOfAnotherIssuer();
        scene.holds(desk().card());
    }

    /** What can happen to a message between the parties, in the words of somebody who watches. */
    @ParameterType("the issuer's order to MOTAPS is lost|MOTAPS' answer is exchanged for another's"
            + "|the data for the card is changed|what the card says of itself is changed|the card's proof is lost"
            + "|the card's proof is changed|what the card answers is made up|each message to the TSP is doubled")
    public ChainLines.Interference interference(String words) {
        return Objects.requireNonNull(INTERFERENCES.get(words), words);
    }

    @Given("{interference} on its way")
    public void interferes(ChainLines.Interference interference) {
        scene.held().chain().lines().let(interference);
    }

    @When("somebody asks MOTAPS for the data of the card once more")
    public void dataAskedForAgain() {
        handedOut = new RepeatedRequest(scene.held().chain().motaps(), world.trace()).handsOut();
    }

    @Then("MOTAPS hands out nothing")
    public void motapsHandsOutNothing() {
        assertThat(handedOut)
                .as("whether MOTAPS gave the data of a finished card to whoever asked")
                .isFalse();
    }

    @Given("the card will be pulled out before its last personalization data")
    public void willBePulledOut() {
        desk().pullOutBeforeLastData();
    }

    @Given("the card was pulled out before its last personalization data")
    public void wasPulledOut() {
        willBePulledOut();
        desk().request(RunContext.current().amount(ANY_FUNDS));
        if (!desk().pulledOut()) {
            throw new ProductException("expected a last STORE DATA to pull the card out before, but none was sent");
        }
    }

    @When("the consumer (has )ask(s)(ed) the personalization device for a prepaid card with {amount}")
    public void request(Money funds) {
        requested = world.trace().mark();
        desk().request(funds);
    }

    @Then("the personalization device dispenses the card")
    public void dispenses() {
        assertThat(world.promptsSince(requested, Party.RPD))
                .as("what the personalization device showed")
                .last()
                .isEqualTo(Prompt.DEVICE_READY);
    }

    @Then("the personalization device rejects the card")
    public void rejects() {
        assertThat(world.promptsSince(requested, Party.RPD))
                .as("what the personalization device showed")
                .last()
                .isEqualTo(Prompt.DEVICE_REJECTED);
    }

    @Then("the issuer has issued the account")
    public void issued() {
        assertThat(scene.held().books().issued())
                .as("whether the issuer's books have the account as issued")
                .isTrue();
    }

    @Then("the issuer has not issued the account")
    public void notIssued() {
        assertThat(scene.held().books().issued())
                .as("whether the issuer's books have the account as issued")
                .isFalse();
    }

    @Then("the card cannot pay")
    public void cannotPay() {
        assertThat(scene.held().view().canPay())
                .as("whether the card starts a transaction")
                .isFalse();
    }

    @Then("the card can still be personalized")
    public void canBePersonalized() {
        assertThat(scene.held().view().canBePersonalized())
                .as("whether the card still opens a secure channel for personalization")
                .isTrue();
    }

    @Then("the TSP has sent out no personalization data")
    public void noDataSent() {
        assertThat(scene.held().chain().lines().personalizationDataPassed())
                .as("commands with personalization data that passed on the line to the personalization device")
                .isZero();
    }

    @Then("the card cannot be personalized again")
    public void cannotBePersonalizedAgain() {
        assertThat(scene.held().view().canBePersonalized())
                .as("whether the card opens a secure channel for personalization")
                .isFalse();
    }
}
