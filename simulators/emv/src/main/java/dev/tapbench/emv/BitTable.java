package dev.tapbench.emv;

import dev.tapbench.ports.Bytes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the bits of a bit-coded data element say, read from {@code bits.tsv}: single bits, and groups of bits that hold a code or
 * a number. A bit that no row names is reserved for future use; where it is set, the decoding says so.
 */
public final class BitTable {
    private static final Map<String, BitTable> TABLES = load();
    /** Those that are named by a tag. */
    private static final Map<Integer, BitTable> OF_TAGS = TABLES.entrySet().stream()
            .filter(table -> table.getKey().matches("([0-9A-F]{2})+"))
            .collect(Collectors.toMap(table -> Integer.valueOf(table.getKey(), 16), Map.Entry::getValue));

    private final String title;
    private final String clause;
    private final int length;
    private final List<Row> rows;
    /** The rows of byte 1, of byte 2 and so on. */
    private final List<List<Row>> byByte;

    private BitTable(String title, String clause, int length, List<Row> rows) {
        this.title = title;
        this.clause = clause;
        this.length = length;
        this.rows = List.copyOf(rows);
        List<List<Row>> split = new ArrayList<>();
        for (int i = 1; i <= length; i++) {
            int byteNumber = i;
            split.add(rows.stream().filter(r -> r.byteNumber() == byteNumber).toList());
        }
        byByte = List.copyOf(split);
    }

    /**
     * One row.
     *
     * @param byteNumber from 1
     * @param high the highest of its bits, 8 to 1
     * @param low the lowest of its bits
     * @param code what these bits must hold, from 0; {@link #FLAG} for a single bit that is set, {@link #NUMBER} for any number
     * @param meaning in the words of the specification
     * @param clause where another one than the table's says it; empty otherwise
     */
    public record Row(int byteNumber, int high, int low, int code, String meaning, String clause) {
        /** A single bit that speaks when it is set. */
        public static final int FLAG = -1;
        /** A number that is shown. */
        public static final int NUMBER = -2;

        /** Its bits within the byte. */
        public int mask() {
            return (0xFF >>> (8 - (high - low + 1))) << (low - 1);
        }

        private Optional<String> of(int value) {
            int held = (value & mask()) >>> (low - 1);
            String where = clause.isEmpty() ? "" : " [" + clause + "]";
            return switch (code) {
                case FLAG -> held == 1 ? Optional.of("b" + high + " " + meaning + where) : Optional.empty();
                case NUMBER -> Optional.of(meaning + " " + held + where);
                default -> held == code ? Optional.of(meaning + where) : Optional.empty();
            };
        }

        private Optional<Statement> saying(String words) {
            if (code != NUMBER) {
                return words.equals(meaning)
                        ? Optional.of(new Statement(this, code == FLAG ? 1 : code))
                        : Optional.empty();
            }
            String number = words.startsWith(meaning + " ") ? words.substring(meaning.length() + 1) : "";
            boolean fits = number.matches("[0-9]{1,3}") && Integer.parseInt(number) <= mask() >>> (low - 1);
            return fits ? Optional.of(new Statement(this, Integer.parseInt(number))) : Optional.empty();
        }

        private static Row of(int byteNumber, String bits, String meaning, String clause) {
            String[] parts = bits.split("=", -1);
            String[] range = parts[0].split("-", -1);
            int high = Integer.parseInt(range[0]);
            int low = Integer.parseInt(range[range.length - 1]);
            int code = parts.length == 2 ? Integer.parseInt(parts[1], 2) : range.length == 1 ? FLAG : NUMBER;
            return new Row(byteNumber, high, low, code, meaning, clause);
        }
    }

    /**
     * The table of that name: a tag, or what has none, such as {@code CVR}.
     *
     * @throws IllegalStateException when there is none
     */
    public static BitTable named(String name) {
        BitTable table = TABLES.get(name);
        if (table == null) {
            throw new IllegalStateException("bits.tsv has no table " + name + ", only " + TABLES.keySet());
        }
        return table;
    }

    /** The table of a tag's value, if it is bit-coded. */
    public static Optional<BitTable> of(int tag) {
        return Optional.ofNullable(OF_TAGS.get(tag));
    }

    /** All tables by name. */
    public static Map<String, BitTable> all() {
        return TABLES;
    }

    /** What the element is called. */
    public String title() {
        return title;
    }

    /** Where it is defined. */
    public String clause() {
        return clause;
    }

    /** Length of the element in bytes. */
    public int length() {
        return length;
    }

    public List<Row> rows() {
        return rows;
    }

    /**
     * What one of the rows says: its meaning, and behind that of a number the number, as the decoding writes them.
     *
     * @param words such as {@code CDA performed}, {@code first GENERATE AC: TC} or {@code PIN tries left: 2}
     * @throws IllegalArgumentException when no row says so
     */
    public Statement statement(String words) {
        return rows.stream()
                .flatMap(row -> row.saying(words).stream())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + words + "' is nothing that " + title
                        + " can say; it says: "
                        + rows.stream().map(Row::meaning).collect(Collectors.joining(", "))));
    }

    /**
     * A row, and what its bits hold where it speaks.
     *
     * @param held from 0; 1 for a single bit
     */
    public record Statement(Row row, int held) {
        /** Whether a value of the element says so. */
        public boolean in(Bytes value) {
            return (value.at(row.byteNumber() - 1) & row.mask()) == bits();
        }

        /** A copy of a value that says so, in its other bits the same. */
        public Bytes set(Bytes value) {
            byte[] bytes = value.toArray();
            int at = row.byteNumber() - 1;
            bytes[at] = (byte) ((bytes[at] & ~row.mask()) | bits());
            return Bytes.of(bytes);
        }

        private int bits() {
            return held << (row.low() - 1);
        }

        @Override
        public String toString() {
            return row.code() == Row.NUMBER ? row.meaning() + " " + held : row.meaning();
        }
    }

    /**
     * What a single bit says when it is set.
     *
     * @throws IllegalStateException when no row names it
     */
    public String meaning(int byteNumber, int bit) {
        return rows.stream()
                .filter(r -> r.byteNumber() == byteNumber && r.high() == bit && r.code() == Row.FLAG)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException(title + " names no bit b" + bit + " in byte " + byteNumber))
                .meaning();
    }

    /**
     * The bits of a value that are set and that no row speaks of: they are reserved for future use.
     *
     * @throws EmvDataException when the value has another length
     */
    public Bytes reserved(Bytes value) {
        Lengths.require(value, length, title);
        byte[] open = value.toArray();
        for (Row row : rows) {
            int at = row.byteNumber() - 1;
            if (row.of(value.at(at)).isPresent()) {
                open[at] &= (byte) ~row.mask();
            }
        }
        return Bytes.of(open);
    }

    /** What a code says in a group of bits; empty when it is reserved. */
    Optional<String> code(int byteNumber, int high, int low, int code) {
        return byByte.get(byteNumber - 1).stream()
                .filter(r -> r.high() == high && r.low() == low && r.code() == code)
                .map(Row::meaning)
                .findFirst();
    }

    /**
     * A node a byte, with what its bits say.
     *
     * @throws EmvDataException when the value has another length
     */
    List<DecodedNode> bytes(Bytes value) {
        Lengths.require(value, length, title);
        List<DecodedNode> nodes = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            nodes.add(node(i + 1, value.slice(i, i + 1)));
        }
        return nodes;
    }

    /** A byte's bits, in words; reserved ones that are set make the node unknown. */
    private DecodedNode node(int byteNumber, Bytes single) {
        int value = single.at(0);
        int open = value;
        List<String> said = new ArrayList<>();
        for (Row row : byByte.get(byteNumber - 1)) {
            Optional<String> text = row.of(value);
            if (text.isPresent()) {
                said.add(text.get());
                open &= ~row.mask();
            }
        }
        for (int bit = 8; bit >= 1; bit--) {
            if ((open & 1 << (bit - 1)) != 0) {
                said.add("b" + bit + " reserved for future use, and set");
            }
        }
        return new DecodedNode("byte " + byteNumber, clause, single, String.join("; ", said), List.of(), open == 0);
    }

    /** A table begins with byte 0. In place of a length or of bits stands an earlier table's name where they are the same. */
    private static Map<String, BitTable> load() {
        Map<String, BitTable> tables = new TreeMap<>();
        Map<String, List<Row>> rows = new TreeMap<>();
        List<String[]> lines = Table.rows("bits.tsv", 5);
        for (String[] line : lines) {
            int byteNumber = Integer.parseInt(line[1]);
            if (byteNumber > 0) {
                List<Row> of = rows.computeIfAbsent(line[0], t -> new ArrayList<>());
                List<Row> same = rows.get(line[2]);
                if (same == null) {
                    of.add(Row.of(byteNumber, line[2], line[3], line[4]));
                } else {
                    same.stream().filter(r -> r.byteNumber() == byteNumber).forEach(of::add);
                }
            }
        }
        for (String[] line : lines) {
            if (line[1].equals("0")) {
                BitTable same = tables.get(line[2]);
                tables.put(
                        line[0],
                        same != null
                                ? new BitTable(line[3], line[4], same.length, same.rows)
                                : new BitTable(
                                        line[3],
                                        line[4],
                                        Integer.parseInt(line[2]),
                                        rows.getOrDefault(line[0], List.of())));
            }
        }
        return Collections.unmodifiableMap(tables);
    }
}
