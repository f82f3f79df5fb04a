package dev.tapbench.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.bench.conformance.AnyCard;
import dev.tapbench.bench.conformance.Attempt;
import dev.tapbench.bench.conformance.Worded;
import io.cucumber.java.ParameterType;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;

/** Payment cards that need not be ours, before a terminal that has none of their keys. */
public final class AnyCardSteps {
    private final AnyCard card;

    public AnyCardSteps(AnyCard card) {
        this.card = card;
    }

    /** A command, or what is wrong with it. */
    @ParameterType("\"([^\"]*)\"")
    public Attempt attempt(String words) {
        return Worded.of(Attempt.class, words);
    }

    /** How a card is read. */
    @ParameterType("the card(?: twice| over its contacts)?")
    public Runnable reading(String words) {
        if (words.endsWith("contacts")) {
            return card::readContacts;
        }
        return words.endsWith("twice")
                ? () -> {
                    card.read();
                    card.read();
                }
                : card::read;
    }

    /** What rules of an inspection are about, by its title. */
    @ParameterType("\"([^\"]*)\"")
    public String theme(String words) {
        return words;
    }

    @Given("a payment card")
    public void anyCard() {
        card.present();
    }

    @Given("a payment card with its statement")
    public void cardWithStatement() {
        card.presentWithStatement();
    }

    @When("a terminal without keys reads {reading}")
    public void reads(Runnable reading) {
        reading.run();
    }

    @When("a terminal without keys sends {attempt}")
    public void sends(Attempt attempt) {
        card.send(attempt);
    }

    @Then("the card breaks no rule about {theme}")
    public void breaksNoRule(String theme) {
        assertThat(card.errors(theme)).as("what specifications forbid").isEmpty();
    }

    @Then("both readings are alike, one transaction apart")
    public void readingsAreAlike() {
        assertThat(card.twoReadings().differences())
                .as("what differs between two readings")
                .isEmpty();
    }

    @Then("the card shows what its statement says")
    public void showsWhatIsStated() {
        assertThat(card.differences())
                .as("how the card differs from its statement")
                .isEmpty();
    }
}
