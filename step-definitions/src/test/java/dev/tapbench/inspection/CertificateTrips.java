package dev.tapbench.inspection;

import static dev.tapbench.inspection.Edit.*;

import dev.tapbench.emv.Tlv;
import dev.tapbench.emv.crypto.CertificateBody;
import dev.tapbench.parties.inspection.CardImage;
import dev.tapbench.ports.Bytes;
import java.util.List;

/** Cards whose certificates are wrong in one thing. */
final class CertificateTrips {
    static final List<Trip> ALL = List.of(
            Trip.of("IN-180", value(0x8F, "02")),
            Trip.of("IN-181", change(0x90, CertificateTrips::shorter)),
            Trip.of("IN-182", change(0x90, CertificateTrips::flipped)),
            Trip.of("IN-183", TestIssuer.issuerSays(TestIssuer.at(5, "1349"))),
            // The application, which has not expired, outlives such a certificate.
            Trip.of("IN-184", TestIssuer.issuerSays(TestIssuer.at(5, "0126"))).also("IN-146"),
            Trip.of("IN-185", change(0x92, CertificateTrips::shorter)),
            Trip.of("IN-186", TestIssuer.issuerSays(TestIssuer.at(13, "03"))),
            // With another exponent nothing opens that was signed with this key.
            Trip.of("IN-187", TestIssuer.issuerExponent("05")).also("IN-202"),
            // The remainder that the card gives does not fill such a key.
            Trip.of("IN-188", TestIssuer.issuerSays(TestIssuer.at(12, "B1"))).also("IN-185"),
            Trip.of("IN-190", TestIssuer.issuerSays(TestIssuer.at(1, "999903FF"))),
            Trip.of("IN-191", TestIssuer.overOther(CertificateBody.Kind.ISSUER)),
            Trip.of("IN-201", change(0x9F46, CertificateTrips::shorter)),
            Trip.of("IN-202", change(0x9F46, CertificateTrips::flipped)),
            Trip.of("IN-203", TestIssuer.cardSays(TestIssuer.at(11, "1330"))),
            Trip.of("IN-204", TestIssuer.cardSays(TestIssuer.at(11, "0126"))).also("IN-147"),
            Trip.of("IN-205", change(0x9F48, CertificateTrips::shorter)),
            Trip.of("IN-206", TestIssuer.cardSays(TestIssuer.at(19, "03"))),
            Trip.of("IN-207", TestIssuer.cardExponent("05")),
            Trip.of("IN-208", TestIssuer.cardSays(TestIssuer.at(18, "A1"))).also("IN-205"),
            Trip.of("IN-210", TestIssuer.cardSays(TestIssuer.at(1, "11"))),
            Trip.of("IN-211", TestIssuer.overOther(CertificateBody.Kind.ICC)),
            Trip.of("IN-212", change(0x93, CertificateTrips::flipped)).on(CertificateTrips::withSignedData));

    private CertificateTrips() {}

    private static Bytes shorter(Bytes value) {
        return value.slice(0, value.length() - 1);
    }

    private static Bytes flipped(Bytes value) {
        return Bytes.of(value.at(0) ^ 0x01).then(value.from(1));
    }

    /** A card that says SDA as well. */
    static CardImage withSignedData(CardImage image) {
        return signed(value(0x82, "5900").apply(image));
    }

    /** The same card with signed static data. */
    static CardImage signed(CardImage image) {
        Bytes record = Tlv.encode(0x70, Tlv.encode(0x93, TestIssuer.signedStaticData(image)));
        return RecordTrips.oneMore(answer(record.toHex())).apply(image);
    }
}
