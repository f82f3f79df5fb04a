package dev.tapbench.inspection;

import static dev.tapbench.inspection.Edit.*;

import dev.tapbench.emv.ResponseApdu;
import dev.tapbench.emv.Tlv;
import dev.tapbench.parties.inspection.CardImage;
import java.util.List;
import java.util.function.UnaryOperator;

/** Cards of which GET DATA or GENERATE AC brings something that is wrong in one thing. */
final class DataTrips {
    static final List<Trip> ALL = List.of(
            Trip.of("IN-260", data(0x9F13, answer("9F36020000"))),
            Trip.of("IN-261", datum(0x9F13, "000000")),
            Trip.of("IN-262", datum(0x9F50, "00000000200A")),
            Trip.of("IN-263", data(0x9F5D, status(0x6F00))),
            Trip.of("IN-264", noDatum(0x9F36)),
            Trip.of("IN-265", datum(0x9F13, "0005")),
            Trip.of(
                    "IN-266",
                    all(
                            Edit::antennaAlone,
                            before(0x9F36, "FFFE"),
                            datum(0x9F36, "FFFF"),
                            cryptogram(edit(0x9F36, "FFFF")))),
            Trip.of("IN-267", datum(0x9F17, "10")),
            Trip.of("IN-268", datum(0x9F17, "00")),
            Trip.of("IN-269", datum(0x9F4F, "9A03")),
            Trip.of("IN-270", datum(0x9F14, "05")),
            Trip.of("IN-271", datum(0xDF21, "09" + "00".repeat(12))),
            Trip.of("IN-272", counters(1, "AA")),
            Trip.of("IN-273", image -> antenna(data(0xDF23, a -> given(image))).apply(image)),
            // More was spent than there was, so the funds are not what is left.
            Trip.of("IN-274", counters(1, "000000009999")).also("IN-276"),
            Trip.of("IN-275", counters(8, "01")),
            Trip.of("IN-276", datum(0x9F50, "000000001999")),
            Trip.of("IN-280", cryptogram(status(0x6985))),
            Trip.of("IN-281", cryptogram(answer("7700"))),
            Trip.of("IN-282", cryptogram(edit(0x9F27, "40"))),
            Trip.of("IN-283", cryptogram(edit(0x9F36, "0009"))));

    private DataTrips() {}

    /** Some bytes of DF23 are other ones. */
    static UnaryOperator<CardImage> counters(int offset, String hex) {
        return contact(data(
                0xDF23,
                answer -> edited(
                        answer,
                        0xDF23,
                        old -> Tlv.encode(0xDF23, TestIssuer.at(offset, hex).apply(old.value())))));
    }

    /** What the contacts answer for DF23. */
    private static ResponseApdu given(CardImage image) {
        return image.sides().get(1).applications().get(0).data().stream()
                .filter(datum -> datum.tag() == 0xDF23)
                .findFirst()
                .orElseThrow()
                .answer();
    }
}
