package dev.tapbench.emv;

import dev.tapbench.ports.Bytes;
import java.util.Optional;

/**
 * What GENERATE AC answers (EMV Book 3, 6.5.5.4).
 *
 * @param cid cryptogram information data, 1 byte
 * @param atc application transaction counter, 2 bytes
 * @param cryptogram 8 bytes; empty with CDA, where the signature carries it
 * @param iad issuer application data, 0 to 32 bytes
 * @param signature signed dynamic application data, with CDA
 */
public record CryptogramResponse(
        Bytes cid, Bytes atc, Optional<Bytes> cryptogram, Bytes iad, Optional<Bytes> signature) {
    private static final int CID_END = 1;
    private static final int ATC_END = 3;
    private static final int CRYPTOGRAM_END = 11;

    /**
     * Reads a response without its status bytes: template 80 (the values one after the other) or 77 (data objects).
     *
     * @throws EmvDataException when it is neither, or lacks what is mandatory
     */
    public static CryptogramResponse parse(Bytes response) {
        Tlv template = Tlv.parse(response);
        if (template.tag() == Tags.RESPONSE_TEMPLATE_2) {
            return new CryptogramResponse(
                    Lengths.require(template.require(Tags.CID).value(), 1, "CID"),
                    Lengths.require(template.require(Tags.ATC).value(), 2, "ATC"),
                    template.find(Tags.APPLICATION_CRYPTOGRAM)
                            .map(found -> Lengths.require(found.value(), 8, "application cryptogram")),
                    template.find(Tags.IAD).map(Tlv::value).orElse(Bytes.empty()),
                    template.find(Tags.SDAD).map(Tlv::value));
        }
        Bytes value = template.value();
        if (template.tag() != Tags.RESPONSE_TEMPLATE_1 || value.length() < CRYPTOGRAM_END) {
            throw new EmvDataException("GENERATE AC answered with template " + Tlv.hexTag(template.tag()) + " of "
                    + value.length()
                    + " bytes, expected 77, or 80 with CID, ATC, cryptogram and IAD (EMV Book 3, 6.5.5.4)");
        }
        return new CryptogramResponse(
                value.slice(0, CID_END),
                value.slice(CID_END, ATC_END),
                Optional.of(value.slice(ATC_END, CRYPTOGRAM_END)),
                value.from(CRYPTOGRAM_END),
                Optional.empty());
    }
}
