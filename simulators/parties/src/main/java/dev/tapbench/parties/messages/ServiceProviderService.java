package dev.tapbench.parties.messages;

/**
 * The service provider, as the personalization device sees it: the only one that the device talks to. Each message is answered
 * with the next instruction, until that says that it is over; a repeat is answered the same.
 */
public interface ServiceProviderService {
    DeviceInstruction request(PersonalizationRequest request);

    DeviceInstruction responses(DeviceResponses responses);
}
