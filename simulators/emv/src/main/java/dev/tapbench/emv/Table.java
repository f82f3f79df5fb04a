package dev.tapbench.emv;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A dictionary in a tab-separated resource: lines with # are comments. */
final class Table {
    private Table() {}

    /** All columns of each row, by the number in the first. */
    static Map<Integer, String[]> load(String name, int columns) {
        Map<Integer, String[]> rows = new TreeMap<>();
        for (String[] cells : rows(name, columns)) {
            if (rows.put(Integer.parseInt(cells[0], 16), cells) != null) {
                throw new IllegalStateException(name + " has " + cells[0] + " twice");
            }
        }
        return Collections.unmodifiableMap(rows);
    }

    /** All columns of each row, in the order of the file. */
    static List<String[]> rows(String name, int columns) {
        List<String[]> rows = new ArrayList<>();
        try (InputStream stream = Table.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("the dictionary " + name + " is missing beside " + Table.class);
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                String[] cells = line.split("\t", -1);
                if (cells.length != columns) {
                    throw new IllegalStateException(name + ": expected " + columns + " columns in '" + line + "'");
                }
                rows.add(cells);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }
}
