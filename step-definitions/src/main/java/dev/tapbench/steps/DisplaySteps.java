package dev.tapbench.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.bench.Scene;
import dev.tapbench.ports.trace.Prompt;
import io.cucumber.java.ParameterType;
import io.cucumber.java.en.Then;
import java.util.Map;

/** What terminal and phone show at the end of the act: the last thing counts, it is what a person reads. */
public final class DisplaySteps {
    private static final Map<String, Prompt> TERMINAL = Map.of(
            "asks for the card again", Prompt.PRESENT_CARD_AGAIN,
            "asks for the card in its slot", Prompt.INSERT_CARD,
            "asks for the PIN", Prompt.ENTER_PIN,
            "refuses the load", Prompt.LOAD_REFUSED,
            "says that the load was accepted", Prompt.LOAD_ACCEPTED,
            "approves the payment", Prompt.APPROVED,
            "declines the payment", Prompt.DECLINED,
            "says \"see phone\"", Prompt.SEE_PHONE,
            "asks to try again", Prompt.TRY_AGAIN,
            "says that the money is given back", Prompt.REFUNDED);
    private static final Map<String, Prompt> PHONE = Map.of(
            "asks for the passcode", Prompt.ENTER_PASSCODE,
            "asks for the pattern", Prompt.DRAW_PATTERN,
            "asks for a finger", Prompt.SHOW_FINGER,
            "does not know the finger", Prompt.NOT_RECOGNISED,
            "says that no try is left", Prompt.PIN_TRIES_EXHAUSTED,
            "waits for no second tap any more", Prompt.TAP_EXPIRED,
            "asks for a second tap", Prompt.TAP_AGAIN,
            "takes the settings", Prompt.SETTINGS_TAKEN,
            "refuses the settings", Prompt.SETTINGS_REFUSED);

    private final Scene scene;

    public DisplaySteps(Scene scene) {
        this.scene = scene;
    }

    /** What a terminal can show, in a cardholder's words. */
    @ParameterType(
            "asks for the card again|asks for the card in its slot|asks for the PIN|refuses the load|says that the load was accepted"
                    + "|approves the payment|declines the payment|says \"see phone\"|asks to try again"
                    + "|says that the money is given back")
    public Prompt terminalMessage(String words) {
        return known(TERMINAL, words);
    }

    /** What a phone can show, in its owner's words. */
    @ParameterType("asks for the passcode|asks for the pattern|asks for a finger|does not know the finger"
            + "|says that no try is left|waits for no second tap any more"
            + "|asks for a second tap|takes the settings|refuses the settings")
    public Prompt phoneMessage(String words) {
        return known(PHONE, words);
    }

    private static Prompt known(Map<String, Prompt> prompts, String words) {
        Prompt prompt = prompts.get(words);
        if (prompt == null) {
            throw new IllegalStateException("no prompt is known for '" + words + "'");
        }
        return prompt;
    }

    @Then("the terminal {terminalMessage}")
    public void terminalShows(Prompt expected) {
        assertThat(scene.terminalShowed())
                .as("what the terminal showed, of which the last counts")
                .last()
                .isEqualTo(expected);
    }

    @Then("the phone {phoneMessage}")
    public void phoneShows(Prompt expected) {
        assertThat(scene.phoneShowed())
                .as("what the phone showed, of which the last counts")
                .last()
                .isEqualTo(expected);
    }
}
