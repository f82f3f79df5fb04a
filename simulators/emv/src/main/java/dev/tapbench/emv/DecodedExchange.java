package dev.tapbench.emv;

/**
 * A command and its response, decoded.
 *
 * @param command the C-APDU: its children are header, data and Le
 * @param response the R-APDU: its children are the data and the status bytes
 */
public record DecodedExchange(DecodedNode command, DecodedNode response) {}
