package dev.tapbench.cli;

import dev.tapbench.campaign.FaultCatalogue;
import dev.tapbench.ports.card.ClassSource;
import dev.tapbench.profiles.CardProfile;
import dev.tapbench.profiles.CardProfileFile;
import dev.tapbench.profiles.FaultFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One device that the bench has to judge rightly.
 *
 * @param id the fault's folder or the variant's file without its ending
 * @param party whose defect it is; for a variant card or phone
 * @param fault the fault that it carries; empty for a sound variant
 * @param requirements those that the fault breaks; none for a sound variant
 * @param classes what differs from the sound program, made when it is asked for
 * @param arguments what {@code certify} is given besides
 */
record Candidate(
        String id,
        String party,
        Optional<String> fault,
        List<String> requirements,
        Supplier<ClassSource> classes,
        List<String> arguments) {
    private static final String ENDING = ".yaml";

    Candidate {
        requirements = List.copyOf(requirements);
        arguments = List.copyOf(arguments);
    }

    /** All faults of a catalogue; a description that is wrong is refused before anything runs. */
    static List<Candidate> faults(FaultCatalogue catalogue) {
        return catalogue.ids().stream()
                .map(catalogue::read)
                .map(file -> fault(catalogue, file))
                .toList();
    }

    private static Candidate fault(FaultCatalogue catalogue, FaultFile file) {
        return new Candidate(
                file.id(),
                file.party(),
                Optional.of(file.id()),
                file.requirement(),
                () -> catalogue.classes(file.id()),
                List.of());
    }

    /** The sound variants: each a profile of a card or phone that differs from the standard ones in what its name says. */
    static List<Candidate> variants(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .map(Candidate::variant)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be listed", e);
        }
    }

    private static Candidate variant(Path file) {
        CardProfile profile = CardProfileFile.read(file);
        String name = file.getFileName().toString();
        return new Candidate(
                name.substring(0, name.length() - ENDING.length()),
                profile.device().name().toLowerCase(Locale.ROOT),
                Optional.empty(),
                List.of(),
                () -> className -> null,
                List.of("--profile", file.toString()));
    }
}
