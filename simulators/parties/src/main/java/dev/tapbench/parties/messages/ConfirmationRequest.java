package dev.tapbench.parties.messages;

import dev.tapbench.ports.Bytes;

/**
 * TSP to issuer (P-13): is this AAC the new device's, over the TSP's own unpredictable number?
 *
 * @param account the issuer's name for the account
 * @param terminalData what the terminal side put in: 9F02 9F03 9F1A 95 5F2A 9A 9C 9F37, 29 bytes
 * @param aip application interchange profile, 2 bytes
 * @param atc application transaction counter, 2 bytes
 * @param iad issuer application data, 32 bytes
 * @param cryptogram the AAC, 8 bytes
 */
public record ConfirmationRequest(
        String session,
        int number,
        String account,
        Bytes terminalData,
        Bytes aip,
        Bytes atc,
        Bytes iad,
        Bytes cryptogram)
        implements SessionMessage {}
