package dev.tapbench.parties.personalization;

import dev.tapbench.parties.messages.DeviceInstruction;
import dev.tapbench.parties.messages.DeviceResponses;
import dev.tapbench.parties.messages.PersonalizationRequest;
import dev.tapbench.parties.messages.ServiceProviderService;
import dev.tapbench.parties.messages.TspService;
import dev.tapbench.ports.trace.MessageType;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Trace;

/**
 * The service provider who runs personalization devices (P-05). Everything between a device and the TSP passes through it;
 * what is secret is enciphered for the chip, so it learns nothing but who asked for what.
 */
public final class ServiceProvider implements ServiceProviderService {
    private final TspService tsp;
    private final Passed passed;

    public ServiceProvider(TspService tsp, Trace trace) {
        this.tsp = tsp;
        passed = new Passed(trace, Party.SERVICE_PROVIDER);
    }

    @Override
    public DeviceInstruction request(PersonalizationRequest request) {
        passed.request(Party.RPD, MessageType.PERSONALIZATION_REQUEST, request);
        return down(tsp.request(request));
    }

    @Override
    public DeviceInstruction responses(DeviceResponses responses) {
        passed.responses(Party.RPD, responses);
        return down(tsp.responses(responses));
    }

    private DeviceInstruction down(DeviceInstruction instruction) {
        passed.instruction(Party.TSP, instruction);
        return instruction;
    }
}
