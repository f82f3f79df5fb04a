package dev.tapbench.inspection;

import static dev.tapbench.inspection.Edit.*;

import dev.tapbench.emv.Tlv;
import dev.tapbench.parties.inspection.CardImage;
import dev.tapbench.ports.Bytes;
import java.util.List;
import java.util.function.UnaryOperator;

/** Cards whose AIP or AFL is wrong in one thing. */
final class OptionsTrips {
    /** A card without a key of its own, and so without enciphered PIN. */
    static final UnaryOperator<CardImage> NO_CARD_KEY = all(
            value(0x94, "0801010110010100"),
            records(all -> all.stream()
                    .filter(record -> record.sfi() == 1 || record.number() == 1)
                    .toList()),
            value(0x8E, "00000000000000001F00"));

    static final List<Trip> ALL = List.of(
            Trip.of("IN-050", options(status(0x6985))),
            Trip.of("IN-051", options(answer("70021900"))),
            Trip.of("IN-052", options(a -> edited(a, 0x82, aip -> Bytes.empty()))),
            Trip.of("IN-053", behind(0x82, 0x82, "1900")),
            Trip.of("IN-054", behind(0x94, 0xDF01, "00")),
            Trip.of("IN-055", value(0x82, "1910")),
            Trip.of("IN-056", all(NO_CARD_KEY, value(0x82, "1800"))),
            Trip.of("IN-057", replace(0x93, old -> Tlv.encode(0x9F20, Bytes.hex("12"))))
                    .on(CertificateTrips::withSignedData),
            Trip.of("IN-058", NO_CARD_KEY),
            Trip.of("IN-059", value(0x82, "0900")),
            Trip.of("IN-060", value(0x82, "1100")),
            Trip.of("IN-061", value(0x82, "1D00")),
            Trip.of("IN-062", value(0x82, "1B00")),
            Trip.of("IN-063", contact(all(without(0x94), records(all -> List.of())))),
            Trip.of("IN-064", value(0x94, "08010101100102000000")),
            Trip.of("IN-065", value(0x94, "0901010110010200")),
            Trip.of("IN-066", value(0x94, "0801010110010200F8010100")),
            Trip.of("IN-067", value(0x94, "080101011001020058010100")),
            Trip.of("IN-068", value(0x94, "080101011001020018000000")),
            Trip.of("IN-069", value(0x94, "080101011001020018020100")),
            Trip.of("IN-070", value(0x94, "0801010210010200")),
            Trip.of("IN-071", value(0x94, "080101011001020010010100")),
            // Where nothing is authenticated, the card number is not.
            Trip.of("IN-072", value(0x94, "0801010010010200")).also("IN-100"),
            Trip.of("IN-073", antenna(before(0x9F36, "0000"))));

    private OptionsTrips() {}
}
