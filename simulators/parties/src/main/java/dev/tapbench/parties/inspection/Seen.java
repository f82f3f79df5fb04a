package dev.tapbench.parties.inspection;

import dev.tapbench.emv.Tlv;
import dev.tapbench.ports.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A card as far as it can be read, and what is known besides: what rules look at.
 *
 * @param directories one a side
 * @param applications of all sides
 */
record Seen(CardImage image, Knowledge knowledge, List<SeenDirectory> directories, List<SeenApplication> applications) {
    static Seen of(CardImage image, Knowledge knowledge) {
        return new Seen(
                image,
                knowledge,
                image.sides().stream()
                        .map(side -> new SeenDirectory(side.medium(), side.directory()))
                        .toList(),
                image.sides().stream()
                        .flatMap(side -> side.applications().stream()
                                .map(application -> new SeenApplication(side.medium(), application)))
                        .toList());
    }

    /** Directories that the card has. */
    Stream<Spot<SeenDirectory>> selectedDirectories() {
        return directories.stream()
                .filter(SeenDirectory::selected)
                .map(directory -> new Spot<>(directory.at(), directory));
    }

    Stream<Spot<SeenDirectory.Entry>> entries() {
        return directories.stream()
                .flatMap(directory -> directory.entries().stream().map(entry -> new Spot<>(directory.at(), entry)));
    }

    Stream<Spot<SeenApplication>> all() {
        return applications.stream().map(application -> new Spot<>(application.at(), application));
    }

    /** Applications that could be selected. */
    Stream<Spot<SeenApplication>> selected() {
        return all().filter(spot -> spot.thing().selected());
    }

    /** Applications that began a transaction. */
    Stream<Spot<SeenApplication>> initiated() {
        return all().filter(spot -> spot.thing().options().isPresent());
    }

    /** Applications that gave records. */
    Stream<Spot<SeenApplication>> read() {
        return all().filter(spot -> spot.thing().hasRecords());
    }

    /** The value of a data object, wherever records and processing options have it. */
    static Function<Seen, Stream<Spot<Bytes>>> values(int tag) {
        return card -> card.applications.stream().flatMap(application -> application.values(tag));
    }

    /** What some things of a card have, of those that have it. */
    static <T, U> Function<Seen, Stream<Spot<U>>> of(
            Function<Seen, Stream<Spot<T>>> things, Function<T, Optional<U>> part) {
        return card -> things.apply(card).flatMap(spot -> part.apply(spot.thing()).map(spot::with).stream());
    }

    /** The data objects of records and processing options. */
    Stream<Spot<Tlv>> objects() {
        return applications.stream().flatMap(application -> application.objects().stream());
    }

    Stream<Spot<Tlv>> recordObjects() {
        return applications.stream().flatMap(application -> application.recordObjects().stream());
    }
}
