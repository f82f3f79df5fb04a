package dev.tapbench.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.bench.CardSupply;
import dev.tapbench.bench.Scene;
import dev.tapbench.emv.Money;
import io.cucumber.java.ParameterType;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;

/** Cards and phones that somebody holds, and what is on them. */
public final class CardSteps {
    private final CardSupply supply;
    private final Scene scene;

    public CardSteps(CardSupply supply, Scene scene) {
        this.supply = supply;
        this.scene = scene;
    }

    /** A device that can be loaded, by its card profile; its words are those of a cardholder. */
    @ParameterType("prepaid card|fob|phone")
    public String device(String words) {
        return words.equals("prepaid card") ? CardSupply.PREPAID_CARD : words + ".yaml";
    }

    /** A phone by its card profile: one that asks when both of its limits are passed, or one that asks when one is. */
    @ParameterType("phone|wary phone")
    public String phone(String words) {
        return words.equals("phone") ? "phone.yaml" : CardSupply.WARY_PHONE;
    }

    @Given("a {device} that holds {amount}")
    public void device(String profile, Money funds) {
        scene.holds(supply.personalized(profile, funds));
    }

    @Given("a {phone} that holds {amount} and pays {int} times before it asks for its owner")
    public void phone(String profile, Money funds, int payments) {
        scene.holds(supply.phone(profile, funds, payments));
    }

    @When("the phone is/has (been )switched off and on")
    public void phoneRestarts() {
        scene.act();
        scene.restartPhone();
    }

    @When("a strange application on the phone tries to pay {amount} without a tap")
    public void strangeApplicationPays(Money amount) {
        scene.act();
        scene.strangeApplication().pay(amount);
    }

    @Given("a strange application on the phone has tried to raise its limits")
    public void strangeApplicationRaisesLimits() {
        scene.act();
        scene.strangeApplication().raiseLimits();
    }

    @Given("a strange application on the phone has tried to take back its owner's settings")
    public void strangeApplicationTakesBackSettings() {
        scene.act();
        scene.strangeApplication().takeBackSettings();
    }

    /** What only the phone itself may do, over its own wire. */
    @ParameterType("enter the passcode|disarm the phone")
    public String phonesOwnBusiness(String words) {
        return words;
    }

    @When("a strange reader (has )trie(s)(d) to {phonesOwnBusiness}")
    public void strangeReader(String business) {
        scene.act();
        if (business.equals("disarm the phone")) {
            scene.strangeReader().disarm();
        } else {
            scene.strangeReader().enter(scene.pin());
        }
    }

    @Then("the card/phone/fob/device (still )holds {amount}")
    public void holds(Money funds) {
        assertThat(scene.held().view().funds())
                .as("funds that the card itself reports")
                .isEqualTo(funds);
    }

    /** What a card says of itself when it is selected. */
    @ParameterType("blocked|not blocked")
    public boolean blocked(String words) {
        return words.equals("blocked");
    }

    @Then("the card is {blocked}")
    public void isBlocked(boolean blocked) {
        assertThat(scene.held().view().isBlocked())
                .as("whether the card says that its application is blocked")
                .isEqualTo(blocked);
    }

    @Then("the card takes no PIN any more")
    public void takesNoPin() {
        assertThat(scene.held().view().pinTriesLeft())
                .as("PIN tries left on the card")
                .isZero();
    }

    @Then("the card has {int} PIN try/tries less")
    public void spentTries(int tries) {
        assertThat(scene.held().view().pinTriesLeft())
                .as("PIN tries left on the card")
                .isEqualTo(scene.held().chain().profile().pin().tries() - tries);
    }
}
