package dev.tapbench.risk.spark;

import dev.tapbench.risk.lives.CardholderTable;
import dev.tapbench.risk.lives.CardholderType;
import dev.tapbench.risk.lives.Column;
import dev.tapbench.risk.lives.InvalidCardholders;
import java.util.Arrays;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Types of cardholders from a table that Spark reads, on any file system that it knows: CSV, or else Parquet. */
final class TypesTable {
    private TypesTable() {}

    /**
     * Reads the types.
     *
     * @param path ends with {@code .csv}, or is Parquet
     * @param currency of the amounts
     * @throws WrongInput when it cannot be read, or a cell is wrong
     */
    static List<CardholderType> read(SparkSession spark, String path, Currency currency) {
        Dataset<Row> table = table(spark, path);
        List<String> names = List.of(table.columns());
        for (String name : names) {
            if (Arrays.stream(Column.values()).noneMatch(column -> column.key().equals(name))) {
                throw new WrongInput(path + ": has a column '" + name + "': expected the columns " + keys());
            }
        }
        for (Column column : Column.values()) {
            if (!names.contains(column.key())) {
                throw new WrongInput(
                        path + ": has no column " + column.key() + ": expected a column for each of " + keys());
            }
        }
        CardholderTable types = new CardholderTable(currency);
        try {
            for (Row row : table.collectAsList()) {
                types.add(texts(row));
            }
            return types.types();
        } catch (InvalidCardholders e) {
            throw new WrongInput(path + ": " + e.getMessage());
        }
    }

    private static Dataset<Row> table(SparkSession spark, String path) {
        try {
            return path.toLowerCase(Locale.ROOT).endsWith(".csv")
                    ? spark.read()
                            .option("header", true)
                            .option("comment", "#")
                            .option("enforceSchema", false)
                            .csv(path)
                    : spark.read().parquet(path);
        } catch (Exception e) {
            // Spark's Java interface does not declare what it throws for a path that is not there, or a file of another
            // kind.
            throw new WrongInput(path + ": cannot be read as " + (path.endsWith(".csv") ? "CSV" : "Parquet") + ": "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString()));
        }
    }

    private static List<String> keys() {
        return Arrays.stream(Column.values()).map(Column::key).toList();
    }

    private static Map<Column, String> texts(Row row) {
        Map<Column, String> texts = new EnumMap<>(Column.class);
        for (Column column : Column.values()) {
            Object value = row.getAs(column.key());
            texts.put(column, value == null ? "" : value.toString());
        }
        return texts;
    }
}
