package dev.tapbench.inspection;

import static dev.tapbench.inspection.Edit.*;

import dev.tapbench.emv.Pan;
import dev.tapbench.parties.inspection.CardImage;
import dev.tapbench.ports.Bytes;
import java.util.List;
import java.util.function.UnaryOperator;

/** Cards whose numbers, codes or dates are wrong in one thing. */
final class HolderTrips {
    static final List<Trip> ALL = List.of(
            Trip.of("IN-110", value(0x5A, "9999026F")),
            Trip.of("IN-111", pan(digits -> digits.substring(0, 15) + (digits.charAt(15) - '0' + 1) % 10)),
            // No issuer has numbers that begin so.
            Trip.of("IN-112", pan(digits -> checked("0" + digits.substring(1, 15))))
                    .also("IN-190"),
            Trip.of("IN-113", change(0x5A, number -> number.then(Bytes.of(0xFF)))),
            Trip.of("IN-114", without(0x57)),
            Trip.of("IN-115", track(text -> text.replace('D', 'A'))),
            Trip.of(
                    "IN-116",
                    track(text -> text.substring(0, 10) + (text.charAt(10) == '0' ? '1' : '0') + text.substring(11))),
            Trip.of("IN-117", track(text -> text.replace("D3006", "D3007"))),
            Trip.of("IN-118", track(text -> text.replace("D3006201", "D3006221"))),
            // A code in another form is not that of the track.
            Trip.of("IN-119", value(0x5F30, "1201")).also("IN-118"),
            Trip.of("IN-120", all(value(0x5F30, "0231"), track(text -> text.replace("D3006201", "D3006231")))),
            Trip.of("IN-121", all(value(0x5F30, "0101"), track(text -> text.replace("D3006201", "D3006101")))),
            Trip.of("IN-122", without(0x5F34)),
            Trip.of("IN-123", value(0x5F20, "4142")),
            Trip.of("IN-124", value(0x5F28, "1276")),
            Trip.of("IN-125", value(0x9F42, "0000")),
            Trip.of("IN-126", without(0x5F28)),
            Trip.of("IN-140", value(0x5F24, "300632")),
            Trip.of("IN-141", value(0x5F25, "260631")),
            // Today lies before one of the two or behind the other.
            Trip.of("IN-142", value(0x5F25, "300616")).also("IN-144"),
            Trip.of(
                    "IN-143",
                    all(
                            value(0x5F25, "250101"),
                            value(0x5F24, "260601"),
                            track(text -> text.replace("D3006", "D2606")))),
            Trip.of("IN-144", value(0x5F25, "270101")),
            Trip.of("IN-145", all(value(0x5F24, "490615"), track(text -> text.replace("D3006", "D4906")))),
            Trip.of("IN-146", TestIssuer.issuerSays(TestIssuer.at(5, "0530"))),
            Trip.of("IN-147", TestIssuer.cardSays(TestIssuer.at(11, "0530"))));

    private HolderTrips() {}

    /** Another card number, in track 2 as well. */
    static UnaryOperator<CardImage> pan(UnaryOperator<String> change) {
        return image -> {
            String number =
                    change.apply(Pan.ofBcd(first(image, 0x5A).orElseThrow()).digits());
            String track = number + "D3006201";
            return all(
                            value(0x5A, number.length() % 2 == 0 ? number : number + "F"),
                            value(0x57, track.length() % 2 == 0 ? track : track + "F"))
                    .apply(image);
        };
    }

    /** With its check digit. */
    static String checked(String digits) {
        return Pan.withCheckDigit(digits).digits();
    }

    static UnaryOperator<CardImage> track(UnaryOperator<String> change) {
        return change(0x57, value -> Bytes.hex(change.apply(value.toHex())));
    }
}
