package dev.tapbench.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.bench.Scene;
import dev.tapbench.emv.CounterReport;
import dev.tapbench.emv.Money;
import dev.tapbench.risk.RiskProfile;
import io.cucumber.java.en.Then;

/** The two pairs of counters and accumulators, as the device itself reports them. */
public final class RiskSteps {
    private final Scene scene;

    public RiskSteps(Scene scene) {
        this.scene = scene;
    }

    @Then("the lost-or-stolen counters stand at {int} payments and {amount}")
    public void lostOrStolen(int payments, Money amount) {
        CounterReport counters = scene.held().view().counters();
        assertThat(counters.secondCount())
                .as("payments since the owner was seen")
                .isEqualTo(payments);
        assertThat(money(counters.secondAmount()))
                .as("spent since the owner was seen")
                .isEqualTo(amount);
    }

    @Then("the spending counters stand at {int} payments and {amount}")
    public void spending(int payments, Money amount) {
        CounterReport counters = scene.held().view().counters();
        assertThat(counters.firstCount()).as("payments given offline").isEqualTo(payments);
        assertThat(money(counters.firstAmount())).as("spent offline").isEqualTo(amount);
    }

    @Then("the card's lost-or-stolen limit is {amount}")
    public void limit(Money amount) {
        assertThat(money(scene.held().view().counters().secondAmountLimit()))
                .as("what may be spent until the owner is seen")
                .isEqualTo(amount);
    }

    @Then("the card's lost-or-stolen limit is as it was")
    public void limitUnchanged() {
        RiskProfile made = scene.held().chain().profile().risk();
        assertThat(scene.held().view().counters().secondAmountLimit())
                .as("what may be spent until the owner is seen, in minor units")
                .isEqualTo(made.lostOrStolen().amount());
    }

    private Money money(long minor) {
        return new Money(minor, scene.held().view().currency());
    }
}
