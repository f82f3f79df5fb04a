package dev.tapbench.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.bench.CardSupply;
import dev.tapbench.bench.Scene;
import dev.tapbench.emv.Money;
import dev.tapbench.ports.Bytes;
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
    @ParameterType("phone|wary phone|modern phone")
    public String phone(String words) {
        return switch (words) {
            case "phone" -> "phone.yaml";
            case "wary phone" -> CardSupply.WARY_PHONE;
            default -> CardSupply.MODERN_PHONE;
        };
    }

    @Given("a {device} that holds {amount}")
    public void device(String profile, Money funds) {
        scene.holds(supply.personalized(profile, funds));
    }

    @Given("a {phone} that holds {amount} and pays {int} times before it asks for its owner")
    public void phone(String profile, Money funds, int payments) {
        scene.holds(supply.phone(profile, funds, payments));
    }

    /** What happens to a phone in its owner's hands. */
    @ParameterType("(?:is|has been) switched off and on|(?:starts|has started) anew|(?:locks|has locked) its screen"
            + "|(?:runs|has run) out of battery")
    public Runnable phoneEvent(String words) {
        if (words.contains("switched off")) {
            return scene::restartPhone;
        }
        if (words.contains("anew")) {
            return scene::rebootPhone;
        }
        return words.contains("screen") ? () -> scene.phone().lockScreen() : scene::batteryRunsOut;
    }

    @When("the phone {phoneEvent}")
    public void happensToPhone(Runnable event) {
        scene.act();
        event.run();
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

    /** What a strange application has instead of a finger. */
    @ParameterType("makes up what|repeats what")
    public boolean repeats(String words) {
        return words.startsWith("repeats");
    }

    @When("a strange application on the phone {repeats} the sensor says")
    public void strangeApplicationSpeaksForSensor(boolean repeats) {
        scene.act();
        scene.strangeApplication().speakForSensor(repeats ? scene.lastProof() : Bytes.zeros(8));
    }

    @Given("a strange application on the phone has used another application of the chip")
    public void strangeApplicationSelectsAnother() {
        scene.act();
        scene.strangeApplication().useAnotherApplication();
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
