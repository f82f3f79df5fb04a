package dev.tapbench.parties.inspection;

import dev.tapbench.emv.Dol;
import dev.tapbench.emv.Tags;
import dev.tapbench.ports.Bytes;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an inspecting terminal says of itself where a card's list asks: an attended terminal of a shop that can go online, and an
 * amount of nothing. The unpredictable number is a fixed one: nothing is paid, and one card reads the same twice.
 */
final class TerminalValues {
    private static final int TERMINAL_QUALIFIERS = 0x9F66;
    private static final int MERCHANT_CATEGORY = 0x9F15;
    private static final int ADDITIONAL_CAPABILITIES = 0x9F40;
    private static final int TRANSACTION_TIME = 0x9F21;

    private final Map<Integer, Bytes> values = new LinkedHashMap<>();

    TerminalValues(LocalDate today) {
        values.put(Tags.AMOUNT_AUTHORISED, Bytes.zeros(6));
        values.put(Tags.AMOUNT_OTHER, Bytes.zeros(6));
        values.put(Tags.TERMINAL_COUNTRY, Bytes.hex("0276"));
        values.put(Tags.TVR, Bytes.zeros(5));
        values.put(Tags.TRANSACTION_CURRENCY, Bytes.hex("0978"));
        values.put(
                Tags.TRANSACTION_DATE,
                Bytes.hex(DateTimeFormatter.ofPattern("yyMMdd").format(today)));
        values.put(Tags.TRANSACTION_TYPE, Bytes.zeros(1));
        values.put(Tags.UNPREDICTABLE_NUMBER, Bytes.hex("54415042"));
        values.put(Tags.TERMINAL_TYPE, Bytes.hex("22"));
        values.put(Tags.TERMINAL_CAPABILITIES, Bytes.hex("E0F8C8"));
        values.put(ADDITIONAL_CAPABILITIES, Bytes.hex("6000F0A001"));
        values.put(TRANSACTION_TIME, Bytes.hex("120000"));
        values.put(MERCHANT_CATEGORY, Bytes.hex("5999"));
        // EMV mode and online PIN, no magnetic stripe; a cryptogram online is wanted (EMV Contactless Book A, 5.7).
        values.put(TERMINAL_QUALIFIERS, Bytes.hex("36800000"));
    }

    /** The values that a list asks for; nothing where they would not fit into a command, which a rule finds. */
    Bytes fill(Optional<Dol> dol, int most) {
        return dol.filter(list -> list.length() <= most)
                .map(list -> list.fill(values))
                .orElse(Bytes.empty());
    }
}
