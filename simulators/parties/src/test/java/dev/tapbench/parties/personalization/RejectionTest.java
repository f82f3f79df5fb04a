package dev.tapbench.parties.personalization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.emv.securechannel.SecureChannelProtocol;
import dev.tapbench.parties.messages.DeviceCommands;
import dev.tapbench.parties.messages.DeviceCommands.Purpose;
import dev.tapbench.parties.messages.DeviceInstruction;
import dev.tapbench.parties.messages.DeviceResponses;
import dev.tapbench.parties.messages.MessageException;
import dev.tapbench.parties.messages.MotapsService;
import dev.tapbench.parties.messages.PersonalizationFailed;
import dev.tapbench.parties.messages.PersonalizationRequest;
import dev.tapbench.parties.messages.Personalized;
import dev.tapbench.parties.messages.PreparationOrder;
import dev.tapbench.parties.messages.PreparedData;
import dev.tapbench.parties.messages.PreparedDataRequest;
import dev.tapbench.parties.messages.ServiceProviderService;
import dev.tapbench.parties.personalization.PersonalizationOutcome.Dispensed;
import dev.tapbench.parties.personalization.PersonalizationOutcome.Rejected;
import dev.tapbench.parties.personalization.RemotePersonalizationDevice.State;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.Entropy;
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
        int bothLoaded = 8;
        int lastStoreData = whole.exchanges - 3;
        for (int cut : new int[] {
            1, directoryLoaded, directoryLoaded + 1, bothLoaded, bothLoaded + 1, lastStoreData - 1, lastStoreData
        }) {
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
    void aDirectoryThatNamesAnotherApplicationIsNotTakenOver() {
        FakeChip whole = chip();
        rpd(whole).request("prepaid card", FUNDS, whole);
        chain(PROFILE);
        FakeChip chip = chip();
        chip.removeAt = whole.exchanges - 3;
        rpd(chip).request("prepaid card", FUNDS, chip);
        chip.contactDirectory().groups.put(0x0101, Bytes.hex("70045002AABB"));
        chain(PROFILE);

        assertThat(rpd(chip).request("prepaid card", FUNDS, chip))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        r -> assertThat(r.reason())
                                .contains("personalized already")
                                .contains("0101"));
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
    void aServiceProviderThatFallsSilentLeavesARejectedDevice() {
        for (Purpose last : Purpose.values()) {
            chain(PROFILE);
            FakeChip chip = chip();
            ServiceProvider provider = new ServiceProvider(tsp, events::add);
            RemotePersonalizationDevice rpd = rpd(chip, new ServiceProviderService() {
                private boolean silent;

                @Override
                public DeviceInstruction request(PersonalizationRequest request) {
                    return noted(provider.request(request));
                }

                @Override
                public DeviceInstruction responses(DeviceResponses responses) {
                    if (silent) {
                        throw new MessageException("the line is cut");
                    }
                    return noted(provider.responses(responses));
                }

                private DeviceInstruction noted(DeviceInstruction instruction) {
                    silent = instruction instanceof DeviceCommands commands && commands.purpose() == last;
                    return instruction;
                }
            });

            assertThat(rpd.request("prepaid card", FUNDS, chip))
                    .as("silent after %s", last)
                    .isInstanceOfSatisfying(
                            Rejected.class, r -> assertThat(r.reason()).contains("no further instruction", "cut"));
            assertThat(rpd.state()).isEqualTo(State.REJECTED);
            assertThat(issuer.heard)
                    .as("nobody was told that it is personalized")
                    .containsExactly("approve");
        }
    }

    @Test
    void dataOfAnotherSessionIsNotLoaded() {
        MotapsService confused = new MotapsService() {
            @Override
            public void order(PreparationOrder order) {
                motaps.order(order);
            }

            @Override
            public PreparedData deliver(PreparedDataRequest request) {
                PreparedData data = motaps.deliver(request);
                return new PreparedData("another", data.number(), data.applications());
            }

            @Override
            public void personalized(Personalized message) {
                motaps.personalized(message);
            }

            @Override
            public void failed(PersonalizationFailed message) {
                motaps.failed(message);
            }
        };
        tsp = new Tsp(
                hsm, issuer, confused, SecureChannelProtocol.SCP02_I_15, Entropy.seeded(1, "tsp"), CLOCK, events::add);
        FakeChip chip = chip();

        assertThat(rpd(chip).request("prepaid card", FUNDS, chip))
                .isInstanceOfSatisfying(
                        Rejected.class, r -> assertThat(r.reason()).contains("MOTAPS answered for session another"));
        assertThat(chip.exchanges).isZero();
        assertThat(issuer.heard).containsExactly("approve", "failed account-1");
    }

    @Test
    void motapsGivesOutNothingOfASessionThatHasEnded() {
        FakeChip chip = chip();
        rpd(chip).request("prepaid card", FUNDS, chip);
        String session = motaps.sessions().keySet().iterator().next();

        assertThatThrownBy(() -> motaps.deliver(new PreparedDataRequest(session, 1)))
                .isInstanceOf(MessageException.class)
                .hasMessageContaining("has ended (PERSONALIZED)");
        assertThatThrownBy(() -> motaps.deliver(new PreparedDataRequest("none", 1)))
                .isInstanceOf(MessageException.class)
                .hasMessageContaining("prepared nothing for session none");
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
