package dev.tapbench.parties.inspection;

import dev.tapbench.emv.Tags;
import dev.tapbench.emv.crypto.BadSignatureException;
import dev.tapbench.emv.crypto.CertificateBody;
import dev.tapbench.emv.crypto.CertificateBody.Kind;
import dev.tapbench.emv.crypto.Rsa;
import dev.tapbench.emv.crypto.Sda;
import dev.tapbench.parties.inspection.CertificateChain.Opened;
import dev.tapbench.ports.Bytes;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The issuer's certificate, opened with the certification authority's key, and the card's, opened with the issuer's. */
final class CertificateRules {
    private static final String ISSUER = "EMV Book 2, 5.3";
    private static final String ICC = "EMV Book 2, 6.4";

    static final List<Rule> ALL = all();

    private CertificateRules() {}

    /** A certificate, and the application whose it is. */
    private record Held(SeenApplication application, Opened opened) {
        CertificateBody body() {
            return opened.body().orElseThrow();
        }
    }

    private static List<Rule> all() {
        List<Rule> rules = new ArrayList<>();
        rules.add(Rule.note(
                "IN-180",
                "EMV Book 2, 5.2",
                "the certification authority's key that the card names (8F) is known here",
                card -> card.read()
                        .filter(spot -> spot.thing().has(Tags.CA_KEY_INDEX))
                        .map(spot -> spot.with(chain(card, spot.thing()))),
                chain -> Rule.unless(chain.ca().isPresent(), "it is not: the certificates stay closed")));
        rules.addAll(of(Kind.ISSUER, "the issuer's certificate (90)", ISSUER, 181));
        rules.add(Rule.error(
                "IN-190",
                ISSUER,
                "the issuer's certificate names 3 to 8 digits with which the card number begins",
                card -> held(card, Kind.ISSUER)
                        .filter(spot -> spot.thing().application().pan().isPresent()),
                held -> Rule.unless(
                        held.body().identifier().matches("[0-9]{3,8}")
                                && held.application()
                                        .pan()
                                        .orElseThrow()
                                        .digits()
                                        .startsWith(held.body().identifier()),
                        "issuer " + held.body().identifier())));
        rules.add(hash("IN-191", Kind.ISSUER, "the issuer's certificate (90)", ISSUER));
        rules.addAll(of(Kind.ICC, "the card's certificate (9F46)", ICC, 201));
        rules.add(Rule.error(
                "IN-210",
                ICC,
                "the card's certificate names the card number",
                card -> held(card, Kind.ICC)
                        .filter(spot -> spot.thing().application().pan().isPresent()),
                held -> Rule.unless(
                        held.body()
                                .identifier()
                                .equals(held.application().pan().orElseThrow().digits()),
                        "another number")));
        rules.add(hash("IN-211", Kind.ICC, "the card's certificate (9F46), which covers the static data,", ICC));
        rules.add(Rule.error(
                "IN-212",
                "EMV Book 2, 5.4",
                "the signed static data (93) hold under the issuer's key",
                CertificateRules::signed,
                Function.identity()));
        return List.copyOf(rules);
    }

    /** The rules that hold for both kinds, eight of them. */
    private static List<Rule> of(Kind kind, String name, String clause, int first) {
        return List.of(
                Rule.error(
                        "IN-" + first,
                        clause,
                        name + " is as long as its signer's key",
                        card -> certificates(card, kind),
                        held -> Rule.unless(
                                asLong(held.opened()),
                                held.opened().certificate().certificate().length() + " bytes, the key "
                                        + Rsa.length(held.opened().signer()))),
                Rule.error(
                        "IN-" + (first + 1),
                        clause,
                        name + " opens with its signer's key, and is of its kind, over SHA-1 and RSA",
                        card -> certificates(card, kind)
                                .filter(spot -> asLong(spot.thing().opened())),
                        held -> Rule.unless(
                                held.opened().body().isPresent(), held.opened().problem())),
                Rule.error(
                        "IN-" + (first + 2),
                        clause,
                        name + " says a month until which it is valid",
                        card -> held(card, kind),
                        held -> Rule.unless(
                                expires(held.body()).isPresent(),
                                Text.hex(held.body().expiry()))),
                Rule.error(
                        "IN-" + (first + 3),
                        clause,
                        name + " has not expired",
                        card -> held(card, kind)
                                .flatMap(spot -> expires(spot.thing().body()).map(spot::with).stream())
                                .map(spot -> spot.with(Rule.unless(
                                        !spot.thing()
                                                .isBefore(YearMonth.from(
                                                        card.knowledge().today())),
                                        spot.thing() + ", today "
                                                + card.knowledge().today()))),
                        Function.identity()),
                Rule.error(
                        "IN-" + (first + 4),
                        clause,
                        name + " and its remainder are a whole modulus",
                        card -> held(card, kind),
                        held -> Rule.unless(
                                modulus(held).isPresent(), held.opened().problem())),
                Rule.error(
                        "IN-" + (first + 5),
                        clause,
                        name + " says the length of the exponent that the card gives",
                        card -> held(card, kind),
                        held -> Rule.unless(
                                held.body().exponentLength()
                                        == held.opened()
                                                .certificate()
                                                .exponent()
                                                .length(),
                                held.body().exponentLength() + ", the card gives "
                                        + held.opened().certificate().exponent().length())),
                Rule.error(
                        "IN-" + (first + 6),
                        "EMV Book 2, B2.1",
                        name + " is for an exponent of 3 or 65537",
                        card -> certificates(card, kind),
                        held -> Rule.unless(
                                held.opened().certificate().exponent().toHex().matches("(0000)?03|010001"),
                                Text.hex(held.opened().certificate().exponent()))),
                Rule.error(
                        "IN-" + (first + 7),
                        clause,
                        name + " is for a key no longer than its signer's",
                        card -> held(card, kind),
                        held -> Rule.unless(
                                held.body().keyLength()
                                        <= Rsa.length(held.opened().signer()),
                                held.body().keyLength() + " bytes, the signer's "
                                        + Rsa.length(held.opened().signer()))));
    }

    /** Only where remainder and static data are there to be covered: what they lack, other rules find. */
    private static Rule hash(String id, Kind kind, String name, String clause) {
        return Rule.error(
                id,
                clause,
                name + " covers what the card shows: its hash is right",
                card -> held(card, kind)
                        .filter(spot -> modulus(spot.thing()).isPresent()
                                && covered(kind, spot.thing()).isPresent()),
                held -> Rule.unless(
                        held.body()
                                .hash()
                                .equals(held.body()
                                        .expectedHash(
                                                held.opened().certificate().remainder(),
                                                held.opened().certificate().exponent(),
                                                covered(kind, held).orElseThrow())),
                        "the hash of other data"));
    }

    private static Optional<Bytes> covered(Kind kind, Held held) {
        return kind == Kind.ISSUER
                ? Optional.of(Bytes.empty())
                : held.application().staticData();
    }

    private static boolean asLong(Opened opened) {
        return opened.certificate().certificate().length() == Rsa.length(opened.signer());
    }

    private static Optional<Bytes> modulus(Held held) {
        try {
            return Optional.of(held.body().modulus(held.opened().certificate().remainder()));
        } catch (BadSignatureException told) {
            return Optional.empty();
        }
    }

    static Optional<YearMonth> expires(CertificateBody body) {
        try {
            return Optional.of(body.expires());
        } catch (BadSignatureException told) {
            return Optional.empty();
        }
    }

    static CertificateChain chain(Seen card, SeenApplication application) {
        return CertificateChain.of(application, card.knowledge().caKeys());
    }

    private static Stream<Spot<Held>> certificates(Seen card, Kind kind) {
        return card.read().flatMap(spot -> {
            CertificateChain chain = chain(card, spot.thing());
            return (kind == Kind.ISSUER ? chain.issuer() : chain.icc())
                    .map(opened -> spot.with(new Held(spot.thing(), opened))).stream();
        });
    }

    /** Those that open. */
    private static Stream<Spot<Held>> held(Seen card, Kind kind) {
        return certificates(card, kind)
                .filter(spot -> spot.thing().opened().body().isPresent());
    }

    private static Stream<Spot<Optional<String>>> signed(Seen card) {
        return card.read()
                .flatMap(spot -> chain(card, spot.thing())
                        .issuer()
                        .flatMap(Opened::key)
                        .flatMap(key -> spot.thing()
                                .value(Tags.SIGNED_STATIC_DATA)
                                .flatMap(signature ->
                                        spot.thing().staticData().map(data -> Sda.verify(key, signature, data))))
                        .map(result -> spot.with(
                                result instanceof Sda.Invalid invalid
                                        ? Optional.of(invalid.reason())
                                        : Optional.<String>empty()))
                        .stream());
    }
}
