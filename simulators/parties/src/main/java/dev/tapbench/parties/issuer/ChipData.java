package dev.tapbench.parties.issuer;

import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.Currency;
import dev.tapbench.emv.Dol;
import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.Iad;
import dev.tapbench.emv.Money;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.emv.Tvr;
import dev.tapbench.ports.Bytes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What DE55 says of a transaction: the terminal's values that entered the cryptogram, and the card's answer.
 *
 * @param terminalData 9F02 9F03 9F1A 95 5F2A 9A 9C 9F37 by tag
 * @param amount 9F02 in 5F2A
 * @param transactionType 9C
 * @param aip 2 bytes
 * @param atc 0 to 65535
 * @param iadBytes as they entered the cryptogram
 * @param cryptogram 8 bytes
 * @param scriptResults 9F5B; empty where the terminal reports on no script
 */
record ChipData(
        Map<Integer, Bytes> terminalData,
        Money amount,
        int transactionType,
        Bytes aip,
        int atc,
        Bytes iadBytes,
        Iad iad,
        CryptogramType type,
        Bytes cryptogram,
        Bytes scriptResults) {
    /** 9F02 9F03 9F1A 95 5F2A 9A 9C 9F37 with their lengths. */
    static final Dol TERMINAL_DATA = Dol.parse(Bytes.hex("9F0206 9F0306 9F1A02 9505 5F2A02 9A03 9C01 9F3704"));

    ChipData {
        terminalData = Map.copyOf(terminalData);
    }

    /**
     * Reads DE55. Each value must have its exact length: the cryptogram covers them one after the other, so a byte moved from
     * one to the next would go unseen.
     *
     * @throws EmvDataException when a value is missing or malformed
     */
    static ChipData parse(Bytes de55) {
        List<Tlv> objects = Tlv.parseAll(de55);
        Bytes amount = value(objects, Tags.AMOUNT_AUTHORISED, 6);
        Bytes currency = value(objects, Tags.TRANSACTION_CURRENCY, 2);
        Bytes type = value(objects, Tags.TRANSACTION_TYPE, 1);
        Map<Integer, Bytes> terminalData = new LinkedHashMap<>();
        for (Dol.Entry entry : TERMINAL_DATA.entries()) {
            terminalData.put(entry.tag(), value(objects, entry.tag(), entry.length()));
        }
        Bytes iad = value(objects, Tags.IAD, Iad.LENGTH);
        return new ChipData(
                terminalData,
                Money.ofN12(amount, Currency.ofCode(currency)),
                type.at(0),
                value(objects, Tags.AIP, 2),
                (int) value(objects, Tags.ATC, 2).toNumber(),
                iad,
                Iad.parse(iad),
                CryptogramType.ofCid(value(objects, Tags.CID, 1).at(0)),
                value(objects, Tags.APPLICATION_CRYPTOGRAM, 8),
                Tlv.find(objects, Tags.SCRIPT_RESULTS).map(Tlv::value).orElse(Bytes.empty()));
    }

    /** What the terminal found, as the cryptogram covers it. */
    Tvr tvr() {
        return new Tvr(Objects.requireNonNull(terminalData.get(Tags.TVR)));
    }

    private static Bytes value(List<Tlv> objects, int tag, int length) {
        Bytes value = Tlv.find(objects, tag)
                .orElseThrow(() -> new EmvDataException("DE55 lacks " + Tlv.hexTag(tag)))
                .value();
        if (value.length() != length) {
            throw new EmvDataException(
                    "DE55 has " + Tlv.hexTag(tag) + " with " + value.length() + " bytes, expected " + length);
        }
        return value;
    }
}
