package dev.tapbench.inspection;

import static dev.tapbench.inspection.Edit.*;

import dev.tapbench.emv.ResponseApdu;
import dev.tapbench.emv.StatusWord;
import dev.tapbench.parties.inspection.CardImage;
import java.util.List;
import java.util.function.UnaryOperator;

/** Applications whose answer to SELECT is wrong in one thing. */
final class FciTrips {
    private static final UnaryOperator<CardImage> WITH_PDOL = inApplications(behind(0x87, 0x9F38, "9F3704"));
    private static final UnaryOperator<CardImage> WITH_LOG =
            all(inApplications(behind(0x5F2D, 0xBF0C, "9F4D020B0A")), datum(0x9F4F, "9A03"));

    static final List<Trip> ALL = List.of(
            Trip.of("IN-031", select(answer -> new ResponseApdu(answer.data(), new StatusWord(0x6283)))),
            Trip.of("IN-032", select(answer("80021234"))),
            Trip.of("IN-033", inApplications(value(0x84, "F0544150011011"))),
            Trip.of("IN-034", inApplications(without(0xA5))),
            Trip.of("IN-035", inApplications(behind(0x84, 0x87, "01"))),
            Trip.of("IN-036", inApplications(without(0x50))),
            Trip.of("IN-037", all(inDirectories(without(0x50)), inApplications(value(0x50, "5441502F")))),
            // The directory says the same, or the two would differ.
            Trip.of("IN-038", value(0x87, "21")).also("IN-014"),
            Trip.of("IN-039", inApplications(value(0x5F2D, "7878"))),
            Trip.of("IN-040", inApplications(behind(0x50, 0x5F34, "01"))),
            Trip.of("IN-041", inApplications(behind(0x87, 0x87, "01"))),
            Trip.of("IN-042", inApplications(behind(0x87, 0xDF01, "00"))),
            Trip.of("IN-043", inApplications(behind(0x87, 0x9F11, "0101"))),
            Trip.of("IN-044", inApplications(behind(0x87, 0x9F12, "544150"))),
            Trip.of("IN-045", value(0x9F38, "9F37")).on(WITH_PDOL),
            Trip.of("IN-046", value(0x9F38, "9F37FF")).on(WITH_PDOL),
            Trip.of("IN-047", value(0x9F38, "5A08")).on(WITH_PDOL),
            Trip.of("IN-048", value(0x9F4D, "050A")).on(WITH_LOG));

    private FciTrips() {}
}
