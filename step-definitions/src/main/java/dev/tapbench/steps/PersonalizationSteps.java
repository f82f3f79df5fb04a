package dev.tapbench.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.bench.CardSupply;
import dev.tapbench.bench.RunContext;
import dev.tapbench.bench.Scene;
import dev.tapbench.bench.World;
import dev.tapbench.emv.Money;
import dev.tapbench.ports.ProductException;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Prompt;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The consumer at a personalization device, and what comes out of it. */
public final class PersonalizationSteps {
    /** What a card that is pulled out would have held; the story asks for it again afterwards. */
    private static final String ANY_FUNDS = "20.00 EUR";

    private final CardSupply supply;
    private final Scene scene;
    private final World world;
    private CardSupply.@Nullable Desk desk;
    private int requested;

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

    @Given("a blank card made under another personalization key in the personalization device")
    public void foreignCard() {
        blankCard();
        desk().insertForeignCard();
        scene.holds(desk().card());
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

    @When("the consumer asks the personalization device for a prepaid card with {amount}")
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

    @Then("the card cannot be personalized again")
    public void cannotBePersonalizedAgain() {
        assertThat(scene.held().view().canBePersonalized())
                .as("whether the card opens a secure channel for personalization")
                .isFalse();
    }
}
