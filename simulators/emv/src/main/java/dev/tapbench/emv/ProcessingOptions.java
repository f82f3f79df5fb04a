package dev.tapbench.emv;

import dev.tapbench.ports.Bytes;

/**
 * What GET PROCESSING OPTIONS answers (EMV Book 3, 6.5.8.4).
 *
 * @param aip application interchange profile
 * @param afl application file locator, as the card gave it; empty where a contactless card gives none
 */
public record ProcessingOptions(Aip aip, Bytes afl) {
    private static final int AIP_LENGTH = 2;

    /**
     * Reads a response without its status bytes: template 80 (AIP and AFL, one after the other) or 77 (data objects).
     *
     * @throws EmvDataException when it is neither, or lacks the AIP
     */
    public static ProcessingOptions parse(Bytes response) {
        Tlv template = Tlv.parse(response);
        if (template.tag() == Tags.RESPONSE_TEMPLATE_2) {
            return new ProcessingOptions(
                    new Aip(template.require(Tags.AIP).value()),
                    template.find(Tags.AFL).map(Tlv::value).orElse(Bytes.empty()));
        }
        if (template.tag() != Tags.RESPONSE_TEMPLATE_1) {
            throw new EmvDataException("GET PROCESSING OPTIONS answered with template " + Tlv.hexTag(template.tag())
                    + ", expected 80 or 77 (EMV Book 3, 6.5.8.4)");
        }
        Bytes value = template.value();
        if (value.length() < AIP_LENGTH) {
            throw new EmvDataException("template 80 of GET PROCESSING OPTIONS has " + value.length()
                    + " bytes, expected an AIP of 2 and an AFL (EMV Book 3, 6.5.8.4): '" + value + "'");
        }
        return new ProcessingOptions(new Aip(value.slice(0, AIP_LENGTH)), value.from(AIP_LENGTH));
    }
}
