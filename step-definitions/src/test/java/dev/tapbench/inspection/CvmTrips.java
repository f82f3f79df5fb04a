package dev.tapbench.inspection;

import static dev.tapbench.inspection.Edit.*;

import java.util.List;

/** Cards whose CVM list is wrong in one thing. */
final class CvmTrips {
    static final List<Trip> ALL = List.of(
            Trip.of("IN-220", change(0x8E, list -> list.slice(0, list.length() - 1))),
            Trip.of("IN-221", value(0x8E, "000000000000000050031F00")),
            Trip.of("IN-222", value(0x8E, "000000000000000044101F00")),
            Trip.of("IN-223", value(0x8E, "0000000000000000C4031F00")),
            Trip.of("IN-224", value(0x8E, "0000000000000000440344031F00")),
            Trip.of("IN-225", value(0x8E, "000000010000000044031F00")),
            Trip.of("IN-226", all(value(0x8E, "000013880000000044061F00"), without(0x9F42))),
            Trip.of("IN-227", value(0x8E, "000000000000000044035F00")),
            Trip.of("IN-228", value(0x8E, "000000000000000044031F001E00")),
            Trip.of("IN-229", value(0x8E, "000000000000000044031F03")),
            Trip.of("IN-230", noDatum(0x9F17)),
            Trip.of(
                    "IN-231",
                    image -> CertificateTrips.signed(
                            all(OptionsTrips.NO_CARD_KEY, value(0x82, "5800"), value(0x8E, "000000000000000044031F00"))
                                    .apply(image))));

    private CvmTrips() {}
}
