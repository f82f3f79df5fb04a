package dev.tapbench.profiles;

import dev.tapbench.risk.lives.CardholderTable;
import dev.tapbench.risk.lives.CardholderType;
import dev.tapbench.risk.lives.Column;
import dev.tapbench.risk.lives.InvalidCardholders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvReadFeature;

/**
 * Reads types of cardholders from CSV (RFC 4180): a head with the {@link Column} names in any order, then a row for each type.
 * Empty lines and lines that begin with {@code #} are left out.
 */
public final class CardholderFile {
    private static final List<String> KEYS =
            Arrays.stream(Column.values()).map(Column::key).toList();

    private final Path path;
    private final List<Column> head = new ArrayList<>();
    private final List<Map<Column, Cell>> rows = new ArrayList<>();

    private record Cell(String text, int line, int column) {
        static Cell of(String text, TokenStreamLocation at) {
            return new Cell(text, at.getLineNr(), at.getColumnNr());
        }
    }

    private CardholderFile(Path path) {
        this.path = path;
    }

    /**
     * Reads the types.
     *
     * @param currency of the amounts: that of the profile
     * @throws FileProblem when the file is missing or wrong
     */
    public static List<CardholderType> read(Path path, Currency currency) {
        CardholderFile file = new CardholderFile(path);
        file.cut(MarkedFile.text(path, "CSV"));
        return file.types(currency);
    }

    /** Into cells, each with its place. */
    private void cut(String text) {
        CsvMapper mapper = CsvMapper.builder()
                .enable(CsvReadFeature.WRAP_AS_ARRAY)
                .enable(CsvReadFeature.SKIP_EMPTY_LINES)
                .enable(CsvReadFeature.ALLOW_COMMENTS)
                .build();
        List<Cell> line = new ArrayList<>();
        try (JsonParser parser = mapper.createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING) {
                    line.add(Cell.of(parser.getString(), parser.currentTokenLocation()));
                } else if (token == JsonToken.END_ARRAY && !line.isEmpty()) {
                    take(line);
                    line.clear();
                }
            }
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            String first = e.getOriginalMessage().lines().findFirst().orElse("");
            throw new FileProblem(
                    path,
                    at.getLineNr(),
                    at.getColumnNr(),
                    "",
                    "is not understood (" + first + ")",
                    "CSV: cells between commas, a text with a comma in double quotes",
                    "");
        }
        if (head.isEmpty()) {
            throw new FileProblem(path, 1, 1, "", "is empty", "a head of " + String.join(",", KEYS), "");
        }
    }

    private void take(List<Cell> line) {
        if (head.isEmpty()) {
            line.forEach(cell -> head.add(column(cell)));
            missing(line.get(0));
            return;
        }
        if (line.size() != head.size()) {
            Cell last = line.get(line.size() - 1);
            throw problem(last, "", "has " + line.size() + " cells", head.size() + ", as many as the head", "");
        }
        Map<Column, Cell> row = new EnumMap<>(Column.class);
        for (int i = 0; i < line.size(); i++) {
            row.put(head.get(i), line.get(i));
        }
        rows.add(row);
    }

    private Column column(Cell cell) {
        String key = cell.text().strip();
        for (Column column : Column.values()) {
            if (column.key().equals(key) && !head.contains(column)) {
                return column;
            }
        }
        if (KEYS.contains(key)) {
            throw problem(cell, "", "has a second column '" + key + "'", "each column once", "");
        }
        throw problem(
                cell,
                "",
                "has a column '" + key + "'",
                "the columns " + String.join(", ", KEYS),
                NearestName.of(key, KEYS));
    }

    private void missing(Cell first) {
        List<String> missing = Arrays.stream(Column.values())
                .filter(column -> !head.contains(column))
                .map(Column::key)
                .toList();
        if (!missing.isEmpty()) {
            throw problem(first, "", "has no column " + String.join(", ", missing), "a column for each of " + KEYS, "");
        }
    }

    private List<CardholderType> types(Currency currency) {
        CardholderTable table = new CardholderTable(currency);
        try {
            for (Map<Column, Cell> row : rows) {
                Map<Column, String> texts = new EnumMap<>(Column.class);
                row.forEach((column, cell) -> texts.put(column, cell.text()));
                table.add(texts);
            }
            return table.types();
        } catch (InvalidCardholders e) {
            Cell start = new Cell("", 1, 1);
            Cell cell = rows.isEmpty() ? start : rows.get(e.row()).getOrDefault(e.column(), start);
            throw problem(cell, e.column().key(), e.problem(), e.expected(), "");
        }
    }

    private FileProblem problem(Cell cell, String key, String problem, String expected, String nearest) {
        return new FileProblem(path, cell.line(), cell.column(), key, problem, expected, nearest);
    }
}
