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
        return words.equals("a block") ? new CardOrder.BlockApplication() : new CardOrder.ChangePin(scene.newPin());
    }

    @Given("the issuer has ordered {cardOrder} for the card")
    public void ordered(CardOrder order) {
        scene.held().chain().issuer().order(scene.held().books().pan(), order);
    }

    @Given("the issuer has ordered a lost-or-stolen limit of {amount} for the card")
    public void orderedLimit(Money limit) {
        ordered(new CardOrder.LimitLostOrStolen(limit));
    }

    /** Whether the issuer would have to tell the card something when it next asks. */
    @ParameterType("nothing left|something left")
    public boolean ordersLeft(String words) {
        return words.equals("something left");
    }

    @Then("the issuer has {ordersLeft} to tell the card")
    public void hasLeft(boolean something) {
        assertThat(!scene.held().books().orders().isEmpty())
                .as("whether the issuer's books have orders that the card has not heard: "
                        + scene.held().books().orders())
                .isEqualTo(something);
    }
}
