package dev.tapbench.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.parties.inspection.CardImage;
import dev.tapbench.parties.inspection.CardImage.Application;
import dev.tapbench.parties.inspection.CardImage.Side;
import dev.tapbench.parties.inspection.CardReading;
import dev.tapbench.ports.card.ScriptedCard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Cards that are read, command by command, and then judged: whole inspections, but for the devices. */
class ReadingTest {
    /** Of these the reading asks something else than the image holds: another way to applications, or to records. */
    private static final Set<String> ASKED_OTHERWISE = Set.of(
            // No usable directory: names are tried. Or it lists others: those are selected.
            "IN-001",
            "IN-002",
            "IN-003",
            "IN-005",
            "IN-007",
            "IN-008",
            "IN-009",
            "IN-010",
            "IN-011",
            "IN-015",
            "IN-290",
            "IN-341",
            "IN-342",
            "IN-347",
            // A PDOL that asks for other data, a log, an AFL without records or with others.
            "IN-047",
            "IN-048",
            "IN-348",
            "IN-050",
            "IN-051",
            "IN-067",
            "IN-071");

    private final List<String> announced = new ArrayList<>();
    private final CardReading reading = new CardReading(OurCard.TODAY, false, announced::add);

    static Stream<Trip> trips() {
        return RulesTest.trips().filter(trip -> !ASKED_OTHERWISE.contains(trip.rule()));
    }

    /** The cards of {@link RulesTest}, played to the reading: it asks what the image holds, and sees what the card is wrong in. */
    @ParameterizedTest
    @MethodSource("trips")
    void readsTheCardThatTripsTheRule(Trip trip) {
        CardImage image = TestIssuer.resigned(
                trip.change().apply(TestIssuer.resigned(trip.sound().apply(OurCard.IMAGE))));
        List<Side> sides = new ArrayList<>();
        for (Side side : image.sides()) {
            ScriptedCard card = PlayedCard.of(side);
            sides.add(reading.read(card.reader(side.medium()), card));
            card.requireDone();
        }
        assertThat(new CardImage(sides)).isEqualTo(read(image));
    }

    /** As it is read: through the reader of a script, and without GENERATE AC. */
    private static CardImage read(CardImage image) {
        return new CardImage(image.sides().stream()
                .map(side -> new Side(
                        "script of played",
                        side.medium(),
                        side.directory(),
                        side.applications().stream()
                                .map(a -> new Application(
                                        a.aid(),
                                        a.select(),
                                        a.before(),
                                        a.options(),
                                        a.records(),
                                        a.data(),
                                        a.log(),
                                        Optional.empty()))
                                .toList()))
                .toList());
    }
}
