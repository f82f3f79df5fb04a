package dev.tapbench.risk.spark;

import dev.tapbench.risk.LostOrStolenLimits;
import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.SpendingLimits;
import dev.tapbench.risk.lives.CardholderTable;
import dev.tapbench.risk.lives.CardholderType;
import dev.tapbench.risk.lives.Column;
import dev.tapbench.risk.lives.LivesJob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The lives that tests live: the cardholders that come with Tapbench. */
final class Jobs {
    static final Path SHIPPED = Path.of("../../features/risk/cardholders.csv");
    static final Currency EUR = Currency.getInstance("EUR");

    private Jobs() {}

    static LivesJob job(long cards) {
        RiskProfile profile = new RiskProfile(
                "line",
                RiskProfile.Kind.LINE,
                EUR,
                new SpendingLimits(3, 20, OptionalLong.of(50_00), 200_00),
                new LostOrStolenLimits(LostOrStolenLimits.Mode.ANY, 5, 100_00),
                OptionalLong.empty());
        return new LivesJob(profile, true, false, types(), cards, 2, 7);
    }

    private static List<CardholderType> types() {
        CardholderTable table = new CardholderTable(EUR);
        List<String[]> lines = lines();
        for (String[] cells : lines.subList(1, lines.size())) {
            Map<Column, String> row = new EnumMap<>(Column.class);
            for (Column column : Column.values()) {
                row.put(column, cells[Arrays.asList(lines.get(0)).indexOf(column.key())]);
            }
            table.add(row);
        }
        return table.types();
    }

    /** Head and rows of the shipped table. */
    static List<String[]> lines() {
        try {
            return Files.readAllLines(SHIPPED).stream()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(",", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
