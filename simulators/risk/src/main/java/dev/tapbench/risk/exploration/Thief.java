package dev.tapbench.risk.exploration;

/**
 * What the person who holds the device can do.
 *
 * @param online whether shops that ask the issuer are used as well, while the account is not stopped yet; the issuer approves
 *     whatever it is asked about, for the account is not the device's to protect
 * @param knowsPin whether the PIN or passcode was seen
 */
public record Thief(boolean online, boolean knowsPin) {}
