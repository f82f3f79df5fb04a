package dev.tapbench.risk.lives;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns the texts of a table into types of cardholders; whoever reads the table knows where each row stands. */
public final class CardholderTable {
    /** The most types of one table: what is counted is kept for each. */
    public static final int MOST_TYPES = 100;

    private static final long MOST_AMOUNT = 100_000_000L;
    private static final int MOST_PAYMENTS = 1000_00;
    private static final int MOST_MISTYPES = 50_00;

    private final Currency currency;
    private final List<CardholderType> types = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private Map<Column, String> cells = new EnumMap<>(Column.class);

    /** @param currency of the amounts: that of the profile */
    public CardholderTable(Currency currency) {
        this.currency = currency;
    }

    /**
     * Adds a row.
     *
     * @param row a text for each column
     * @throws InvalidCardholders when one of them is missing or wrong
     */
    public void add(Map<Column, String> row) {
        cells = row;
        String name = text(Column.TYPE);
        if (!names.add(name)) {
            throw wrong(Column.TYPE, "is '" + name + "' a second time", "another name");
        }
        if (types.size() == MOST_TYPES) {
            throw wrong(Column.TYPE, "is the type after " + MOST_TYPES, "at most " + MOST_TYPES + " types");
        }
        long median = amount(Column.MEDIAN_AMOUNT, 1);
        long topUpBelow = amount(Column.TOP_UP_BELOW, 0);
        types.add(new CardholderType(
                name,
                percent(Column.SHARE, Percent.WHOLE),
                (int) hundredths(Column.PAYMENTS, 1, MOST_PAYMENTS),
                median,
                amount(Column.P95_AMOUNT, median),
                percent(Column.CONTACTLESS, Percent.WHOLE),
                percent(Column.PIN_IN_SLOT, Percent.WHOLE),
                percent(Column.ONLINE, Percent.WHOLE),
                percent(Column.ISSUER_APPROVES, Percent.WHOLE),
                percent(Column.FOREIGN, Percent.WHOLE),
                topUpBelow,
                amount(Column.TOP_UP_AMOUNT, topUpBelow == 0 ? 0 : 1),
                percent(Column.MISTYPES, MOST_MISTYPES)));
    }

    /**
     * All types, by their names: the same types are the same lives, however a table orders its rows.
     *
     * @throws InvalidCardholders when there is none, or the shares are not 100 together
     */
    public List<CardholderType> types() {
        int together =
                types.stream().mapToInt(type -> type.share().hundredths()).sum();
        if (together != Percent.WHOLE) {
            throw new InvalidCardholders(
                    Column.SHARE,
                    Math.max(0, types.size() - 1),
                    "brings the sum of all rows to " + BigDecimal.valueOf(together, 2),
                    "100.00, so that each cardholder is of one type");
        }
        return types.stream().sorted(Comparator.comparing(CardholderType::name)).toList();
    }

    private String text(Column column) {
        String text = cells.getOrDefault(column, "").strip();
        if (text.isEmpty()) {
            throw wrong(column, "is empty", column.expected());
        }
        return text;
    }

    private Percent percent(Column column, int most) {
        return new Percent((int) hundredths(column, 0, most));
    }

    private long hundredths(Column column, long least, long most) {
        return scaled(column, 2, least, most);
    }

    private long amount(Column column, long least) {
        return scaled(column, currency.getDefaultFractionDigits(), least, MOST_AMOUNT);
    }

    private long scaled(Column column, int decimals, long least, long most) {
        String text = text(column);
        try {
            long value = new BigDecimal(text).movePointRight(decimals).longValueExact();
            if (value >= least && value <= most) {
                return value;
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // Told below, with what is expected.
        }
        throw wrong(column, "is '" + text + "'", column.expected());
    }

    private InvalidCardholders wrong(Column column, String problem, String expected) {
        return new InvalidCardholders(column, types.size(), problem, expected);
    }
}
