package dev.tapbench.parties.terminal;

import dev.tapbench.emv.Aip;
import dev.tapbench.emv.Dol;
import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.Pan;
import dev.tapbench.emv.TagDictionary;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.ports.Bytes;
import java.util.Map;
import java.util.Optional;

/**
 * What the terminal read of the selected application.
 *
 * @param contactless whether it was read in a tap
 * @param aid the name it was selected by
 * @param pdolData what was sent in GET PROCESSING OPTIONS
 * @param data data objects of the records, by tag
 * @param staticData the static data to be authenticated (EMV Book 3, 10.3)
 */
record CardApplication(
        boolean contactless, Bytes aid, Bytes pdolData, Aip aip, Map<Integer, Bytes> data, Bytes staticData) {
    CardApplication {
        data = Map.copyOf(data);
    }

    Optional<Bytes> find(int tag) {
        return Optional.ofNullable(data.get(tag));
    }

    /** @throws EmvDataException when no record held it (EMV Book 3, 7.2) */
    Bytes require(int tag) {
        return find(tag)
                .orElseThrow(() -> new EmvDataException("no record of the application holds " + Tlv.hexTag(tag) + " ("
                        + TagDictionary.name(tag) + "), which is mandatory (EMV Book 3, 7.2)"));
    }

    Pan pan() {
        return Pan.ofBcd(require(Tags.PAN));
    }

    Dol cdol1() {
        return Dol.parse(require(Tags.CDOL1));
    }

    Dol cdol2() {
        return Dol.parse(require(Tags.CDOL2));
    }
}
