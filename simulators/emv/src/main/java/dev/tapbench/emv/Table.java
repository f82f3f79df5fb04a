package dev.tapbench.emv;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** A dictionary in a tab-separated resource: the first column is a hexadecimal number, lines with # are comments. */
final class Table {
    private Table() {}

    /** The columns after the number, by number. */
    static Map<Integer, String[]> load(String name, int columns) {
        Map<Integer, String[]> rows = new TreeMap<>();
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
                if (rows.put(Integer.parseInt(cells[0], 16), cells) != null) {
                    throw new IllegalStateException(name + " has " + cells[0] + " twice");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Collections.unmodifiableMap(rows);
    }
}
