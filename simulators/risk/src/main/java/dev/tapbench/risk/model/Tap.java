package dev.tapbench.risk.model;

/**
 * One payment at a terminal, up to the first GENERATE AC.
 *
 * @param amount minor units, 0 to 999999999999
 * @param currency of the payment
 * @param contactless whether the card is tapped; a phone has no other interface to terminals
 * @param online whether this terminal can ask the issuer
 * @param unattended whether nobody of the merchant is beside the terminal
 * @param asks what the terminal asks for: a certificate, or the issuer in any case, or to decline
 */
public record Tap(
        long amount,
        PaymentCurrency currency,
        boolean contactless,
        boolean online,
        boolean unattended,
        Decision asks) {}
