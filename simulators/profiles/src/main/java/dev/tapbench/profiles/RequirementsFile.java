package dev.tapbench.profiles;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the system must show: the requirements of {@code features/requirements.yaml}, in the file's order. */
public record RequirementsFile(Path file, List<Requirement> requirements) {
    public RequirementsFile {
        requirements = List.copyOf(requirements);
    }

    /**
     * One requirement.
     *
     * @param id such as {@code L-08}
     * @param text what must be true
     * @param source where that stands
     * @param nothingToRefuse why no violation of it can be attempted, where that is so
     * @param notYet why no scenario shows it in this release, where that is so
     */
    public record Requirement(
            String id, String text, String source, Optional<String> nothingToRefuse, Optional<String> notYet) {}

    private record Raw(@Nullable List<@Nullable Entry> requirements) {}

    private record Entry(
            @Nullable String id,
            @Nullable String text,
            @Nullable String source,
            @Nullable String nothingToRefuse,
            @Nullable String notYet) {}

    /**
     * Reads the requirements.
     *
     * @throws FileProblem when the file is missing or wrong, or an id stands twice
     */
    public static RequirementsFile read(Path path) {
        MarkedFile file = MarkedFile.yaml(path);
        List<@Nullable Entry> entries = file.as(Raw.class).requirements();
        if (entries == null) {
            throw file.problem("requirements", "is missing", "a list of requirements", "");
        }
        Values values = new Values(file);
        List<Requirement> requirements = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < entries.size(); i++) {
            String key = "requirements." + i;
            Entry entry = entries.get(i);
            if (entry == null) {
                throw file.problem(key, "is empty", "id, text and source", "");
            }
            String id = values.text(key + ".id", entry.id(), "an id such as L-08");
            if (!ids.add(id)) {
                throw file.problem(key + ".id", "is '" + id + "' a second time", "each id once", "");
            }
            requirements.add(new Requirement(
                    id,
                    values.text(key + ".text", entry.text(), "what must be true"),
                    values.text(key + ".source", entry.source(), "where that stands"),
                    Optional.ofNullable(entry.nothingToRefuse()),
                    Optional.ofNullable(entry.notYet())));
        }
        return new RequirementsFile(path, requirements);
    }

    /** The ids that this release has to show. */
    public Set<String> due() {
        Set<String> due = new TreeSet<>();
        requirements.stream().filter(r -> r.notYet().isEmpty()).forEach(r -> due.add(r.id()));
        return due;
    }

    /** The ids of which no violation can be attempted. */
    public Set<String> unrefusable() {
        Set<String> unrefusable = new TreeSet<>();
        requirements.stream().filter(r -> r.nothingToRefuse().isPresent()).forEach(r -> unrefusable.add(r.id()));
        return unrefusable;
    }
}
