package dev.tapbench.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.bench.Scene;
import dev.tapbench.emv.Money;
import dev.tapbench.parties.issuer.CardOrder;
import io.cucumber.java.ParameterType;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;

/** What an issuer wants one of its cards to be told, and what became of that. */
public final class IssuerSteps {
    private final Scene scene;

    public IssuerSteps(Scene scene) {
        this.scene = scene;
    }

    /** What the issuer can have a card told without saying how much of it. */
    @ParameterType("another PIN|a block")
    public CardOrder cardOrder(String words) {
        return words.equals("a block")
                ? new CardOrder.BlockApplication()
                : new CardOrder.ChangePin(scene.newPin());
    }

    @Given("the issuer has ordered {cardOrder} for the card")
    public void ordered(CardOrder order) {
        scene.held().chain().issuer().order(scene.held().books().pan(), order);
    }

    @Given("the issuer has ordered a lost-or-stolen limit of {amount} for the card")
    public void orderedLimit(Money limit) {
        ordered(new CardOrder.LimitLostOrStolen(limit));
    }

    @Then("the issuer has nothing left to tell the card")
    public void nothingLeft() {
        assertThat(scene.held().books().orders())
                .as("orders in the issuer's books that the card has not heard")
                .isEmpty();
    }

    @Then("the issuer still has something to tell the card")
    public void somethingLeft() {
        assertThat(scene.held().books().orders())
                .as("orders in the issuer's books that the card has not heard")
                .isNotEmpty();
    }
}
