package dev.tapbench.campaign;

import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.Chunk;
import com.github.difflib.patch.Patch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A unified diff against source files. All lines of a hunk have to stand in the file, those around the change as well. They may
 * have moved, as long as they stand in one place only: a hunk that had to be guessed into place could break something else than
 * it says.
 */
final class SourcePatch {
    private final Path file;
    private final Map<String, Patch<String>> changes;

    private SourcePatch(Path file, Map<String, Patch<String>> changes) {
        this.file = file;
        this.changes = changes;
    }

    /**
     * Reads a diff of one or more files; {@code a/} and {@code b/} before their paths are dropped.
     *
     * @throws IllegalArgumentException when it changes nothing, or makes or removes a file
     */
    static SourcePatch read(Path file) {
        List<String> lines = lines(file);
        Map<String, Patch<String>> changes = new LinkedHashMap<>();
        int at = 0;
        while (at + 1 < lines.size()) {
            if (!startsFile(lines, at)) {
                at++;
                continue;
            }
            int end = at + 2;
            while (end < lines.size() && !startsFile(lines, end)) {
                end++;
            }
            String changed = path(file, at, lines.get(at), lines.get(at + 1));
            Patch<String> patch = UnifiedDiffUtils.parseUnifiedDiff(lines.subList(at, end));
            if (changes.put(changed, patch) != null) {
                throw new IllegalArgumentException(file + ":" + (at + 1) + ": " + changed + " is changed twice");
            }
            at = end;
        }
        if (changes.values().stream().allMatch(p -> p.getDeltas().isEmpty())) {
            throw new IllegalArgumentException(
                    file + ": changes nothing; expected a unified diff, as 'git diff' writes it");
        }
        return new SourcePatch(file, changes);
    }

    private static boolean startsFile(List<String> lines, int at) {
        return lines.get(at).startsWith("--- ")
                && at + 1 < lines.size()
                && lines.get(at + 1).startsWith("+++ ");
    }

    private static String path(Path file, int at, String before, String after) {
        String from = stripped(before.substring(4));
        String to = stripped(after.substring(4));
        if (!from.equals(to)) {
            throw new IllegalArgumentException(file + ":" + (at + 1) + ": makes, removes or renames a file ('" + from
                    + "' to '" + to + "'); a fault changes files that are there");
        }
        return to;
    }

    private static String stripped(String name) {
        int tab = name.indexOf('\t');
        String path = (tab < 0 ? name : name.substring(0, tab)).strip();
        return path.startsWith("a/") || path.startsWith("b/") ? path.substring(2) : path;
    }

    /** The paths that it changes, relative to the sources' root. */
    List<String> paths() {
        return List.copyOf(changes.keySet());
    }

    /**
     * The changed files.
     *
     * @param root what the patch's paths are relative to
     * @return new text by path
     * @throws IllegalArgumentException when a file is missing or a hunk no longer applies, naming file and hunk
     */
    Map<String, String> applyTo(Path root) {
        Map<String, String> texts = new LinkedHashMap<>();
        changes.forEach((path, patch) -> texts.put(path, apply(root, path, patch)));
        return texts;
    }

    private String apply(Path root, String path, Patch<String> patch) {
        Path source = root.resolve(path).normalize();
        if (!source.startsWith(root.normalize()) || !Files.isRegularFile(source)) {
            throw new IllegalArgumentException(file + ": no longer applies: there is no " + path + " in " + root);
        }
        List<String> before = lines(source);
        List<String> after = new ArrayList<>(before);
        int number = 0;
        int shift = 0;
        for (AbstractDelta<String> delta : patch.getDeltas()) {
            number++;
            List<String> wanted = delta.getSource().getLines();
            int at = place(path, number, delta.getSource(), before);
            List<String> replaced = after.subList(at + shift, at + shift + wanted.size());
            if (!replaced.equals(wanted)) {
                throw new IllegalArgumentException(where(path, number) + ": it overlaps another hunk");
            }
            replaced.clear();
            List<String> target = delta.getTarget().getLines();
            after.addAll(at + shift, target);
            shift += target.size() - wanted.size();
        }
        return String.join("\n", after) + "\n";
    }

    /** Where the hunk's lines stand: at its own line number, or else at the one other place that has them all. */
    private int place(String path, int hunk, Chunk<String> expected, List<String> text) {
        List<String> wanted = expected.getLines();
        int stated = expected.getPosition();
        if (stands(wanted, text, stated)) {
            return stated;
        }
        List<Integer> places = IntStream.rangeClosed(0, text.size() - wanted.size())
                .filter(line -> stands(wanted, text, line))
                .boxed()
                .toList();
        if (places.size() == 1 && !wanted.isEmpty()) {
            return places.get(0);
        }
        throw new IllegalArgumentException(where(path, hunk)
                + (places.isEmpty()
                        ? mismatch(wanted, stated, text)
                        : ": its lines stand at more than one place, line "
                                + places.stream()
                                        .map(p -> Integer.toString(p + 1))
                                        .collect(Collectors.joining(" and ")))
                + "; make the patch anew against the sources");
    }

    private static boolean stands(List<String> wanted, List<String> text, int line) {
        return line >= 0
                && line + wanted.size() <= text.size()
                && text.subList(line, line + wanted.size()).equals(wanted);
    }

    private String where(String path, int hunk) {
        return file + ": hunk " + hunk + " no longer applies to " + path;
    }

    /** The first line that differs where the hunk stood when it was made. */
    private static String mismatch(List<String> wanted, int stated, List<String> text) {
        for (int i = 0; i < wanted.size(); i++) {
            int line = stated + i;
            if (line >= text.size()) {
                return ": it wants line " + (line + 1) + ", the file has " + text.size();
            }
            if (!text.get(line).equals(wanted.get(i))) {
                return ", line " + (line + 1) + ": expected '" + wanted.get(i).strip() + "', found '"
                        + text.get(line).strip() + "'";
            }
        }
        return "";
    }

    private static List<String> lines(Path file) {
        try {
            return new ArrayList<>(Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }
}
