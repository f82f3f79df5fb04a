package dev.tapbench.profiles;

import dev.tapbench.ports.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The devices of a bench.
 *
 * @param file where it was read
 * @param contactless reader for taps
 * @param wired the phone's own connection to its secure element; without it scenarios that need one are skipped
 * @param contact reader with contacts; likewise
 * @param presenters who brings cards to readers of hardware, by {@code contactless}, {@code wired} and {@code contact}
 * @param cards makes cards where the readers cannot: a simulator
 * @param inventory the laboratory's cards, an {@link InventoryFile}; without one each scenario gets new cards
 * @param pinEntry who keys in the PINs of cards at the terminal; without one the scenario does, with the PIN of the card's profile
 * @param hsm security modules in the order of preference: the first that is there is taken
 */
public record BenchFile(
        Path file,
        Target contactless,
        Optional<Target> wired,
        Optional<Target> contact,
        Map<String, Target> presenters,
        Optional<Target> cards,
        Optional<Path> inventory,
        Optional<Target> pinEntry,
        List<Target> hsm) {
    private static final String TARGET = "a device such as 'jcardsim:' or 'pkcs11:softhsm'";

    public BenchFile {
        presenters = Map.copyOf(presenters);
        hsm = List.copyOf(hsm);
    }

    private record Raw(
            @Nullable Readers readers,
            @Nullable Readers presenters,
            @Nullable String cards,
            @Nullable String inventory,
            @Nullable String pinEntry,
            @Nullable List<@Nullable String> hsm) {}

    private record Readers(
            @Nullable String contactless,
            @Nullable String wired,
            @Nullable String contact) {}

    /**
     * Reads a bench file. Without {@code hsm} the module in memory is taken.
     *
     * @throws FileProblem when the file is missing or wrong
     */
    public static BenchFile read(Path path) {
        MarkedFile file = MarkedFile.yaml(path);
        Raw raw = file.as(Raw.class);
        Values values = new Values(file);
        Readers readers = raw.readers();
        if (readers == null) {
            throw file.problem("readers", "is missing", "the readers of the bench, at least contactless", "");
        }
        List<Target> hsm = new ArrayList<>();
        List<@Nullable String> modules = raw.hsm() == null ? List.of("embedded:") : raw.hsm();
        for (int i = 0; i < modules.size(); i++) {
            hsm.add(target(values, "hsm." + i, modules.get(i)));
        }
        if (hsm.isEmpty()) {
            throw file.problem("hsm", "is an empty list", TARGET, "");
        }
        return new BenchFile(
                path,
                target(values, "readers.contactless", readers.contactless()),
                optional(values, "readers.wired", readers.wired()),
                optional(values, "readers.contact", readers.contact()),
                presenters(values, raw.presenters()),
                optional(values, "cards", raw.cards()),
                Optional.ofNullable(raw.inventory())
                        .map(inventory -> path.resolveSibling(inventory).normalize()),
                optional(values, "pinEntry", raw.pinEntry()),
                hsm);
    }

    /**
     * The same bench with another reader for taps, to which nobody brings cards. A record has all readers of the run that it is
     * of.
     */
    public BenchFile tappedAt(Target reader) {
        if (reader.equals(contactless)) {
            return this;
        }
        if (reader.scheme().equals("replay")) {
            return new BenchFile(
                    file,
                    reader,
                    wired.map(unused -> reader.with("medium", "wired")),
                    contact.map(unused -> reader.with("medium", "contact")),
                    Map.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    hsm);
        }
        Map<String, Target> others = new LinkedHashMap<>(presenters);
        others.remove("contactless");
        return new BenchFile(file, reader, wired, contact, others, cards, inventory, pinEntry, hsm);
    }

    /** The same kinds of readers, simulated in process, and nobody who has to do anything. */
    public BenchFile simulated() {
        Target simulator = Target.parse("jcardsim:");
        return new BenchFile(
                file,
                simulator,
                wired.map(unused -> simulator.with("medium", "wired")),
                contact.map(unused -> simulator.with("medium", "contact")),
                Map.of(),
                Optional.empty(),
                inventory,
                Optional.empty(),
                hsm);
    }

    /** The reader at a place: {@code contactless}, {@code wired} or {@code contact}; empty where the bench has none there. */
    public Optional<Target> reader(String place) {
        return switch (place) {
            case "contactless" -> Optional.of(contactless);
            case "wired" -> wired;
            case "contact" -> contact;
            default -> Optional.empty();
        };
    }

    /** What makes the cards: the simulator that is named for them, or the reader for taps itself. */
    public Target maker() {
        return cards.orElse(contactless);
    }

    /**
     * The same bench with other targets.
     *
     * @param reader for a reader and for what makes cards
     * @param presenter for who brings them
     * @param pins for who keys in PINs
     */
    public BenchFile with(UnaryOperator<Target> reader, UnaryOperator<Target> presenter, UnaryOperator<Target> pins) {
        Map<String, Target> hands = new LinkedHashMap<>();
        presenters.forEach((place, target) -> hands.put(place, presenter.apply(target)));
        return new BenchFile(
                file,
                reader.apply(contactless),
                wired.map(reader),
                contact.map(reader),
                hands,
                cards.map(reader),
                inventory,
                pinEntry.map(pins),
                hsm);
    }

    private static Map<String, Target> presenters(Values values, @Nullable Readers raw) {
        Map<String, Target> presenters = new LinkedHashMap<>();
        if (raw != null) {
            optional(values, "presenters.contactless", raw.contactless())
                    .ifPresent(target -> presenters.put("contactless", target));
            optional(values, "presenters.wired", raw.wired()).ifPresent(target -> presenters.put("wired", target));
            optional(values, "presenters.contact", raw.contact())
                    .ifPresent(target -> presenters.put("contact", target));
        }
        return presenters;
    }

    private static Optional<Target> optional(Values values, String key, @Nullable String text) {
        return text == null ? Optional.empty() : Optional.of(target(values, key, text));
    }

    private static Target target(Values values, String key, @Nullable String text) {
        return values.checked(key, text, TARGET, Target::parse);
    }
}
