package dev.tapbench.emv.crypto;

import dev.tapbench.emv.TagDictionary;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyLabel;
import java.util.List;
import java.util.Map;

/** Application cryptograms of a Common Core card (EMV Book 2, 8.1; Common Core Definitions, 8.1.1). */
public final class ApplicationCryptogram {
    /** The terminal's part of the input, in order, with lengths in bytes. */
    private static final List<Field> TERMINAL_DATA = List.of(
            new Field(Tags.AMOUNT_AUTHORISED, 6),
            new Field(Tags.AMOUNT_OTHER, 6),
            new Field(Tags.TERMINAL_COUNTRY, 2),
            new Field(Tags.TVR, 5),
            new Field(Tags.TRANSACTION_CURRENCY, 2),
            new Field(Tags.TRANSACTION_DATE, 3),
            new Field(Tags.TRANSACTION_TYPE, 1),
            new Field(Tags.UNPREDICTABLE_NUMBER, 4));

    /** What of the terminal's a cryptogram covers, and is recommended to cover (EMV Book 2, 8.1.1). */
    public static final List<Integer> TERMINAL_TAGS =
            TERMINAL_DATA.stream().map(Field::tag).toList();

    /** Length in bytes. */
    public static final int LENGTH = 8;

    private record Field(int tag, int length) {}

    private ApplicationCryptogram() {}

    /**
     * What the cryptogram covers: 9F02 9F03 9F1A 95 5F2A 9A 9C 9F37, AIP, ATC, IAD, whatever the CDOL holds.
     *
     * @param terminal values by tag; others are ignored
     * @param aip 2 bytes
     * @param atc 0 to 65535
     * @param iad issuer application data
     * @throws IllegalArgumentException when a value is missing or has another length
     */
    public static Bytes input(Map<Integer, Bytes> terminal, Bytes aip, int atc, Bytes iad) {
        Bytes all = Bytes.empty();
        for (Field field : TERMINAL_DATA) {
            Bytes value = terminal.get(field.tag());
            if (value == null || value.length() != field.length()) {
                throw new IllegalArgumentException("cryptogram input needs " + Tlv.hexTag(field.tag()) + " ("
                        + TagDictionary.name(field.tag()) + ") with " + field.length() + " bytes, not " + value);
            }
            all = all.then(value);
        }
        return Bytes.concat(all, aip, Bytes.number(atc, 2), iad);
    }

    /** The cryptogram: under triple DES the retail MAC with padding method 2, under AES the first 8 bytes of its CMAC. */
    public static Bytes compute(Hsm hsm, KeyLabel sessionKey, Bytes input) {
        return EmvMac.of(hsm, sessionKey, input, LENGTH);
    }
}
