package dev.tapbench.reports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The folder of one run among those of other runs: {@code 2026-11-22T10-15-30Z}, and {@code latest} that points to the newest. */
public final class RunFolder {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss'Z'").withZone(ZoneOffset.UTC);
    private static final Pattern RUN = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}-\\d{2}-\\d{2}Z(-\\d+)?");
    private static final String LATEST = "latest";

    private final Path path;

    private RunFolder(Path path) {
        this.path = path;
    }

    /**
     * Makes the folder of a new run, points {@code latest} to it, and removes the oldest runs.
     *
     * @param keep how many runs stay, the new one included; 0 keeps all. Only folders named like runs are ever removed
     * @throws UncheckedIOException when the folder cannot be made
     */
    public static RunFolder create(Path runs, Clock clock, int keep) {
        try {
            Files.createDirectories(runs);
            String name = NAME.format(clock.instant());
            RunFolder folder = new RunFolder(fresh(runs, name));
            Files.createDirectory(folder.path.resolve("trace"));
            pointLatest(runs, folder.path);
            if (keep > 0) {
                prune(runs, keep);
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a folder for the run in " + runs + ": " + e.getMessage(), e);
        }
    }

    /** Of runs of one second the later one has the higher number, also where an earlier one was removed. */
    private static Path fresh(Path runs, String name) throws IOException {
        long taken = names(runs).stream()
                .filter(other -> other.equals(name) || other.startsWith(name + "-"))
                .mapToLong(other -> other.equals(name) ? 1 : Long.parseLong(other.substring(name.length() + 1)))
                .max()
                .orElse(0);
        for (long i = taken + 1; ; i++) {
            try {
                return Files.createDirectory(runs.resolve(i == 1 ? name : name + "-" + i));
            } catch (FileAlreadyExistsException again) {
                if (i > taken + 1000) {
                    throw again;
                }
            }
        }
    }

    /** A symbolic link, or a file with the folder's name where the file system has none. */
    private static void pointLatest(Path runs, Path newest) throws IOException {
        Path next = runs.resolve(LATEST + "-" + newest.getFileName());
        Path latest = runs.resolve(LATEST);
        try {
            Files.createSymbolicLink(next, newest.getFileName());
        } catch (UnsupportedOperationException | IOException e) {
            Files.writeString(next, newest.getFileName().toString());
        }
        Files.move(next, latest, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * The newest run's folder, through the link or the file.
     *
     * @throws IllegalArgumentException when there is no run
     */
    public static Path latest(Path runs) {
        return find(runs, LATEST);
    }

    /**
     * A run by its name or {@code latest}.
     *
     * @throws IllegalArgumentException when there is no such run, naming those that are there
     */
    public static Path find(Path runs, String name) {
        Path found = runs.resolve(name);
        try {
            if (Files.isRegularFile(found)) {
                found = runs.resolve(Files.readString(found).strip());
            }
            if (Files.isDirectory(found)) {
                return found.toRealPath();
            }
            throw new IllegalArgumentException("no run '" + name + "' in " + runs + ": there are " + names(runs)
                    + "; 'tapbench certify' makes one");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> names(Path runs) throws IOException {
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(runs)) {
            return all.filter(p -> Files.isDirectory(p, LinkOption.NOFOLLOW_LINKS))
                    .map(p -> p.getFileName().toString())
                    .filter(n -> RUN.matcher(n).matches())
                    .sorted(Comparator.comparing(RunFolder::age))
                    .collect(Collectors.toList());
        }
    }

    /** Sorts {@code ..Z-10} after {@code ..Z-9}. */
    private static String age(String name) {
        int dash = name.indexOf("Z-");
        return dash < 0
                ? name + "-00001"
                : name.substring(0, dash + 1) + String.format("-%05d", Integer.parseInt(name.substring(dash + 2)));
    }

    private static void prune(Path runs, int keep) throws IOException {
        List<String> names = names(runs);
        for (String old : names.subList(0, Math.max(0, names.size() - keep))) {
            delete(runs.resolve(old));
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path p : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(p);
            }
        }
    }

    public Path path() {
        return path;
    }

    /** Appends rows to a trace file, so that an interrupted run leaves a valid one. */
    void appendTrace(String file, List<TraceRow> rows) {
        append(file, rows.stream().map(r -> Json.row(r) + "\n").collect(Collectors.joining()));
    }

    /** Appends text to a file of the run. */
    void append(String file, String text) {
        try {
            Files.writeString(
                    path.resolve(file),
                    text,
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + path.resolve(file) + ": " + e.getMessage(), e);
        }
    }

    /** Writes a whole file of the run. */
    void write(String file, String text) {
        try {
            Files.writeString(path.resolve(file), text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + path.resolve(file) + ": " + e.getMessage(), e);
        }
    }
}
