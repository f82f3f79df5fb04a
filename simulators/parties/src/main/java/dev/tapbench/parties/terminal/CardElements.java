package dev.tapbench.parties.terminal;

import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.emv.crypto.ApplicationCryptogram;
import dev.tapbench.parties.messages.HostMessage;
import dev.tapbench.ports.Bytes;
import java.util.List;

/** What of the card goes into host messages. */
final class CardElements {
    /** Not covered, but of use to the issuer where the transaction has them. */
    private static final List<Integer> MORE_TERMINAL_TAGS =
            List.of(Tags.TERMINAL_CAPABILITIES, Tags.CVM_RESULTS, Tags.TERMINAL_TYPE);

    private CardElements() {}

    /** DE14, 23 and 35, as far as the card has them. */
    static HostMessage addTo(HostMessage request, CardApplication application) {
        HostMessage result = request;
        if (application.find(Tags.EXPIRY_DATE).isPresent()) {
            result = result.with(
                    14, application.require(Tags.EXPIRY_DATE).toHex().substring(0, 4));
        }
        if (application.find(Tags.PAN_SEQUENCE_NUMBER).isPresent()) {
            result = result.with(
                    23, "0" + application.require(Tags.PAN_SEQUENCE_NUMBER).toHex());
        }
        if (application.find(Tags.TRACK2).isPresent()) {
            result = result.with(35, application.require(Tags.TRACK2).toHex().replaceFirst("F$", ""));
        }
        return result;
    }

    /**
     * DE55: cryptogram, and everything it covers.
     *
     * @param signed what the card signed that it decided, or says so in an answer without signature
     */
    static Bytes chipData(
            CardApplication application,
            TransactionValues values,
            CardCryptogram answer,
            CryptogramType signed,
            Bytes cryptogram) {
        Bytes data = Bytes.concat(
                Tlv.encode(Tags.APPLICATION_CRYPTOGRAM, cryptogram),
                Tlv.encode(Tags.CID, Bytes.of(signed.code())),
                Tlv.encode(Tags.IAD, answer.iad()),
                Tlv.encode(Tags.ATC, Bytes.number(answer.atc(), 2)),
                Tlv.encode(Tags.AIP, application.aip().value()));
        for (int tag : ApplicationCryptogram.TERMINAL_TAGS) {
            data = data.then(Tlv.encode(tag, values.get(tag)));
        }
        for (int tag : MORE_TERMINAL_TAGS) {
            if (values.byTag().containsKey(tag)) {
                data = data.then(Tlv.encode(tag, values.get(tag)));
            }
        }
        return data;
    }
}
