package dev.tapbench.emv;

import dev.tapbench.ports.Bytes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The records of a card's application as its terminal reads them, in the order of the AFL (EMV Book 3, 10.2). */
public final class ApplicationRecords {
    private static final int LAST_SFI_WITHOUT_TEMPLATE = 10;

    private final Map<Integer, Bytes> data = new LinkedHashMap<>();
    private final List<Bytes> authenticated = new ArrayList<>();

    /**
     * The template of a READ RECORD response.
     *
     * @param response without its status bytes
     * @throws EmvDataException when it is no template 70 (EMV Book 3, 6.5.11.4)
     */
    public static Tlv template(int sfi, int record, Bytes response) {
        Tlv template = Tlv.parse(response);
        if (template.tag() != Tags.RECORD) {
            throw new EmvDataException("record " + record + " of file " + sfi + " begins with "
                    + Tlv.hexTag(template.tag()) + ", expected 70 (EMV Book 3, 6.5.11)");
        }
        return template;
    }

    /**
     * Keeps a record.
     *
     * @param response of READ RECORD, without its status bytes
     * @param authenticates whether the AFL counts it for offline data authentication
     * @throws EmvDataException when it is no template 70, or repeats a data object, which ends a transaction
     */
    public void add(int sfi, int record, Bytes response, boolean authenticates) {
        Tlv template = template(sfi, record, response);
        for (Tlv object : template.children()) {
            if (data.put(object.tag(), object.value()) != null) {
                throw new EmvDataException("record " + record + " of file " + sfi + " repeats "
                        + Tlv.hexTag(object.tag()) + " (EMV Book 3, 7.1)");
            }
        }
        if (authenticates) {
            authenticated.add(sfi <= LAST_SFI_WITHOUT_TEMPLATE ? template.value() : template.encoded());
        }
    }

    /** The data objects by tag, in the order in which they were read. */
    public Map<Integer, Bytes> data() {
        return Collections.unmodifiableMap(data);
    }

    /**
     * The static data to be authenticated (EMV Book 3, 10.3): the records that count, and the AIP where 9F4A asks for it.
     *
     * @throws EmvDataException when 9F4A lists anything but the AIP
     */
    public Bytes staticData(Aip aip) {
        Bytes all = Bytes.concat(authenticated.toArray(Bytes[]::new));
        Bytes list = data.get(Tags.SDA_TAG_LIST);
        if (list == null) {
            return all;
        }
        if (!list.equals(Bytes.of(Tags.AIP))) {
            throw new EmvDataException("9F4A lists " + list + ", expected 82 alone (EMV Book 3, 10.3)");
        }
        return all.then(aip.value());
    }
}
