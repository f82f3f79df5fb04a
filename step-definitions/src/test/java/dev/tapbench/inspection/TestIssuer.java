package dev.tapbench.inspection;

import dev.tapbench.emv.Afl;
import dev.tapbench.emv.Aip;
import dev.tapbench.emv.ApplicationRecords;
import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.Pan;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.emv.crypto.Certificate;
import dev.tapbench.emv.crypto.CertificateBody;
import dev.tapbench.emv.crypto.Certificates;
import dev.tapbench.emv.crypto.Sda;
import dev.tapbench.parties.inspection.CardImage;
import dev.tapbench.parties.inspection.CardImage.Answered;
import dev.tapbench.parties.inspection.CardImage.Application;
import dev.tapbench.parties.inspection.CardImage.FileRecord;
import dev.tapbench.parties.inspection.CertificateChain;
import dev.tapbench.parties.inspection.CertificateChain.Opened;
import dev.tapbench.parties.inspection.Inspection;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyLabel;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Signs for another card than ours: the keys of certification authority and issuer are test keys of the profile. */
final class TestIssuer {
    private static final KeyLabel CA = KeyLabel.of("test/ca");
    private static final KeyLabel ISSUER = KeyLabel.of("test/issuer");
    private static final Hsm HSM = module();
    private static final YearMonth LAST_MONTH = YearMonth.of(2049, 12);
    private static final CertificateChain CHAIN =
            Inspection.certificates(OurCard.IMAGE, OurCard.KNOWLEDGE).get(0);

    private TestIssuer() {}

    private static Hsm module() {
        Hsm hsm = OurCard.module();
        hsm.importRsa(CA, OurCard.PROFILE.keys().ca());
        hsm.importRsa(ISSUER, OurCard.PROFILE.keys().issuer());
        return hsm;
    }

    /** The card's certificate signed anew where the static data are other ones; each way to the card has its own. */
    static CardImage resigned(CardImage image) {
        return new CardImage(image.sides().stream()
                .map(side -> resigned(new CardImage(List.of(side)), side.applications())
                        .sides()
                        .get(0))
                .toList());
    }

    private static CardImage resigned(CardImage side, List<Application> applications) {
        Optional<Bytes> before =
                staticData(OurCard.IMAGE.sides().get(0).applications().get(0));
        Optional<Bytes> now = applications.isEmpty() ? Optional.empty() : staticData(applications.get(0));
        if (now.isEmpty() || now.equals(before)) {
            return side;
        }
        Opened icc = CHAIN.icc().orElseThrow();
        Pan pan = Edit.first(side, Tags.PAN)
                .flatMap(TestIssuer::pan)
                .orElseGet(() -> Pan.ofBcd(Edit.first(OurCard.IMAGE, Tags.PAN).orElseThrow()));
        Bytes certificate = Certificates.signIcc(
                        HSM,
                        ISSUER,
                        pan,
                        LAST_MONTH,
                        Bytes.of(0, 0, 7),
                        icc.key().orElseThrow(),
                        now.get())
                .certificate();
        return Edit.value(Tags.ICC_CERTIFICATE, certificate.toHex()).apply(side);
    }

    private static Optional<Pan> pan(Bytes value) {
        try {
            return Optional.of(Pan.ofBcd(value));
        } catch (EmvDataException e) {
            return Optional.empty();
        }
    }

    /** Empty where a card is so broken that there are none. */
    private static Optional<Bytes> staticData(Application application) {
        try {
            Bytes options =
                    application.options().map(Answered::answer).orElseThrow().data();
            ApplicationRecords records = new ApplicationRecords();
            List<Tlv> objects = Tlv.parseAll(options);
            for (Afl.Entry entry :
                    Afl.parse(Tlv.find(objects, Tags.AFL).orElseThrow().value()).entries()) {
                for (FileRecord record : application.records()) {
                    if (record.sfi() == entry.sfi()
                            && record.number() >= entry.first()
                            && record.number() <= entry.last()
                            && record.answer().ok()) {
                        records.add(
                                record.sfi(),
                                record.number(),
                                record.answer().data(),
                                record.number() < entry.first() + entry.authenticated());
                    }
                }
            }
            return Optional.of(records.staticData(
                    new Aip(Tlv.find(objects, Tags.AIP).orElseThrow().value())));
        } catch (EmvDataException | java.util.NoSuchElementException e) {
            return Optional.empty();
        }
    }

    /** An issuer's certificate that says something else, signed by the certification authority. */
    static UnaryOperator<CardImage> issuerSays(UnaryOperator<Bytes> covered) {
        Opened opened = CHAIN.issuer().orElseThrow();
        Bytes changed = covered.apply(opened.body().orElseThrow().covered());
        return Edit.value(
                Tags.ISSUER_CERTIFICATE,
                sign(CA, changed, unsigned(opened, Bytes.empty())).toHex());
    }

    /** A card's certificate that says something else, signed by the issuer. */
    static UnaryOperator<CardImage> cardSays(UnaryOperator<Bytes> covered) {
        Opened opened = CHAIN.icc().orElseThrow();
        Bytes changed = covered.apply(opened.body().orElseThrow().covered());
        Bytes data =
                staticData(OurCard.IMAGE.sides().get(0).applications().get(0)).orElseThrow();
        return Edit.value(
                Tags.ICC_CERTIFICATE,
                sign(ISSUER, changed, unsigned(opened, data)).toHex());
    }

    /** A certificate over other data than the card shows. */
    static UnaryOperator<CardImage> overOther(CertificateBody.Kind kind) {
        boolean issuer = kind == CertificateBody.Kind.ISSUER;
        Opened opened = (issuer ? CHAIN.issuer() : CHAIN.icc()).orElseThrow();
        Bytes signed = sign(issuer ? CA : ISSUER, opened.body().orElseThrow().covered(), Bytes.of(1, 2, 3));
        return Edit.value(issuer ? Tags.ISSUER_CERTIFICATE : Tags.ICC_CERTIFICATE, signed.toHex());
    }

    /** The issuer's exponent is another one, also in its certificate. */
    static UnaryOperator<CardImage> issuerExponent(String exponent) {
        Opened opened = CHAIN.issuer().orElseThrow();
        Bytes unsigned = opened.certificate().remainder().then(Bytes.hex(exponent));
        return Edit.all(
                Edit.value(Tags.ISSUER_KEY_EXPONENT, exponent),
                Edit.value(
                        Tags.ISSUER_CERTIFICATE,
                        sign(CA, opened.body().orElseThrow().covered(), unsigned)
                                .toHex()));
    }

    /** Likewise the card's. */
    static UnaryOperator<CardImage> cardExponent(String exponent) {
        Opened opened = CHAIN.icc().orElseThrow();
        Bytes data =
                staticData(OurCard.IMAGE.sides().get(0).applications().get(0)).orElseThrow();
        Bytes unsigned = Bytes.concat(opened.certificate().remainder(), Bytes.hex(exponent), data);
        return Edit.all(
                Edit.value(Tags.ICC_KEY_EXPONENT, exponent),
                Edit.value(
                        Tags.ICC_CERTIFICATE,
                        sign(ISSUER, opened.body().orElseThrow().covered(), unsigned)
                                .toHex()));
    }

    /** Another issuer's key, certified for our issuer, and the card's certificate signed with it. */
    static UnaryOperator<CardImage> otherIssuer() {
        KeyLabel other = KeyLabel.of("test/other-issuer");
        HSM.importRsa(other, rsa(1280));
        Certificate issuer = Certificates.signIssuer(
                HSM, CA, OurCard.PROFILE.issuing().iin(), LAST_MONTH, Bytes.of(0, 0, 2), HSM.rsaPublic(other));
        return Edit.all(
                Edit.value(Tags.ISSUER_CERTIFICATE, issuer.certificate().toHex()),
                Edit.value(Tags.ISSUER_KEY_REMAINDER, issuer.remainder().toHex()),
                card(other, CHAIN.icc().orElseThrow().key().orElseThrow()));
    }

    /** The card has a key of another length. */
    static UnaryOperator<CardImage> cardKey(int bits) {
        KeyLabel other = KeyLabel.of("test/other-card");
        HSM.importRsa(other, rsa(bits));
        return card(ISSUER, HSM.rsaPublic(other));
    }

    private static UnaryOperator<CardImage> card(KeyLabel issuer, RSAPublicKey key) {
        Certificate card = Certificates.signIcc(
                HSM,
                issuer,
                Pan.ofBcd(Edit.first(OurCard.IMAGE, Tags.PAN).orElseThrow()),
                LAST_MONTH,
                Bytes.of(0, 0, 8),
                key,
                staticData(OurCard.IMAGE.sides().get(0).applications().get(0)).orElseThrow());
        return Edit.all(
                Edit.value(Tags.ICC_CERTIFICATE, card.certificate().toHex()),
                Edit.value(Tags.ICC_KEY_REMAINDER, card.remainder().toHex()));
    }

    private static RSAPrivateCrtKey rsa(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F0));
            return (RSAPrivateCrtKey) generator.generateKeyPair().getPrivate();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Bytes unsigned(Opened opened, Bytes data) {
        return Bytes.concat(
                opened.certificate().remainder(), opened.certificate().exponent(), data);
    }

    private static Bytes sign(KeyLabel key, Bytes covered, Bytes more) {
        return HSM.rsaPrivate(key, Bytes.concat(Bytes.of(0x6A), covered, sha1(covered.then(more)), Bytes.of(0xBC)));
    }

    private static Bytes sha1(Bytes data) {
        try {
            return Bytes.of(MessageDigest.getInstance("SHA-1").digest(data.toArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Some bytes put in place of others. */
    static UnaryOperator<Bytes> at(int offset, String hex) {
        Bytes put = Bytes.hex(hex);
        return bytes -> Bytes.concat(bytes.slice(0, offset), put, bytes.from(offset + put.length()));
    }

    /** A signature over static data, for a card of SDA. */
    static Bytes signedStaticData(CardImage image) {
        Bytes data = staticData(image.sides().get(0).applications().get(0)).orElseThrow();
        return Sda.sign(HSM, ISSUER, Bytes.of(0xDA, 0xC0), data);
    }
}
