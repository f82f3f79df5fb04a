package dev.tapbench.parties.personalization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.parties.messages.DeviceCommands;
import dev.tapbench.parties.messages.DeviceInstruction;
import dev.tapbench.parties.messages.DeviceResponses;
import dev.tapbench.parties.messages.MessageException;
import dev.tapbench.parties.messages.PersonalizationFailed;
import dev.tapbench.parties.messages.PersonalizationRequest;
import dev.tapbench.parties.messages.ServiceProviderService;
import dev.tapbench.parties.personalization.PersonalizationOutcome.Dispensed;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.trace.HsmCalled;
import dev.tapbench.ports.trace.MessagePassed;
import dev.tapbench.ports.trace.MessageType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The messages between the parties: each hop is seen, none counts twice, none out of order. */
class PersonalizationMessagesTest extends PersonalizationChain {
    @Test
    void theTraceShowsEachMessageOnEachHop() {
        FakeChip chip = chip();
        rpd(chip).request("prepaid card", FUNDS, chip);

        List<String> hops = events.stream()
                .filter(MessagePassed.class::isInstance)
                .map(MessagePassed.class::cast)
                .map(m -> m.from() + ">" + m.to() + " " + m.type()
                        + (m.type() == MessageType.DEVICE_COMMANDS
                                ? " " + m.fields().get("purpose")
                                : ""))
                .toList();
        assertThat(hops)
                .startsWith(
                        "CARDHOLDER>RPD DEVICE_REQUEST",
                        "RPD>SERVICE_PROVIDER PERSONALIZATION_REQUEST",
                        "SERVICE_PROVIDER>TSP PERSONALIZATION_REQUEST",
                        "ISSUER>MOTAPS PREPARATION_ORDER",
                        "ISSUER>TSP DATA_APPROVAL",
                        "TSP>MOTAPS PREPARED_DATA_REQUEST",
                        "MOTAPS>TSP PREPARED_DATA",
                        "TSP>SERVICE_PROVIDER DEVICE_COMMANDS probe",
                        "SERVICE_PROVIDER>RPD DEVICE_COMMANDS probe",
                        "RPD>SERVICE_PROVIDER DEVICE_RESPONSES",
                        "SERVICE_PROVIDER>TSP DEVICE_RESPONSES",
                        "TSP>SERVICE_PROVIDER DEVICE_COMMANDS personalize")
                .endsWith(
                        "SERVICE_PROVIDER>TSP DEVICE_RESPONSES",
                        "ISSUER>TSP CONFIRMATION_RESPONSE",
                        "TSP>MOTAPS PERSONALIZED",
                        "TSP>SERVICE_PROVIDER PERSONALIZED",
                        "SERVICE_PROVIDER>RPD PERSONALIZED");
        assertThat(events)
                .anyMatch(e -> e instanceof HsmCalled call
                        && call.operation().equals("translate")
                        && call.key().endsWith("dek/session"));
    }

    @Test
    void everyMessageMayComeTwiceAndIsDoneOnce() {
        FakeChip chip = chip();
        ServiceProvider provider = new ServiceProvider(tsp, events::add);
        ServiceProviderService stuttering = new ServiceProviderService() {
            @Override
            public DeviceInstruction request(PersonalizationRequest request) {
                DeviceInstruction first = provider.request(request);
                assertThat(provider.request(request)).isEqualTo(first);
                return first;
            }

            @Override
            public DeviceInstruction responses(DeviceResponses responses) {
                DeviceInstruction first = provider.responses(responses);
                assertThat(provider.responses(responses)).isEqualTo(first);
                return first;
            }
        };

        assertThat(rpd(chip, stuttering).request("prepaid card", FUNDS, chip)).isInstanceOf(Dispensed.class);
        assertThat(issuer.heard).containsExactly("approve", "confirm true", "personalized account-1");
    }

    @Test
    void commandsThatComeTwiceReachTheChipOnce() {
        FakeChip chip = chip();
        DeviceCommands commands = new DeviceCommands(
                "s", 1, DeviceCommands.Purpose.PROBE, List.of(Bytes.hex("00A4040007F054415001101000")));
        try (Encoder encoder = new Encoder(chip, chip)) {
            DeviceResponses first = encoder.run(chip, commands);

            assertThat(encoder.run(chip, commands)).isEqualTo(first);
            assertThat(chip.exchanges).isEqualTo(1);
        }
    }

    @Test
    void messagesOutOfOrderOrOfNoSessionAreRefused() {
        assertThatThrownBy(() -> tsp.responses(new DeviceResponses("none", 2, List.of(), "")))
                .isInstanceOf(MessageException.class)
                .hasMessageContaining("session none is unknown");
        tsp.request(new PersonalizationRequest("s", 1, "prepaid card", 2000, 978));
        assertThatThrownBy(() -> tsp.responses(new DeviceResponses("s", 3, List.of(), "")))
                .isInstanceOf(MessageException.class)
                .hasMessageContaining("expects message 2");
        assertThat(tsp.responses(new DeviceResponses("s", 2, List.of(), "gone")))
                .isInstanceOf(PersonalizationFailed.class);
        assertThatThrownBy(() -> tsp.responses(new DeviceResponses("s", 3, List.of(), "")))
                .isInstanceOf(MessageException.class)
                .hasMessageContaining("is over");
    }
}
