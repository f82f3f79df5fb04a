package dev.tapbench.parties.personalization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.parties.messages.DeviceInstruction;
import dev.tapbench.parties.messages.DeviceResponses;
import dev.tapbench.parties.messages.PersonalizationFailed;
import dev.tapbench.parties.messages.PersonalizationRequest;
import dev.tapbench.parties.personalization.PersonalizationOutcome.Dispensed;
import dev.tapbench.parties.personalization.PersonalizationOutcome.Rejected;
import dev.tapbench.parties.personalization.RemotePersonalizationDevice.State;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.hsm.KeyLabel;
import dev.tapbench.ports.trace.Decided;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.HsmCalled;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is not dispensed, why, and what is left of it. */
class RejectionTest extends PersonalizationChain {
    @Test
    void aChipMadeUnderAnotherKeyGetsNothingSecret() {
        FakeChip chip = chip(Bytes.hex("404142434445464748494A4B4C4D4E4F"), Medium.CONTACTLESS);
        RemotePersonalizationDevice rpd = rpd(chip);

        PersonalizationOutcome outcome = rpd.request("prepaid card", FUNDS, chip);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Rejected.class, r -> assertThat(r.reason()).contains("card cryptogram"));
        assertThat(chip.exchanges)
                .as("SELECT and INITIALIZE UPDATE, then the end")
                .isEqualTo(2);
        assertThat(events)
                .anyMatch(e -> e instanceof Decided decided
                        && decided.decision() == Decision.CARD_CRYPTOGRAM_VALID
                        && !decided.positive());
        assertThat(((Rejected) outcome).reason())
                .as("what was expected would be an oracle")
                .isEqualTo("the card cryptogram of chip " + CHIP
                        + " is not that of the issuer's personalization key: the" + " chip was made under another key");
        assertThat(issuer.heard).containsExactly("approve", "failed account-1");
        assertThat(tsp.chips().fates()).containsExactly(Map.entry(CHIP, ChipLedger.Fate.REJECTED));
        assertThat(rpd.rejectBin()).hasSize(1);
        assertThat(rpd.state()).isEqualTo(State.REJECTED);
        assertNoSessionKeyIsLeft();
    }

    @Test
    void aChipPulledOutBeforeItsLastDataIsRejectedAndCanBePersonalizedAgain() {
        FakeChip whole = chip();
        rpd(whole).request("prepaid card", FUNDS, whole);
        int directoryLoaded = 4;
        int lastStoreData = whole.exchanges - 3;
        for (int cut : new int[] {1, directoryLoaded, directoryLoaded + 1, lastStoreData - 1, lastStoreData}) {
            chain(PROFILE);
            FakeChip chip = chip();
            chip.removeAt = cut;

            assertThat(rpd(chip).request("prepaid card", FUNDS, chip))
                    .as("cut at exchange %d", cut)
                    .isInstanceOfSatisfying(
                            Rejected.class,
                            r -> assertThat(r.reason()).contains("removed").contains("pulled out"));
            assertThat(chip.payment().personalized).isFalse();
            assertThat(issuer.heard).containsExactly("approve", "failed account-1");
            assertNoSessionKeyIsLeft();

            chain(PROFILE);
            assertThat(rpd(chip).request("prepaid card", FUNDS, chip))
                    .as("again after the cut at exchange %d", cut)
                    .isInstanceOf(Dispensed.class);
        }
    }

    @Test
    void aPersonalizedChipIsNotPersonalizedAgain() {
        FakeChip chip = chip();
        rpd(chip).request("prepaid card", FUNDS, chip);
        chain(PROFILE);

        assertThat(rpd(chip).request("prepaid card", FUNDS, chip))
                .isInstanceOfSatisfying(
                        Rejected.class, r -> assertThat(r.reason()).contains("6985"));
    }

    @Test
    void nineThousandIsNoProof() {
        FakeChip chip = chip();
        chip.lies = true;

        assertThat(rpd(chip).request("prepaid card", FUNDS, chip))
                .isInstanceOfSatisfying(
                        Rejected.class, r -> assertThat(r.reason()).contains("did not prove its new key"));
        assertThat(issuer.heard).containsExactly("approve", "confirm false", "failed account-1");
    }

    @Test
    void anIssuersRefusalEndsItBeforeTheDeviceIsTouched() {
        FakeChip chip = chip();

        assertThat(rpd(chip).request("gold card", FUNDS, chip))
                .isInstanceOfSatisfying(
                        Rejected.class, r -> assertThat(r.reason()).contains("no such product"));
        assertThat(chip.exchanges).isZero();
    }

    @Test
    void garbageFromTheDeviceIsARejectionThatSaysWhat() {
        tsp.request(new PersonalizationRequest("s", 1, "prepaid card", 2000, 978));

        DeviceInstruction end =
                tsp.responses(new DeviceResponses("s", 2, List.of(Bytes.hex("9000"), Bytes.hex("0102039000")), ""));

        assertThat(end)
                .isInstanceOfSatisfying(
                        PersonalizationFailed.class,
                        f -> assertThat(f.reason()).contains("INITIALIZE UPDATE answered 3 bytes"));
    }

    private void assertNoSessionKeyIsLeft() {
        assertThat(events.stream()
                        .filter(HsmCalled.class::isInstance)
                        .map(HsmCalled.class::cast)
                        .filter(call -> call.operation().equals("derive"))
                        .map(HsmCalled::key)
                        .toList())
                .allMatch(key -> !hsm.has(KeyLabel.of(key)));
    }
}
