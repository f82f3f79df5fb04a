package dev.tapbench.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.bench.CardSupply;
import dev.tapbench.bench.Scene;
import dev.tapbench.bench.conformance.Conformance;
import dev.tapbench.bench.conformance.Effect;
import dev.tapbench.bench.conformance.Episode;
import dev.tapbench.bench.conformance.LifeCycle;
import dev.tapbench.bench.conformance.ProbeCommand;
import dev.tapbench.bench.conformance.Request;
import dev.tapbench.bench.conformance.Worded;
import dev.tapbench.emv.BitTable;
import dev.tapbench.emv.Csu;
import dev.tapbench.emv.Money;
import dev.tapbench.emv.StatusWord;
import dev.tapbench.ports.Bytes;
import dev.tapbench.risk.SpendingLimits;
import io.cucumber.java.ParameterType;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.assertj.core.api.Condition;

/** The card in the words of its specifications: only the chapter of the conformance tables speaks so. */
public final class ConformanceSteps {
    private final CardSupply supply;
    private final Scene scene;
    private final Conformance conformance;

    public ConformanceSteps(CardSupply supply, Scene scene, Conformance conformance) {
        this.supply = supply;
        this.scene = scene;
        this.conformance = conformance;
    }

    /** What a card can have lived through: one or several, separated by commas. */
    @ParameterType("\"([^\"]*)\"")
    public List<Episode> episodes(String words) {
        return Arrays.stream(words.split(", ", -1))
                .map(one -> Worded.of(Episode.class, one))
                .toList();
    }

    /** A command, or what is wrong with it. */
    @ParameterType("\"([^\"]*)\"")
    public ProbeCommand command(String words) {
        return Worded.of(ProbeCommand.class, words);
    }

    /** What a terminal can ask a card for. */
    @ParameterType("\"([^\"]*)\"")
    public Request cryptogram(String words) {
        return Worded.of(Request.class, words);
    }

    /** What card verification results can say, in the words of their table. */
    @ParameterType("\"([^\"]*)\"")
    public BitTable.Statement cvr(String words) {
        return BitTable.named("CVR").statement(words);
    }

    /** A card status update: what it says, separated by commas, in the words of its table. */
    @ParameterType("\"([^\"]*)\"")
    public Csu csu(String words) {
        Bytes value = Bytes.zeros(Csu.LENGTH);
        for (String one : words.split(", ", -1)) {
            value = BitTable.named("CSU").statement(one).set(value);
        }
        return new Csu(value);
    }

    /** What an answer of the issuer can bring about. */
    @ParameterType("\"([^\"]*)\"")
    public Effect effect(String words) {
        return Worded.of(Effect.class, words);
    }

    /** A state of the payment application. */
    @ParameterType("SELECTABLE|PERSONALIZED|APPLICATION BLOCKED|CARD BLOCKED")
    public LifeCycle lifeCycle(String words) {
        return Worded.of(LifeCycle.class, words);
    }

    /** A status word; {@code 63Cx} is one that tells how many PIN tries are left. */
    @ParameterType("[0-9A-F]{4}|63Cx")
    public Condition<StatusWord> status(String words) {
        return new Condition<>(
                sw -> sw.triesLeft().isPresent()
                        ? words.equals("63Cx")
                        : sw.toString().equals(words),
                "status word %s",
                words);
    }

    @Given("a card that is {lifeCycle}")
    public void cardInState(LifeCycle state) {
        conformance.bring(state);
    }

    @Given("a card on account with limits of {int} and {int} payments offline, of {amount} and {amount}")
    public void cardOnAccount(int lowerCount, int upperCount, Money lowerAmount, Money upperAmount) {
        scene.holds(supply.onAccount(
                new SpendingLimits(lowerCount, upperCount, OptionalLong.of(lowerAmount.minor()), upperAmount.minor())));
    }

    @Given("the card has lived through {episodes}")
    public void hasLivedThrough(List<Episode> episodes) {
        conformance.live(episodes);
    }

    @Given("the card has paid {amount} {int} times offline")
    public void hasPaidOffline(Money amount, int times) {
        conformance.payOffline(amount, times);
    }

    @When("the terminal asks for {cryptogram}")
    public void asks(Request request) {
        conformance.ask(request);
    }

    @When("the terminal asks for {cryptogram} over {amount}")
    public void asks(Request request, Money amount) {
        conformance.ask(request, amount);
    }

    @When("the terminal (has )sent/sends {command}")
    public void sends(ProbeCommand command) {
        conformance.send(command);
    }

    @When("the issuer answers an online payment with the CSU {csu}")
    public void issuerAnswers(Csu csu) {
        conformance.issuerAnswers(csu);
    }

    @When(
            "the issuer answers an online payment with the CSU {csu}, and somebody changes the proprietary data behind it")
    public void proprietaryDataChange(Csu csu) {
        conformance.issuerAnswersWithProprietaryDataThatChange(csu);
    }

    @When("somebody writes the CSU {csu} into the issuer's answer")
    public void somebodyWrites(Csu csu) {
        conformance.somebodyWrites(csu);
    }

    @Then("the card then {effect}")
    public void brings(Effect effect) {
        assertThat(effect.seen(conformance))
                .as("whether the card " + effect.words())
                .isEqualTo(effect.expected());
    }

    @Then("the card answers {status}")
    public void answers(Condition<StatusWord> status) {
        assertThat(conformance.answered().sw()).as("what the card answered").is(status);
    }

    @Then("the CVR says {cvr}")
    public void says(BitTable.Statement statement) {
        assertThat(statement.in(conformance.cvr().value()))
                .as("CVR " + conformance.cvr() + " says '" + statement + "'")
                .isTrue();
    }

    @Then("the CVR does not say {cvr}")
    public void doesNotSay(BitTable.Statement statement) {
        assertThat(statement.in(conformance.cvr().value()))
                .as("CVR " + conformance.cvr() + " says '" + statement + "'")
                .isFalse();
    }
}
