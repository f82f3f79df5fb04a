package dev.tapbench.campaign;

import dev.tapbench.ports.card.ClassSource;
import dev.tapbench.profiles.FaultFile;
import dev.tapbench.profiles.NearestName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The faulty devices of {@code features/faults}: each the sound sources with one patch, compiled in this process.
 *
 * @param folder holds one folder a fault, with {@code fault.yaml} and {@code change.patch}
 * @param sources what the patches' paths are relative to: a clone's root, or the sources that a release carries
 */
public record FaultCatalogue(Path folder, Path sources) {
    private static final String SOURCE_FOLDER = "src/main/java/";

    /** The identifiers of all faults, in order. */
    public List<String> ids() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory)
                    .map(entry -> entry.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be listed", e);
        }
    }

    /**
     * A fault's description.
     *
     * @throws IllegalArgumentException when there is no such fault, with the nearest name
     * @throws dev.tapbench.profiles.FileProblem when its file is wrong
     */
    public FaultFile read(String id) {
        List<String> ids = ids();
        if (!ids.contains(id)) {
            String nearest = NearestName.of(id, ids);
            throw new IllegalArgumentException("there is no fault '" + id + "' in " + folder
                    + (nearest.isEmpty() ? ": there are " + ids : "; did you mean '" + nearest + "'?"));
        }
        return FaultFile.read(folder.resolve(id));
    }

    /**
     * The faulty class files, to be laid over the sound ones. All classes of the changed folder are compiled anew, since a
     * changed constant is copied into others.
     *
     * @throws IllegalArgumentException when the patch no longer applies (naming file and hunk) or does not compile
     * @throws dev.tapbench.profiles.FileProblem when its file is wrong
     */
    public ClassSource classes(String id) {
        read(id);
        Path file = folder.resolve(id).resolve("change.patch");
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    file + ": there is no such file; expected a unified diff against " + sources);
        }
        SourcePatch patch = SourcePatch.read(file);
        Map<String, String> texts = new TreeMap<>();
        for (String path : patch.paths()) {
            texts.putAll(soundNeighbours(file, path));
        }
        texts.putAll(patch.applyTo(sources));
        Map<String, byte[]> classes = SourceCompiler.compile(texts, file + ": the patched source");
        return name -> {
            byte[] bytes = classes.get(name);
            return bytes == null ? null : bytes.clone();
        };
    }

    /** All sources below the same {@code src/main/java}, by path relative to the sources' root. */
    private Map<String, String> soundNeighbours(Path patch, String path) {
        int end = path.indexOf(SOURCE_FOLDER);
        if (end < 0) {
            throw new IllegalArgumentException(
                    patch + ": changes " + path + ", which is not below a module's " + SOURCE_FOLDER);
        }
        Path root = sources.resolve(path.substring(0, end + SOURCE_FOLDER.length()));
        Map<String, String> texts = new TreeMap<>();
        if (!Files.isDirectory(root)) {
            return texts;
        }
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                String name = sources.relativize(file).toString().replace('\\', '/');
                if (!name.endsWith("package-info.java")) {
                    texts.put(name, Files.readString(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(root + " cannot be read", e);
        }
        return texts;
    }
}
