package dev.tapbench.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.bench.CardSupply;
import dev.tapbench.bench.Scene;
import dev.tapbench.emv.Money;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;

/** Cards and phones that somebody holds, and what is on them. */
public final class CardSteps {
    private final CardSupply supply;
    private final Scene scene;

    public CardSteps(CardSupply supply, Scene scene) {
        this.supply = supply;
        this.scene = scene;
    }

    @Given("a prepaid card that holds {amount}")
    public void prepaidCard(Money funds) {
        scene.holds(supply.prepaid(funds));
    }

    @Given("a phone that holds {amount} and pays {int} times before it asks for its owner")
    public void phone(Money funds, int payments) {
        scene.holds(supply.phone(funds, payments));
    }

    @Then("the card/phone (still )holds {amount}")
    public void holds(Money funds) {
        assertThat(scene.held().view().funds())
                .as("funds that the card itself reports")
                .isEqualTo(funds);
    }
}
