package dev.tapbench.inspection;

import dev.tapbench.bench.ChipMaker;
import dev.tapbench.bench.Drivers;
import dev.tapbench.parties.inspection.CardImage;
import dev.tapbench.parties.inspection.CardReading;
import dev.tapbench.parties.inspection.Knowledge;
import dev.tapbench.ports.Target;
import dev.tapbench.ports.card.ClassSource;
import dev.tapbench.ports.card.Reader;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.profiles.CardProfile;
import dev.tapbench.profiles.CardProfileFile;
import dev.tapbench.profiles.CardStatementFile;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/** A card of ours, issued through the chain and read over its antenna and its contacts. */
final class OurCard {
    static final Path CARDS = Path.of("../features/cards");
    static final LocalDate TODAY = LocalDate.of(2026, 6, 15);
    private static final Clock CLOCK = Clock.fixed(TODAY.atTime(9, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC);
    static final CardProfile PROFILE = profile("prepaid.yaml");
    static final Knowledge KNOWLEDGE = Knowledge.of(TODAY, PROFILE);
    /** Nothing but what is stated of it. */
    static final Knowledge STATED =
            Knowledge.of(TODAY).with(CardStatementFile.read(Path.of("../features/statements/prepaid.yaml")));
    /** With the answer to one GENERATE AC. */
    static final CardImage IMAGE = image(PROFILE, ChipMaker.soundCard(), true);

    private OurCard() {}

    static CardProfile profile(String file) {
        return CardProfileFile.read(CARDS.resolve(file));
    }

    static Hsm module() {
        Target target = Target.parse("embedded:");
        return Drivers.find().hsm(target).open(target);
    }

    static CardImage image(CardProfile profile, ClassSource classes, boolean generateAc) {
        List<Reader> readers = Stream.of("jcardsim:", "jcardsim:?medium=contact")
                .map(Target::parse)
                .map(target -> Drivers.find().reader(target).open(target))
                .toList();
        try (Hsm hsm = module()) {
            return new InspectionBench(readers)
                    .issued(() -> hsm, profile, classes, CLOCK, new CardReading(TODAY, generateAc, words -> {}));
        } finally {
            readers.forEach(Reader::close);
        }
    }
}
