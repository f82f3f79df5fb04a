package dev.tapbench.inspection;

import static dev.tapbench.inspection.Edit.*;

import java.util.List;

/** Cards whose action codes or usage control are wrong in one thing. */
final class ActionTrips {
    static final List<Trip> ALL = List.of(
            Trip.of("IN-240", without(0x9F0E)),
            Trip.of("IN-241", value(0x9F0E, "0014000000")),
            Trip.of("IN-242", value(0x9F0F, "FC74000800")),
            Trip.of("IN-243", value(0x9F0D, "FC74000000")),
            Trip.of("IN-244", value(0x9F0D, "F870000000")),
            Trip.of("IN-245", value(0x9F0F, "F870000800")),
            Trip.of("IN-246", value(0x9F0D, "FC30000000")),
            Trip.of("IN-247", value(0x9F0D, "FC50000000")),
            Trip.of("IN-248", all(value(0x9F0E, "0000000000"), value(0x9F0D, "FC60000000"))),
            Trip.of("IN-249", value(0x9F07, "FF01")),
            Trip.of("IN-250", value(0x9F07, "0300")),
            Trip.of("IN-251", value(0x9F07, "FC00")),
            Trip.of("IN-252", without(0x9F08)));

    private ActionTrips() {}
}
