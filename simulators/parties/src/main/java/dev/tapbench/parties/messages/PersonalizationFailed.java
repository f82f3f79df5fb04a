package dev.tapbench.parties.messages;

import dev.tapbench.ports.Bytes;

/**
 * TSP to issuer, MOTAPS and personalization device: the device is not personalized; it belongs into the reject bin.
 *
 * @param account the issuer's name for the account; empty when none was named yet
 * @param keydata the chip's KEYDATA, 10 bytes: which chip was spent; empty when it was not read
 * @param reason in a sentence
 */
public record PersonalizationFailed(String session, int number, String account, Bytes keydata, String reason)
        implements DeviceInstruction {}
