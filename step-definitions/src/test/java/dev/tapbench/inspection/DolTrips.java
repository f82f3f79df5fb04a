package dev.tapbench.inspection;

import static dev.tapbench.inspection.Edit.*;

import dev.tapbench.parties.inspection.CardImage;
import dev.tapbench.ports.Bytes;
import java.util.List;
import java.util.function.UnaryOperator;

/** Cards whose CDOL1 or CDOL2 is wrong in one thing. */
final class DolTrips {
    static final List<Trip> ALL = List.of(
            Trip.of("IN-150", change(0x8C, list -> list.slice(0, list.length() - 1))),
            Trip.of("IN-151", also(0x8C, "9F3704")),
            Trip.of("IN-152", also(0x8C, "9F2608")),
            Trip.of("IN-153", hex(0x8C, "9F3501", "9F3502")),
            Trip.of("IN-154", also(0x8C, "BF4E05")),
            Trip.of("IN-155", also(0x8C, "9F4EFF")),
            // The unpredictable number is among what is recommended.
            Trip.of("IN-156", hex(0x8C, "9F3704", "")).also("IN-157"),
            Trip.of("IN-157", hex(0x8C, "9A03", "")),
            Trip.of("IN-158", also(0x8C, "DF0101")),
            Trip.of("IN-160", change(0x8D, list -> list.slice(0, list.length() - 1))),
            Trip.of("IN-161", also(0x8D, "9F3704")),
            Trip.of("IN-162", also(0x8D, "9F2608")),
            Trip.of("IN-163", hex(0x8D, "8A02", "8A03")),
            Trip.of("IN-164", also(0x8D, "BF4E05")),
            Trip.of("IN-165", also(0x8D, "9F4EFF")),
            // The unpredictable number is among what is recommended.
            Trip.of("IN-166", hex(0x8D, "9F3704", "")).also("IN-167"),
            Trip.of("IN-167", hex(0x8D, "9A03", "")),
            Trip.of("IN-168", also(0x8D, "DF0101")),
            Trip.of("IN-170", hex(0x8D, "8A02", "")));

    private DolTrips() {}

    private static UnaryOperator<CardImage> also(int tag, String entries) {
        return change(tag, list -> list.then(Bytes.hex(entries)));
    }

    private static UnaryOperator<CardImage> hex(int tag, String old, String other) {
        return change(tag, list -> Bytes.hex(list.toHex().replace(old, other)));
    }
}
