package dev.tapbench.drivers.jcardsim.chip;

import dev.tapbench.ports.card.Medium;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The timing model: what each thing takes on an assumed chip. The figures and their reasons stand in {@code timing.tsv}. */
public final class Timing implements Copied {
    /** What takes time beside the line and the memory. */
    public enum Operation {
        /** 8 bytes. */
        DES_BLOCK,
        /** 16 bytes. */
        AES_BLOCK,
        /** 64 bytes. */
        HASH_BLOCK,
        /** 8 bytes. */
        RANDOM_BLOCK,
        RSA_PRIVATE_1024,
        RSA_PUBLIC_1024,
        KEY_GENERATION;

        private String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private static final Timing ASSUMED = read();

    private final long command;
    private final long write;
    private final Map<Medium, Long> lines = new EnumMap<>(Medium.class);
    private final Map<Operation, Long> operations = new EnumMap<>(Operation.class);

    private Timing(Map<String, Long> figures) {
        command = figure(figures, "command");
        write = figure(figures, "write");
        for (Medium medium : Medium.values()) {
            lines.put(medium, figure(figures, "line." + key(medium)));
        }
        for (Operation operation : Operation.values()) {
            operations.put(operation, figure(figures, operation.key()));
        }
        if (!figures.isEmpty()) {
            throw new IllegalStateException("timing.tsv has figures that nothing uses: " + figures.keySet());
        }
    }

    /** The model of {@code timing.tsv}. */
    public static Timing assumed() {
        return ASSUMED;
    }

    private static String key(Medium medium) {
        return medium.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static long figure(Map<String, Long> figures, String key) {
        Long figure = figures.remove(key);
        if (figure == null) {
            throw new IllegalStateException("timing.tsv has no line '" + key + "'");
        }
        return figure;
    }

    private static Timing read() {
        Map<String, Long> figures = new HashMap<>();
        try (InputStream in = Timing.class.getResourceAsStream("timing.tsv")) {
            if (in == null) {
                throw new IllegalStateException("timing.tsv is not beside " + Timing.class.getName());
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    String[] columns = line.split("\t", -1);
                    figures.put(columns[0], Long.valueOf(columns[1]));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("timing.tsv cannot be read", e);
        }
        return new Timing(figures);
    }

    long commandNanos() {
        return command;
    }

    long writeNanos() {
        return write;
    }

    long byteNanos(Medium medium) {
        return Objects.requireNonNull(lines.get(medium));
    }

    long nanos(Operation operation) {
        return Objects.requireNonNull(operations.get(operation));
    }

    /** All chips have one model. */
    @Override
    public Object shallowCopy() {
        return this;
    }

    @Override
    public void replaceReferences(CardCopy copies) {
        // Nothing of a card is in here.
    }
}
