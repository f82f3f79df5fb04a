package dev.tapbench.risk.model;

/**
 * One payment at a terminal, up to the first GENERATE AC.
 *
 * @param amount minor units, 0 to 999999999999
 * @param foreign whether it is in another currency than the card's
 * @param contactless whether the card is tapped; a phone has no other interface to terminals
 * @param online whether this terminal can ask the issuer
 * @param asks what the terminal asks for: a certificate, or the issuer in any case, or to decline
 */
public record Tap(long amount, boolean foreign, boolean contactless, boolean online, Decision asks) {}
