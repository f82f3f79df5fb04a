package dev.tapbench.campaign;

import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.Chunk;
import com.github.difflib.patch.Patch;
import com.github.difflib.patch.PatchFailedException;
import com.github.difflib.patch.VerifyChunk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A unified diff against source files. It is applied strictly, without fuzz or offset: a patch that had to be guessed
 * into place could break something else than it says.
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
        int number = 0;
        for (AbstractDelta<String> delta : patch.getDeltas()) {
            number++;
            Chunk<String> expected = delta.getSource();
            try {
                if (expected.verifyChunk(before) != VerifyChunk.OK) {
                    throw new IllegalArgumentException(mismatch(path, number, expected, before));
                }
            } catch (PatchFailedException e) {
                throw new IllegalArgumentException(mismatch(path, number, expected, before), e);
            }
        }
        try {
            return String.join("\n", patch.applyTo(before)) + "\n";
        } catch (PatchFailedException e) {
            throw new IllegalArgumentException(file + ": no longer applies to " + path + ": " + e.getMessage(), e);
        }
    }

    private String mismatch(String path, int hunk, Chunk<String> expected, List<String> before) {
        String where = file + ": hunk " + hunk + " no longer applies to " + path;
        List<String> wanted = expected.getLines();
        for (int i = 0; i < wanted.size(); i++) {
            int line = expected.getPosition() + i;
            if (line >= before.size()) {
                return where + ": it wants line " + (line + 1) + ", the file has " + before.size()
                        + "; make the patch anew against the sources";
            }
            if (!before.get(line).equals(wanted.get(i))) {
                return where + ", line " + (line + 1) + ": expected '"
                        + wanted.get(i).strip() + "', found '"
                        + before.get(line).strip() + "'; make the patch anew against the sources";
            }
        }
        return where;
    }

    private static List<String> lines(Path file) {
        try {
            return new ArrayList<>(Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }
}
