package dev.tapbench.parties.inspection;

import dev.tapbench.emv.Currency;
import dev.tapbench.emv.Pan;
import dev.tapbench.emv.Tags;
import dev.tapbench.ports.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Card number, track 2, service code, holder, country and currency. No number of a card gets into a finding. */
final class HolderRules {
    private static final String PAN = "ISO/IEC 7812-1, 4";
    private static final String TRACK_2 = "EMV Book 3, Annex A";
    private static final String SERVICE_CODE = "ISO/IEC 7813, 3";
    private static final int SERVICE_CODE_TAG = 0x5F30;

    static final List<Rule> ALL = List.of(
            Rule.error(
                    "IN-110",
                    PAN,
                    "the card number has 8 to 19 digits",
                    Seen.values(Tags.PAN),
                    value -> Rule.unless(
                            Lenient.read(() -> Pan.ofBcd(value)).isPresent(),
                            "no such number in " + value.length() + " bytes")),
            Rule.error(
                    "IN-111",
                    "ISO/IEC 7812-1, Annex B",
                    "the card number ends with its check digit",
                    HolderRules::pan,
                    pan -> Rule.unless(pan.luhnValid(), "another digit")),
            Rule.note(
                    "IN-112",
                    PAN,
                    "the card number does not begin with 0",
                    HolderRules::pan,
                    pan -> Rule.unless(!pan.digits().startsWith("0"), "it does")),
            Rule.warning(
                    "IN-113",
                    "EMV Book 3, 4.3",
                    "the card number is padded to a whole byte and no further",
                    Seen.values(Tags.PAN),
                    value -> Rule.unless(!value.toHex().endsWith("FF"), "it is")),
            Rule.warning(
                    "IN-114",
                    TRACK_2,
                    "the card has track 2 equivalent data (57)",
                    Seen::read,
                    application -> Rule.unless(application.has(Tags.TRACK2), "none")),
            Rule.error(
                    "IN-115",
                    TRACK_2,
                    "track 2 is a number, D, expiry, service code and further digits, with F to a whole byte",
                    Seen.values(Tags.TRACK2),
                    value -> Rule.unless(Track2.of(value).isPresent(), "another form, " + value.length() + " bytes")),
            Rule.error(
                    "IN-116",
                    TRACK_2,
                    "track 2 begins with the card number",
                    card -> compared(card, SeenApplication::pan),
                    track ->
                            Rule.unless(track.with().digits().equals(track.two().pan()), "another number")),
            Rule.error(
                    "IN-117",
                    TRACK_2,
                    "track 2 and the application expire in the same month",
                    card -> compared(
                            card,
                            application -> application.value(Tags.EXPIRY_DATE).filter(date -> date.length() == 3)),
                    track -> Rule.unless(
                            track.with().toHex().startsWith(track.two().expiry()),
                            track.two().expiry() + " in track 2, " + track.with() + " in 5F24")),
            Rule.error(
                    "IN-118",
                    TRACK_2,
                    "track 2 has the card's service code",
                    card -> compared(card, application -> application.value(SERVICE_CODE_TAG)),
                    track -> Rule.unless(
                            track.with().toHex().equals("0" + track.two().serviceCode()),
                            track.two().serviceCode() + " in track 2, " + track.with() + " in 5F30")),
            Rule.error(
                    "IN-119",
                    "EMV Book 3, Annex A",
                    "the service code has three digits, with a 0 before them",
                    Seen.values(SERVICE_CODE_TAG),
                    value -> Rule.unless(value.toHex().matches("0[0-9]{3}"), Text.hex(value))),
            Rule.error(
                    "IN-120",
                    SERVICE_CODE,
                    "each digit of the service code is defined",
                    HolderRules::serviceCode,
                    code -> Rule.unless(code.matches("[125679][024][0-7]"), code)),
            Rule.warning(
                    "IN-121",
                    SERVICE_CODE,
                    "the service code says that the card has a chip: its first digit is 2 or 6",
                    HolderRules::serviceCode,
                    code -> Rule.unless(code.matches("[26].*"), code)),
            Rule.note(
                    "IN-122",
                    "EMV Book 3, Annex A",
                    "two cards with one number differ: the card has a sequence number (5F34)",
                    Seen::read,
                    application -> Rule.unless(application.has(Tags.PAN_SEQUENCE_NUMBER), "none")),
            Rule.note(
                    "IN-123",
                    "ISO/IEC 7813, 4",
                    "surname and first name of the cardholder are parted by '/'",
                    Seen.values(Tags.CARDHOLDER_NAME),
                    value -> Rule.unless(Text.of(value).contains("/"), "no '/'")),
            Rule.error(
                    "IN-124",
                    "ISO 3166-1",
                    "the issuer's country has three digits, with a 0 before them, and is not 000",
                    Seen.values(Tags.ISSUER_COUNTRY),
                    value -> Rule.unless(value.toHex().matches("0(?!000)[0-9]{3}"), Text.hex(value))),
            Rule.error(
                    "IN-125",
                    "ISO 4217",
                    "the application's currency is one",
                    Seen.values(Tags.APPLICATION_CURRENCY),
                    value -> Rule.unless(
                            Lenient.read(() -> Currency.ofCode(value)).isPresent(), Text.hex(value))),
            Rule.warning(
                    "IN-126",
                    "EMV Book 3, 10.4.2",
                    "a card that limits its use (9F07) has a country to compare with (5F28)",
                    card -> card.read().filter(spot -> spot.thing().has(Tags.APPLICATION_USAGE_CONTROL)),
                    application -> Rule.unless(application.has(Tags.ISSUER_COUNTRY), "no country")));

    private HolderRules() {}

    /**
     * Track 2, and what it is compared with.
     *
     * @param two the track
     */
    private record Compared<T>(Track2 two, T with) {}

    private static Stream<Spot<Pan>> pan(Seen card) {
        return Seen.of(Seen::read, SeenApplication::pan).apply(card);
    }

    private static Stream<Spot<String>> serviceCode(Seen card) {
        Function<Seen, Stream<Spot<Bytes>>> codes = Seen.values(SERVICE_CODE_TAG);
        return codes.apply(card)
                .filter(spot -> spot.thing().toHex().matches("0[0-9]{3}"))
                .map(spot -> spot.with(spot.thing().toHex().substring(1)));
    }

    private static <T> Stream<Spot<Compared<T>>> compared(Seen card, Function<SeenApplication, Optional<T>> other) {
        return Seen.<SeenApplication, Compared<T>>of(
                        Seen::read,
                        application -> application
                                .value(Tags.TRACK2)
                                .flatMap(Track2::of)
                                .flatMap(track -> other.apply(application).map(with -> new Compared<>(track, with))))
                .apply(card);
    }
}
