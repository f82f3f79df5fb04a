package dev.tapbench.parties.inspection;

import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.Tlv;
import dev.tapbench.ports.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads a card's bytes where a rule of its own finds what is wrong with them: here they are then simply not there. */
final class Lenient {
    private Lenient() {}

    static <T> Optional<T> read(Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (EmvDataException told) {
            return Optional.empty();
        }
    }

    /** The one data object that the bytes are. */
    static Optional<Tlv> one(Bytes data) {
        return read(() -> Tlv.parse(data));
    }

    /** The one data object that the bytes are, where it has this tag. */
    static Optional<Tlv> one(Bytes data, int tag) {
        return one(data).filter(object -> object.tag() == tag);
    }

    /** The first object with that tag directly inside another one. */
    static Optional<Tlv> child(Tlv parent, int tag) {
        return parent.children().stream().filter(child -> child.tag() == tag).findFirst();
    }

    static List<Tlv> children(Optional<Tlv> parent) {
        return parent.map(Tlv::children).orElse(List.of());
    }
}
