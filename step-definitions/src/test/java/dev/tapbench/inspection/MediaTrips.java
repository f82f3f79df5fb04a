package dev.tapbench.inspection;

import static dev.tapbench.inspection.Edit.*;

import java.util.List;

/** Cards that show one thing differently over antenna and contacts. */
final class MediaTrips {
    static final List<Trip> ALL = List.of(
            Trip.of("IN-290", contact(inDirectories(value(0x4F, "F0544150011011")))),
            Trip.of("IN-291", contact(value(0x50, "54415042454E4348"))),
            Trip.of("IN-292", contact(value(0x87, "02"))),
            Trip.of("IN-293", contact(inApplications(value(0x5F2D, "6465")))),
            // The certificate of each way covers what this way shows.
            Trip.of("IN-294", contact(HolderTrips.pan(digits -> HolderTrips.checked(digits.substring(0, 14) + "7"))))
                    .also("IN-305"),
            Trip.of("IN-295", contact(value(0x5F34, "02"))).also("IN-305"),
            Trip.of(
                            "IN-296",
                            contact(all(
                                    value(0x5F24, "310615"),
                                    HolderTrips.track(text -> text.replace("D3006", "D3106")))))
                    .also("IN-305"),
            Trip.of("IN-297", contact(value(0x5F25, "260614"))).also("IN-305"),
            Trip.of("IN-298", contact(value(0x5F28, "0280"))).also("IN-305"),
            Trip.of("IN-299", contact(value(0x9F42, "0840"))).also("IN-305"),
            Trip.of(
                            "IN-300",
                            contact(all(
                                    value(0x5F30, "0221"),
                                    HolderTrips.track(text -> text.replace("D3006201", "D3006221")))))
                    .also("IN-305"),
            Trip.of("IN-301", contact(value(0x9F07, "FE00"))).also("IN-305"),
            Trip.of("IN-302", contact(value(0x9F08, "0002"))).also("IN-305"),
            // There is no such key.
            Trip.of("IN-303", contact(value(0x8F, "02"))).also("IN-180"),
            Trip.of("IN-304", contact(TestIssuer.issuerSays(TestIssuer.at(7, "000002")))),
            Trip.of("IN-305", contact(TestIssuer.cardSays(TestIssuer.at(13, "000009")))),
            Trip.of("IN-306", contact(datum(0x9F17, "02"))),
            Trip.of("IN-307", contact(datum(0x9F13, "0001"))),
            Trip.of("IN-308", antenna(datum(0x9F50, "000000001999"))),
            Trip.of(
                    "IN-309",
                    contact(all(before(0x9F36, "0005"), datum(0x9F36, "0006"), cryptogram(edit(0x9F36, "0006"))))));

    private MediaTrips() {}
}
