package dev.tapbench.cli;

import dev.tapbench.profiles.FaultFile;
import dev.tapbench.reports.RunSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The last qualification of the home's devices: {@code qualify.json} beside the runs. Devices that were judged alone replace
 * their own rows and leave the others', so that the file always has what was last known of each.
 */
final class QualifyResult {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private QualifyResult() {}

    /** As it is printed and stored. */
    record Document(String schema, List<QualifyRow> rows) {}

    private static Path file(Environment environment) {
        return Runs.all(environment).resolve("qualify.json");
    }

    /** The last known rows; none when nothing was qualified yet. */
    static List<QualifyRow> rows(Environment environment) {
        Path file = file(environment);
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        try {
            return MAPPER.readValue(Files.readString(file), Document.class).rows();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        } catch (JacksonException e) {
            throw Failure.usage(
                    file + ": is no result of 'tapbench qualify' of this version; remove it, and qualify anew", e);
        }
    }

    /** Keeps rows, and of those before them the rows of devices that still exist. */
    static void store(Environment environment, List<QualifyRow> judged, List<String> existing) {
        Map<String, QualifyRow> rows = new TreeMap<>();
        rows(environment).forEach(row -> rows.put(row.id(), row));
        judged.forEach(row -> rows.put(row.id(), row));
        rows.keySet().retainAll(existing);
        Path file = file(environment);
        try {
            Files.createDirectories(file.getParent());
            Path whole = Files.writeString(
                    file.resolveSibling("qualify.json.new"),
                    Json.rows("qualify", "rows", new ArrayList<>(rows.values())) + "\n");
            Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }

    /** How many faulty devices the catalogue has for each requirement, and how many of them the last qualification rejected. */
    static Map<String, RunSettings.FaultCount> counts(Environment environment) {
        List<String> rejected = rows(environment).stream()
                .filter(row -> row.faulty() && row.ok())
                .map(QualifyRow::id)
                .toList();
        Map<String, RunSettings.FaultCount> counts = new TreeMap<>();
        for (FaultFile fault : Faults.all(environment)) {
            int caught = rejected.contains(fault.id()) ? 1 : 0;
            for (String requirement : fault.requirement()) {
                counts.merge(
                        requirement,
                        new RunSettings.FaultCount(1, caught),
                        (a, b) -> new RunSettings.FaultCount(a.faults() + b.faults(), a.caught() + b.caught()));
            }
        }
        return counts;
    }
}
