package dev.tapbench.emv.crypto;

import dev.tapbench.ports.Bytes;

/**
 * A public key certificate as a card carries it.
 *
 * @param certificate as long as the signer's modulus (90 or 9F46)
 * @param remainder the rightmost digits of the modulus that did not fit, may be empty (92 or 9F48)
 * @param exponent 03 or 010001 (9F32 or 9F47)
 */
public record Certificate(Bytes certificate, Bytes remainder, Bytes exponent) {}
