package dev.tapbench.parties.inspection;

import dev.tapbench.emv.Commands;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.parties.inspection.CardImage.Directory;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.card.Medium;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A directory as far as it can be read. */
record SeenDirectory(Medium medium, Directory image) {
    private static final int LAST_FILE = 10;

    /** The names of the applications in a directory, each once. */
    static List<Bytes> listed(Directory directory) {
        return entries(directory)
                .flatMap(entry -> Lenient.child(entry, Tags.AID).stream())
                .map(Tlv::value)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    /** The file of a contact directory's records, 1 to 10 (EMV Book 1, 12.2.2). */
    static Optional<Integer> file(Directory directory) {
        return fci(directory)
                .flatMap(fci -> fci.find(Tags.SFI))
                .filter(sfi -> sfi.value().length() == 1)
                .map(sfi -> sfi.value().at(0))
                .filter(sfi -> sfi >= 1 && sfi <= LAST_FILE);
    }

    private static Optional<Tlv> fci(Directory directory) {
        return directory.select().ok() ? Lenient.one(directory.select().data(), Tags.FCI) : Optional.empty();
    }

    private static Stream<Tlv> entries(Directory directory) {
        Stream<Tlv> records = directory.records().stream()
                .filter(record -> record.answer().ok())
                .flatMap(record -> Lenient.one(record.answer().data(), Tags.RECORD).stream());
        return Stream.concat(discretionary(directory).stream(), records)
                .flatMap(template -> template.children().stream())
                .filter(object -> object.tag() == Tags.APPLICATION_TEMPLATE);
    }

    private static Optional<Tlv> discretionary(Directory directory) {
        return fci(directory).flatMap(fci -> fci.find(Tags.DIRECTORY_DISCRETIONARY));
    }

    /** PPSE, and not PSE. */
    boolean proximity() {
        return image.name().equals(Commands.PPSE);
    }

    String at() {
        return SeenApplication.where(medium) + (proximity() ? " PPSE" : " PSE");
    }

    boolean selected() {
        return image.select().ok();
    }

    Optional<Tlv> fci() {
        return fci(image);
    }

    /** A5 of the FCI. */
    Optional<Tlv> proprietary() {
        return fci().flatMap(fci -> Lenient.child(fci, Tags.FCI_PROPRIETARY));
    }

    Optional<Tlv> discretionary() {
        return discretionary(image);
    }

    List<Entry> entries() {
        return entries(image).map(Entry::new).toList();
    }

    /**
     * What a directory says of an application (EMV Book 1, 12.2.3).
     *
     * @param template 61
     */
    record Entry(Tlv template) {
        Optional<Bytes> value(int tag) {
            return Lenient.child(template, tag).map(Tlv::value);
        }

        Optional<Bytes> aid() {
            return value(Tags.AID);
        }

        /** 1 comes first; 0 where it has none. */
        int priority() {
            return value(Tags.APPLICATION_PRIORITY)
                    .filter(value -> value.length() == 1)
                    .map(value -> value.at(0) & 0x0F)
                    .orElse(0);
        }
    }
}
