package dev.tapbench.parties.personalization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.emv.Currency;
import dev.tapbench.emv.Money;
import dev.tapbench.parties.personalization.PersonalizationOutcome.Dispensed;
import dev.tapbench.parties.personalization.RemotePersonalizationDevice.State;
import dev.tapbench.parties.testing.FakeReader;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.Entropy;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Prompt;
import dev.tapbench.ports.trace.Prompted;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is dispensed, by the whole chain. */
class PersonalizationTest extends PersonalizationChain {
    @Test
    void aDeviceThatProvesItsKeyIsDispensedAndItsAccountIssued() {
        FakeChip chip = chip();
        RemotePersonalizationDevice rpd = rpd(chip);

        PersonalizationOutcome outcome = rpd.request("prepaid card", FUNDS, chip);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Dispensed.class, d -> assertThat(d.account()).isEqualTo("account-1"));
        assertThat(issuer.heard).containsExactly("approve", "confirm true", "personalized account-1");
        assertThat(rpd.states())
                .containsExactly(
                        State.IDLE,
                        State.REQUESTED,
                        State.IN_ENCODER,
                        State.PROBING,
                        State.LOADING,
                        State.PROBING,
                        State.LOADING,
                        State.PROBING,
                        State.LOADING,
                        State.VERIFYING,
                        State.DISPENSED);
        assertThat(tsp.chips().fates()).containsExactly(Map.entry(CHIP, ChipLedger.Fate.PERSONALIZED));
        assertThat(motaps.sessions().values()).containsExactly(Motaps.Status.PERSONALIZED);
        assertThat(chip.links)
                .as("loading, and an activation of its own for the proof")
                .isEqualTo(2);
        assertThat(events).contains(new Prompted(Party.RPD, Prompt.DEVICE_READY, ""));
    }

    @Test
    void aPhoneIsLoadedOverItsWireAndProvesItselfOverTheAir() {
        chain(PHONE);
        FakeChip wired = chip(PHONE.keys().kmc(), Medium.WIRED);
        AtomicInteger overTheAir = new AtomicInteger();
        RemotePersonalizationDevice rpd = new RemotePersonalizationDevice(
                wired,
                new FakeReader("over the air", card -> counting(wired.tap(card), overTheAir)),
                new ServiceProvider(tsp, events::add),
                Entropy.seeded(1, "rpd"),
                events::add);

        assertThat(rpd.request("phone", new Money(10000, Currency.EUR), wired)).isInstanceOf(Dispensed.class);
        assertThat(overTheAir).as("SELECT, GET PROCESSING OPTIONS, GENERATE AC").hasValue(3);
        assertThat(wired.payment().groups.get(0x3003)).isEqualTo(Bytes.hex("DF480103"));
        assertThat(wired.payment().groups.get(0x3002)).isEqualTo(Bytes.hex("DF420102DF460103DF4706000000003000"));
        assertThat(wired.payment().groups.get(0x8010)).isEqualTo(Bytes.hex("26246810FFFFFFFF"));
    }

    private static CardLink counting(CardLink link, AtomicInteger commands) {
        return command -> {
            commands.incrementAndGet();
            return link.transmit(command);
        };
    }
}
