package dev.tapbench.ports.hsm;

import dev.tapbench.ports.Bytes;
import java.math.BigInteger;

/**
 * An RSA key made for a card. The private part is in CRT form, each component enciphered on its own under a transport key
 * (triple DES, ECB; padded with 80 00 .. only where its length is no multiple of 8), as EMV CPS 1.1 wants it in DGI 8201 to
 * 8205.
 */
public record CardRsaKey(
        BigInteger modulus,
        BigInteger exponent,
        Bytes encipheredQInverse,
        Bytes encipheredDq,
        Bytes encipheredDp,
        Bytes encipheredQ,
        Bytes encipheredP) {}
