package dev.tapbench.parties.messages;

import dev.tapbench.ports.Bytes;

/**
 * TSP to issuer, MOTAPS and personalization device: the device is personalized and proved it.
 *
 * @param account the issuer's name for the account
 * @param keydata the chip's KEYDATA, 10 bytes: which chip became this account's
 */
public record Personalized(String session, int number, String account, Bytes keydata) implements DeviceInstruction {}
