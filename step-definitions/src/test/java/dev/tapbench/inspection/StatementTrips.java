package dev.tapbench.inspection;

import static dev.tapbench.inspection.Edit.*;

import dev.tapbench.parties.inspection.CardImage;
import dev.tapbench.parties.inspection.CardImage.Application;
import dev.tapbench.parties.inspection.CardImage.Datum;
import dev.tapbench.parties.inspection.CardImage.Side;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.card.Medium;
import java.util.List;
import java.util.stream.Stream;

/** Sound cards that are not what the statement of ours says in one thing. */
final class StatementTrips {
    static final List<Trip> ALL = List.of(
            // The same card over a wire, which no card has.
            Trip.of("IN-340", StatementTrips::alsoWired),
            Trip.of(
                    "IN-341",
                    sides(side -> true, side -> new Side(side.reader(), side.medium(), side.directory(), List.of()))),
            Trip.of("IN-342", sides(side -> true, StatementTrips::withAnother)),
            Trip.of("IN-343", value(0x50, "54415042454E4348")),
            Trip.of("IN-344", value(0x9F42, "0840")),
            // DDA alone.
            Trip.of("IN-345", value(0x82, "3800")),
            Trip.of("IN-346", value(0x8E, "000000000000000042031F00")),
            Trip.of("IN-347", sides(side -> !side.contactless(), StatementTrips::withoutDirectory)),
            Trip.of("IN-348", StatementTrips::withLog),
            Trip.of("IN-349", noDatum(0x9F13)),
            Trip.of("IN-350", noDatum(0x9F17)),
            Trip.of("IN-351", applications(StatementTrips::withoutPendingLoad)));

    private StatementTrips() {}

    private static CardImage alsoWired(CardImage image) {
        Side first = image.sides().get(0);
        return new CardImage(Stream.concat(
                        image.sides().stream(),
                        Stream.of(new Side("wire", Medium.WIRED, first.directory(), first.applications())))
                .toList());
    }

    private static Side withAnother(Side side) {
        Application one = side.applications().get(0);
        return new Side(
                side.reader(),
                side.medium(),
                side.directory(),
                List.of(
                        one,
                        Application.selected(Bytes.hex("F0544150011099"), ok(Bytes.hex("6F098407F0544150011099")))));
    }

    private static Side withoutDirectory(Side side) {
        return new Side(
                side.reader(),
                side.medium(),
                new CardImage.Directory(
                        side.directory().name(),
                        status(0x6A82).apply(side.directory().select()),
                        List.of()),
                side.applications());
    }

    private static CardImage withLog(CardImage image) {
        return inApplications(behind(0x5F2D, 0xBF0C, "9F4D020B01")).apply(image);
    }

    private static Application withoutPendingLoad(Application a) {
        return new Application(
                a.aid(),
                a.select(),
                a.before().stream()
                        .map(d -> d.tag() == 0xDF21
                                ? new Datum(0xDF21, status(0x6A88).apply(d.answer()))
                                : d)
                        .toList(),
                a.options(),
                a.records(),
                a.data(),
                a.log(),
                a.cryptogram());
    }
}
