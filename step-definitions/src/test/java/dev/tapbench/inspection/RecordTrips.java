package dev.tapbench.inspection;

import static dev.tapbench.inspection.Edit.*;

import dev.tapbench.emv.ResponseApdu;
import dev.tapbench.parties.inspection.CardImage;
import dev.tapbench.parties.inspection.CardImage.FileRecord;
import dev.tapbench.ports.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Cards whose records are wrong in one thing. */
final class RecordTrips {
    static final List<Trip> ALL = List.of(
            Trip.of("IN-080", oneMore(status(0x6A83))),
            Trip.of("IN-081", oneMore(answer("80021234"))),
            Trip.of("IN-082", oneMore(answer("7000"))),
            Trip.of("IN-083", behind(0x9F4A, 0x9F1F, "41".repeat(90))),
            Trip.of("IN-084", behind(0x5F34, 0x5F34, "01")),
            // What is not there is not authenticated.
            Trip.of("IN-085", without(0x5F24)).also("IN-100"),
            Trip.of("IN-086", without(0x5A)).also("IN-100"),
            Trip.of("IN-087", without(0x8C)),
            Trip.of("IN-088", without(0x8D)),
            Trip.of("IN-089", value(0x9F08, "01")),
            Trip.of("IN-090", value(0x5F34, "0A")),
            Trip.of("IN-091", behind(0x5F34, 0x9F20, "12AB")),
            Trip.of("IN-092", value(0x5F20, "2F01")),
            Trip.of("IN-093", behind(0x5F34, 0x5F2D, "656E")),
            Trip.of("IN-094", behind(0x5F34, 0x9A, "260615")),
            Trip.of("IN-095", behind(0x5F34, 0xDF01, "00")),
            Trip.of("IN-096", replace(0x5F34, old -> Bytes.hex("5F34810101"))),
            Trip.of("IN-097", value(0x9F4A, "9F36")),
            Trip.of("IN-098", without(0x8F)),
            Trip.of("IN-099", without(0x9F47)),
            Trip.of(
                    "IN-100",
                    image -> behind(0x8F, 0x5A, first(image, 0x5A).orElseThrow().toHex())
                            .apply(without(0x5A).apply(image))));

    private RecordTrips() {}

    /** The AFL names one record more, the first of file 3, with this answer. */
    static UnaryOperator<CardImage> oneMore(UnaryOperator<ResponseApdu> answer) {
        return all(change(0x94, afl -> afl.then(Bytes.hex("18010100"))), records(all -> {
            List<FileRecord> more = new ArrayList<>(all);
            more.add(new FileRecord(3, 1, answer.apply(all.get(0).answer())));
            return more;
        }));
    }
}
