package dev.tapbench.parties.messages;

/**
 * The TSP's personalization server, as the service provider sees it. Each message is answered with the next instruction, until
 * that says that it is over; a repeat is answered the same.
 */
public interface TspService {
    DeviceInstruction request(PersonalizationRequest request);

    DeviceInstruction responses(DeviceResponses responses);
}
