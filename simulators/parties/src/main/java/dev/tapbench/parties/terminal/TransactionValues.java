package dev.tapbench.parties.terminal;

import dev.tapbench.emv.Money;
import dev.tapbench.emv.Tags;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.Entropy;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;

/** The terminal's values of a transaction, by tag: what the card may ask for in its data object lists. */
record TransactionValues(Map<Integer, Bytes> byTag) {
    /** Transaction types (9C), as the first two digits of DE3. */
    static final int PURCHASE = 0x00;

    static final int REFUND = 0x20;
    static final int LOAD = 0x28;

    private static final DateTimeFormatter YYMMDD = DateTimeFormatter.ofPattern("yyMMdd");

    TransactionValues {
        byTag = Map.copyOf(byTag);
    }

    /** The values of a new transaction, with a fresh unpredictable number and an empty TVR. */
    static TransactionValues of(TerminalConfig config, Money amount, int type, Entropy entropy, Clock clock) {
        Map<Integer, Bytes> values = new LinkedHashMap<>();
        values.put(Tags.AMOUNT_AUTHORISED, amount.n12());
        values.put(Tags.AMOUNT_OTHER, Bytes.zeros(6));
        values.put(Tags.TERMINAL_COUNTRY, Bytes.hex(String.format("%04d", config.countryCode())));
        values.put(Tags.TVR, Bytes.zeros(5));
        values.put(Tags.TRANSACTION_CURRENCY, amount.currency().code());
        values.put(Tags.TRANSACTION_DATE, Bytes.hex(YYMMDD.format(today(clock))));
        values.put(Tags.TRANSACTION_TYPE, Bytes.of(type));
        values.put(Tags.UNPREDICTABLE_NUMBER, entropy.bytes(4));
        values.put(Tags.TERMINAL_TYPE, Bytes.hex(String.format("%02d", config.terminalType())));
        return new TransactionValues(values);
    }

    static LocalDate today(Clock clock) {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /** These values, one more or another. */
    TransactionValues with(int tag, Bytes value) {
        Map<Integer, Bytes> more = new LinkedHashMap<>(byTag);
        more.put(tag, value);
        return new TransactionValues(more);
    }

    Bytes get(int tag) {
        Bytes value = byTag.get(tag);
        if (value == null) {
            throw new IllegalStateException("the terminal has no value for tag " + Integer.toHexString(tag));
        }
        return value;
    }

    Bytes unpredictableNumber() {
        return get(Tags.UNPREDICTABLE_NUMBER);
    }
}
