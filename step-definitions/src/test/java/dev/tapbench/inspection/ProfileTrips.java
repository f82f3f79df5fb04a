package dev.tapbench.inspection;

import static dev.tapbench.inspection.Edit.*;

import dev.tapbench.parties.inspection.CardImage.Application;
import dev.tapbench.ports.Bytes;
import java.util.List;

/** Sound cards that are not what the profile says in one thing. */
final class ProfileTrips {
    static final List<Trip> ALL = List.of(
            Trip.of(
                    "IN-320",
                    all(
                            value(0x4F, "F0544150011011"),
                            inApplications(value(0x84, "F0544150011011")),
                            applications(ProfileTrips::renamed))),
            Trip.of("IN-321", value(0x50, "54415042454E4348")),
            Trip.of("IN-322", value(0x87, "02")),
            Trip.of(
                    "IN-323",
                    all(
                            HolderTrips.pan(digits -> HolderTrips.checked("999903" + digits.substring(6, 15))),
                            TestIssuer.issuerSays(TestIssuer.at(1, "999903FF")))),
            Trip.of("IN-324", HolderTrips.pan(digits -> HolderTrips.checked(digits))),
            Trip.of("IN-325", value(0x5F28, "0280")),
            Trip.of("IN-326", value(0x9F42, "0840")),
            Trip.of("IN-327", all(value(0x5F24, "310615"), HolderTrips.track(text -> text.replace("D3006", "D3106")))),
            // The profile's certification authority has one key.
            Trip.of("IN-328", value(0x8F, "02")).also("IN-180"),
            Trip.of("IN-329", TestIssuer.otherIssuer()),
            Trip.of("IN-330", TestIssuer.cardKey(1152)),
            Trip.of("IN-331", datum(0x9F17, "04")),
            Trip.of("IN-332", value(0x8E, "00000000000000001F00")),
            // Over the contacts no card may say so, and each way has its certificate.
            Trip.of("IN-333", antenna(value(0x82, "1B00"))).also("IN-305"),
            Trip.of("IN-334", DataTrips.counters(28, "06")),
            Trip.of("IN-335", DataTrips.counters(29, "000000014000")),
            Trip.of("IN-336", DataTrips.counters(7, "05")),
            Trip.of("IN-337", all(DataTrips.counters(15, "000000900000"), datum(0x9F50, "000000900000"))));

    private ProfileTrips() {}

    private static Application renamed(Application a) {
        return new Application(
                Bytes.hex("F0544150011011"),
                a.select(),
                a.before(),
                a.options(),
                a.records(),
                a.data(),
                a.log(),
                a.cryptogram());
    }
}
