package dev.tapbench.reports.glue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.DeviceException;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.trace.ApduExchanged;
import dev.tapbench.ports.trace.HsmCalled;
import dev.tapbench.ports.trace.LinkOpened;
import dev.tapbench.ports.trace.MessagePassed;
import dev.tapbench.ports.trace.MessageType;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Prompt;
import dev.tapbench.ports.trace.Prompted;
import dev.tapbench.reports.ScenarioEvidence;
import dev.tapbench.reports.SkipException;
import io.cucumber.java.After;
import io.cucumber.java.Before;
import io.cucumber.java.Scenario;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.util.Map;

/** Glue of the tiny feature: records events as a bench would, some from another thread. */
@SuppressWarnings("DoNotCallSuggester") // Cucumber calls the steps that always throw
public final class TinySteps {
    /** Registered as secret before anything is written. */
    public static final Bytes KEY = Bytes.hex("0F1E2D3C4B5A69788796A5B4C3D2E1F0");

    public static final String PAN = "5413330089604111";
    private int taps;

    @Before
    public void setUp() {
        ScenarioEvidence.current().secrets().forbid("a key", KEY);
    }

    @After(order = 1)
    public void tearDown(Scenario scenario) {
        ScenarioEvidence.current().checkRequirements(scenario.getStatus() != io.cucumber.java.Status.PASSED);
    }

    /** Not the scenario's thread, as a host's or a card's would be. */
    private static void elsewhere(Runnable work) {
        Thread thread = new Thread(work);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Given("the card is tapped {int} times")
    public void tapped(int times) {
        var journal = ScenarioEvidence.current().journal();
        elsewhere(() -> {
            for (int i = 0; i < times; i++) {
                taps++;
                journal.record(new LinkOpened(taps, "reader-1", Medium.CONTACTLESS, "card-1"));
                journal.record(new ApduExchanged(
                        taps,
                        "reader-1",
                        Medium.CONTACTLESS,
                        "card-1",
                        Bytes.hex("00A404000E325041592E5359532E444446303100"),
                        Bytes.hex("6A82"),
                        1_000));
            }
        });
    }

    @Then("nothing is wrong")
    public void nothing() {}

    @Then("the card holds the wrong amount")
    public void wrongAmount() {
        assertThat("20.00 EUR").as("what the card holds").isEqualTo("70.00 EUR");
    }

    @When("the reader falls off the table")
    public void broken() {
        throw new DeviceException("expected a reader, found none: plug it in");
    }

    @Given("a card that nobody has")
    public void skipped() {
        throw new SkipException("the inventory has no such card");
    }

    @When("a secret is shown")
    public void secretShown() {
        var journal = ScenarioEvidence.current().journal();
        elsewhere(() -> {
            journal.record(new ApduExchanged(
                    1,
                    "reader-1",
                    Medium.CONTACTLESS,
                    "card-1",
                    Bytes.hex("00B2010C00"),
                    Bytes.hex("70195A085413330089604111" + "570D5413330089604111D2512201" + "9000"),
                    1_000));
            journal.record(new HsmCalled("issuer", "embedded:", "import", "issuer/imk-ac", "clear " + KEY));
            journal.record(new MessagePassed(
                    Party.TERMINAL,
                    Party.ISSUER,
                    MessageType.AUTHORIZATION_REQUEST,
                    "1",
                    "127.0.0.1:1",
                    Map.of("DE2", PAN, "DE55", "9F1012" + KEY + "0000")));
            journal.record(new Prompted(Party.TERMINAL, Prompt.DECLINED, "card " + PAN));
        });
    }

    @Then("an error repeats the secret")
    public void errorWithSecret() {
        throw new IllegalStateException("key " + KEY + " of card " + PAN + " is wrong");
    }
}
