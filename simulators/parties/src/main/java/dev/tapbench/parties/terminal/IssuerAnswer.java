package dev.tapbench.parties.terminal;

import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.parties.messages.HostMessage;
import dev.tapbench.ports.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What the issuer sends to the card with its answer.
 *
 * @param approved whether the issuer approves (DE39)
 * @param responseCode 8A, 2 bytes
 * @param authenticationData 91; empty where the issuer sent none
 * @param before scripts in template 71, for before the second GENERATE AC
 * @param after scripts in template 72, for after it
 */
record IssuerAnswer(boolean approved, Bytes responseCode, Bytes authenticationData, List<Tlv> before, List<Tlv> after) {
    private static final String APPROVED = "00";

    /** @throws EmvDataException when DE55 cannot be read */
    static IssuerAnswer of(HostMessage response) {
        String code = response.require(39);
        List<Tlv> objects = response.chipData().isEmpty() ? List.of() : Tlv.parseAll(response.chipData());
        return new IssuerAnswer(
                code.equals(APPROVED),
                value(objects, Tags.AUTHORISATION_RESPONSE_CODE, ascii(code)),
                value(objects, Tags.ISSUER_AUTHENTICATION_DATA, Bytes.empty()),
                templates(objects, Tags.SCRIPT_BEFORE_AC),
                templates(objects, Tags.SCRIPT_AFTER_AC));
    }

    private static Bytes value(List<Tlv> objects, int tag, Bytes absent) {
        return Tlv.find(objects, tag).map(Tlv::value).orElse(absent);
    }

    private static List<Tlv> templates(List<Tlv> objects, int tag) {
        return objects.stream().filter(object -> object.tag() == tag).toList();
    }

    static Bytes ascii(String code) {
        return Bytes.of(code.getBytes(StandardCharsets.US_ASCII));
    }
}
