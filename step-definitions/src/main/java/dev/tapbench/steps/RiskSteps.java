package dev.tapbench.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.bench.CardSupply;
import dev.tapbench.bench.Play;
import dev.tapbench.bench.Scene;
import dev.tapbench.emv.CounterReport;
import dev.tapbench.emv.Money;
import dev.tapbench.profiles.RiskProfileFile;
import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.exploration.Move;
import dev.tapbench.risk.exploration.MoveWords;
import io.cucumber.java.Before;
import io.cucumber.java.DataTableType;
import io.cucumber.java.ParameterType;
import io.cucumber.java.Scenario;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The two pairs of counters and accumulators, as the device itself reports them. */
public final class RiskSteps {
    /** By this name beside the feature file. */
    private static final String PROFILE = "risk.yaml";

    private final Scene scene;
    private final CardSupply supply;
    private @Nullable Path folder;
    private @Nullable Play play;
    private @Nullable Money claimedBefore;

    public RiskSteps(Scene scene, CardSupply supply) {
        this.scene = scene;
        this.supply = supply;
    }

    /** Where the scenario stands; a risk profile may stand beside it. */
    @Before
    public void place(Scenario scenario) {
        folder = Path.of(scenario.getUri()).getParent();
    }

    /** A form that a device can have, by its standard card profile. */
    @ParameterType("card|fob|phone")
    public String form(String words) {
        return words.equals("card") ? CardSupply.PREPAID_CARD : words + ".yaml";
    }

    /** One line of a table: what somebody does with the device. */
    @DataTableType
    public Move move(String words) {
        return MoveWords.parse(words, scene.held().chain().profile().risk());
    }

    @Given("a new {form} under this folder's risk profile, whose issuer refuses nothing")
    public void under(String standard) {
        RiskProfile risk = RiskProfileFile.read(Objects.requireNonNull(folder).resolve(PROFILE));
        scene.holds(supply.under(risk, standard));
        play = new Play(scene);
    }

    /** A risk profile of the home, by the name of its file. */
    @ParameterType("\"([a-z-]+)\"")
    public String riskProfile(String name) {
        return name;
    }

    @Given("a new {form} under the risk profile {riskProfile}")
    public void underProfile(String standard, String name) {
        scene.holds(supply.underProfile(name, standard));
    }

    @Given("its owner did this:")
    public void ownerDid(List<Move> moves) {
        play().play(moves);
    }

    @When("a thief does this:")
    public void thiefDoes(List<Move> moves) {
        scene.act();
        claimedBefore = play().claimed();
        play().play(moves);
    }

    @Then("the thief has spent {amount}")
    public void hasSpent(Money amount) {
        Money before = Objects.requireNonNull(claimedBefore, "a When has to say what the thief does");
        assertThat(play().claimed().minus(before))
                .as("what merchants claim of the issuer for what the thief did")
                .isEqualTo(amount);
    }

    private Play play() {
        return Objects.requireNonNull(play, "a Given has to bring a new device first");
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
