package dev.tapbench.parties.inspection;

import dev.tapbench.emv.Aip;
import dev.tapbench.emv.Bcd;
import dev.tapbench.emv.CounterReport;
import dev.tapbench.emv.Currency;
import dev.tapbench.emv.CvmList;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.crypto.CertificateBody;
import dev.tapbench.ports.Bytes;
import dev.tapbench.profiles.CardProfile;
import dev.tapbench.risk.CvmMethod;
import dev.tapbench.risk.RiskProfile.Device;
import java.security.interfaces.RSAPublicKey;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/** Whether a card is what its profile says. */
final class ProfileRules {
    private static final String PROFILE = "the card's profile";
    /** The code of each method that a terminal performs (EMV Book 3, C3). */
    private static final Map<CvmMethod, Integer> CODES = Map.of(
            CvmMethod.PLAIN_PIN, 0x01,
            CvmMethod.ONLINE_PIN, 0x02,
            CvmMethod.ENCIPHERED_PIN, 0x04,
            CvmMethod.SIGNATURE, 0x1E,
            CvmMethod.NONE, 0x1F);

    static final List<Rule> ALL = List.of(
            Rule.error(
                    "IN-320",
                    PROFILE,
                    "the card has the profile's application",
                    card -> card.knowledge().profile().stream()
                            .flatMap(profile -> card.directories().stream()
                                    .map(directory -> new Spot<>(
                                            SeenApplication.where(directory.medium()),
                                            card.applications().stream()
                                                    .filter(application -> application.medium() == directory.medium())
                                                    .map(SeenApplication::name)
                                                    .anyMatch(profile.application()
                                                            .aid()::equals)))),
                    there -> Rule.unless(there, "no such application")),
            same(
                    "IN-321",
                    "label",
                    application -> application.ofFci(Tags.APPLICATION_LABEL).map(Text::of),
                    profile -> profile.application().label()),
            same(
                    "IN-322",
                    "priority",
                    application -> application.ofFci(Tags.APPLICATION_PRIORITY).flatMap(ProfileRules::number),
                    profile -> profile.application().priority()),
            Rule.error(
                    "IN-323",
                    PROFILE,
                    "the card number begins with the profile's issuer identification number",
                    card -> compared(
                            card,
                            SeenApplication::pan,
                            (pan, profile) ->
                                    pan.digits().startsWith(profile.issuing().iin())),
                    holds -> Rule.unless(holds, "another beginning")),
            same(
                    "IN-324",
                    "number of digits of the card number",
                    application -> application.pan().map(pan -> pan.digits().length()),
                    profile -> profile.issuing().panLength()),
            same(
                    "IN-325",
                    "country",
                    application -> application.value(Tags.ISSUER_COUNTRY),
                    profile -> Bcd.encode(profile.issuing().country(), 2)),
            same(
                    "IN-326",
                    "currency",
                    application -> application.value(Tags.APPLICATION_CURRENCY),
                    profile -> Currency.ofAlpha(profile.risk().currency().getCurrencyCode())
                            .code()),
            same(
                    "IN-327",
                    "number of years for which a card is valid",
                    ProfileRules::years,
                    profile -> profile.issuing().validityYears()),
            same(
                    "IN-328",
                    "index of the certification authority's key",
                    application -> application.value(Tags.CA_KEY_INDEX).flatMap(ProfileRules::number),
                    profile -> profile.keys().caIndex()),
            Rule.error(
                    "IN-329",
                    PROFILE,
                    "the issuer's certificate is for the profile's key",
                    card -> compared(
                            card,
                            application -> CertificateRules.chain(card, application)
                                    .issuer()
                                    .flatMap(CertificateChain.Opened::key)
                                    .map(RSAPublicKey::getModulus),
                            (modulus, profile) ->
                                    modulus.equals(profile.keys().issuer().getModulus())),
                    holds -> Rule.unless(holds, "another key")),
            Rule.error(
                    "IN-330",
                    PROFILE,
                    "the card's own key has the length that the profile says",
                    card -> compared(
                            card,
                            application -> CertificateRules.chain(card, application)
                                    .icc()
                                    .flatMap(CertificateChain.Opened::body)
                                    .map(CertificateBody::keyLength),
                            (length, profile) -> 8 * length == profile.keys().iccBits()),
                    holds -> Rule.unless(holds, "another length")),
            Rule.error(
                    "IN-331",
                    PROFILE,
                    "the card takes no more PINs than the profile says (9F17)",
                    card -> compared(
                            card,
                            application ->
                                    application.datum(Tags.PIN_TRY_COUNTER).flatMap(ProfileRules::number),
                            (tries, profile) -> tries <= profile.pin().tries()),
                    holds -> Rule.unless(holds, "more tries")),
            Rule.error(
                    "IN-332",
                    PROFILE,
                    "the CVM list has the profile's methods in their order",
                    card -> compared(
                            card,
                            SeenApplication::cvmList,
                            (list, profile) -> list.rules().stream()
                                    .map(CvmList.Rule::method)
                                    .toList()
                                    .equals(methods(profile))),
                    holds -> Rule.unless(holds, "other methods")),
            Rule.error(
                    "IN-333",
                    PROFILE,
                    "the AIP says that the holder is verified on the device exactly where the device is a phone",
                    card -> compared(
                            card,
                            SeenApplication::aip,
                            (aip, profile) ->
                                    aip.has(Aip.Bit.ON_DEVICE_VERIFICATION) == (profile.device() == Device.PHONE)),
                    holds -> Rule.unless(holds, "it does not fit")),
            Rule.error(
                    "IN-334",
                    PROFILE,
                    "the lost-or-stolen limit of the count is the profile's (DF23)",
                    card -> reported(
                            card,
                            (report, profile) -> report.secondCountLimit()
                                    == profile.risk().lostOrStolen().count()),
                    holds -> Rule.unless(holds, "another limit")),
            Rule.error(
                    "IN-335",
                    PROFILE,
                    "the lost-or-stolen limit of the amount is the profile's (DF23)",
                    card -> reported(
                            card,
                            (report, profile) -> report.secondAmountLimit()
                                    == profile.risk().lostOrStolen().amount()),
                    holds -> Rule.unless(holds, "another limit")),
            Rule.error(
                    "IN-336",
                    PROFILE,
                    "the limits of consecutive offline transactions are the profile's (DF23)",
                    card -> reported(
                            card,
                            (report, profile) -> report.lowerCount()
                                            == profile.risk().spending().lowerCount()
                                    && report.upperCount()
                                            == profile.risk().spending().upperCount()),
                    holds -> Rule.unless(holds, "other limits")),
            Rule.error(
                    "IN-337",
                    PROFILE,
                    "the card holds no more than the profile's maximum balance (9F50)",
                    card -> compared(
                            card,
                            application -> application.datum(Tags.FUNDS).flatMap(Text::number),
                            (funds, profile) ->
                                    funds <= profile.risk().maximumBalance().orElse(Long.MAX_VALUE)),
                    holds -> Rule.unless(holds, "more")));

    private ProfileRules() {}

    /** A rule about a value that the profile says; no number of the card is among them. */
    private static <T> Rule same(
            String id, String what, Function<SeenApplication, Optional<T>> ofCard, Function<CardProfile, T> ofProfile) {
        return Rule.error(
                id,
                PROFILE,
                what + " as the profile says",
                card -> compared(card, ofCard, (found, profile) -> {
                    T wanted = ofProfile.apply(profile);
                    return Rule.unless(found.equals(wanted), found + ", the profile says " + wanted);
                }),
                Function.identity());
    }

    /** What came of a comparison with the profile, of each of the profile's applications that can be compared. */
    private static <T, U> Stream<Spot<U>> compared(
            Seen card, Function<SeenApplication, Optional<T>> part, BiFunction<T, CardProfile, U> compare) {
        return card.knowledge().profile().stream()
                .flatMap(profile -> card.selected()
                        .filter(spot ->
                                spot.thing().name().equals(profile.application().aid()))
                        .flatMap(spot ->
                                part
                                        .apply(spot.thing())
                                        .map(found -> spot.with(compare.apply(found, profile)))
                                        .stream()));
    }

    private static Stream<Spot<Boolean>> reported(Seen card, BiFunction<CounterReport, CardProfile, Boolean> compare) {
        return card.knowledge().profile().stream()
                .flatMap(profile ->
                        DataRules.reports(card).map(spot -> spot.with(compare.apply(spot.thing(), profile))));
    }

    private static List<Integer> methods(CardProfile profile) {
        return profile.device() == Device.PHONE
                ? List.of(CODES.get(CvmMethod.NONE))
                : profile.risk().methods().stream().map(CODES::get).toList();
    }

    private static Optional<Integer> number(Bytes value) {
        return value.length() == 1 ? Optional.of(value.at(0)) : Optional.empty();
    }

    private static Optional<Integer> years(SeenApplication application) {
        Optional<LocalDate> from = application.value(Tags.EFFECTIVE_DATE).flatMap(DateRules::date);
        Optional<LocalDate> until = application.value(Tags.EXPIRY_DATE).flatMap(DateRules::date);
        return from.flatMap(start -> until.map(end -> end.getYear() - start.getYear()));
    }
}
