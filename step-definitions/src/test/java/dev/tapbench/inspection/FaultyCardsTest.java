package dev.tapbench.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.bench.ChipMaker;
import dev.tapbench.campaign.FaultCatalogue;
import dev.tapbench.parties.inspection.CardImage;
import dev.tapbench.parties.inspection.Finding;
import dev.tapbench.parties.inspection.Inspection;
import dev.tapbench.parties.inspection.Knowledge;
import dev.tapbench.profiles.CardProfile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cards that were issued and read on the simulator: with faults in their applets, or as other products than they should be. */
class FaultyCardsTest {
    private static final FaultCatalogue OF_INSPECTIONS =
            new FaultCatalogue(Path.of("src/test/resources/inspection/faults"), Path.of(".."));
    private static final FaultCatalogue SHIPPED = new FaultCatalogue(Path.of("../features/faults"), Path.of(".."));

    private static List<String> ids(CardImage image, Knowledge knowledge) {
        return Inspection.of(image, knowledge).findings().stream()
                .map(Finding::id)
                .distinct()
                .sorted()
                .toList();
    }

    /** What an applet does wrong, and what an inspection finds of it. */
    @ParameterizedTest
    @CsvSource({
        "F-901, IN-273",
        "F-902, IN-073",
        "F-903, IN-051",
        "F-904, IN-230 IN-260",
        "F-905, IN-004 IN-033 IN-035",
        "F-906, IN-057 IN-061 IN-211",
        "F-907, IN-267 IN-331",
    })
    void aFaultOfTheAppletTripsItsRules(String fault, String rules) {
        CardImage image =
                OurCard.image(OurCard.PROFILE, ChipMaker.soundCard().overlaidBy(OF_INSPECTIONS.classes(fault)), false);
        assertThat(ids(image, OurCard.KNOWLEDGE)).containsExactly(rules.split(" ", -1));
    }

    @ParameterizedTest
    @CsvSource({"F-089, IN-021"})
    void aFaultOfTheCatalogueTripsItsRule(String fault, String rule) {
        CardImage image =
                OurCard.image(OurCard.PROFILE, ChipMaker.soundCard().overlaidBy(SHIPPED.classes(fault)), false);
        assertThat(ids(image, OurCard.KNOWLEDGE)).containsExactly(rule);
    }

    /** A card of one product that is said to be of another. */
    @ParameterizedTest
    @CsvSource({
        "variants/other-aid.yaml, IN-180 IN-320",
        "variants/pan-19.yaml, IN-324",
        "variants/other-currency.yaml, IN-325 IN-326",
        "variants/icc-1280.yaml, IN-330",
        "variants/other-limits.yaml, IN-334 IN-335 IN-336",
    })
    void aCardOfAnotherProductIsNotWhatTheProfileSays(String product, String rules) {
        CardProfile other = OurCard.profile(product);
        CardImage image = OurCard.image(other, ChipMaker.soundCard(), false);
        assertThat(ids(image, Knowledge.of(OurCard.TODAY, other))).isEmpty();
        assertThat(ids(image, OurCard.KNOWLEDGE)).containsExactly(rules.split(" ", -1));
    }

    /** Three tries where two are meant. */
    @ParameterizedTest
    @CsvSource({"variants/fewer-tries.yaml, IN-331"})
    void ourCardIsNoCardOfThatProduct(String product, String rule) {
        assertThat(ids(OurCard.IMAGE, Knowledge.of(OurCard.TODAY, OurCard.profile(product))))
                .containsExactly(rule);
    }
}
