package dev.tapbench.parties.personalization;

import dev.tapbench.emv.Afl;
import dev.tapbench.emv.Aip;
import dev.tapbench.emv.Commands;
import dev.tapbench.emv.Currency;
import dev.tapbench.emv.CvmList;
import dev.tapbench.emv.Dol;
import dev.tapbench.emv.Money;
import dev.tapbench.emv.Pan;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.emv.crypto.Certificate;
import dev.tapbench.parties.messages.DataGroup;
import dev.tapbench.parties.messages.PreparationOrder;
import dev.tapbench.parties.messages.PreparedApplication;
import dev.tapbench.ports.Bytes;
import dev.tapbench.profiles.CardProfile;
import dev.tapbench.risk.CvmMethod;
import dev.tapbench.risk.LostOrStolenLimits.Mode;
import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.RiskProfile.Device;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** What of a card's data is not secret: directory, records, options, risk data (EMV CPS 1.1, annex A; EMV Book 3, annex A). */
final class CardData {
    private static final int DGI_FCI = 0x9102;
    private static final int DGI_GPO = 0x9104;
    private static final int DGI_TRIES = 0x9010;
    private static final int DGI_PATTERN_TRIES = 0x9011;
    private static final int DGI_RISK = 0x3000;

    private static final String LANGUAGE = "en";
    private static final int DIRECTORY_FILE = 1;
    private static final int DATA_FILE = 1;
    private static final int CERTIFICATE_FILE = 2;

    private static final int SERVICE_CODE = 0x5F30;
    private static final DateTimeFormatter YYMMDD = DateTimeFormatter.ofPattern("yyMMdd");
    private static final DateTimeFormatter YYMM = DateTimeFormatter.ofPattern("yyMM");

    private static final List<Dol.Entry> TERMINAL_DATA = List.of(
            new Dol.Entry(Tags.AMOUNT_AUTHORISED, 6),
            new Dol.Entry(Tags.AMOUNT_OTHER, 6),
            new Dol.Entry(Tags.TERMINAL_COUNTRY, 2),
            new Dol.Entry(Tags.TVR, 5),
            new Dol.Entry(Tags.TRANSACTION_CURRENCY, 2),
            new Dol.Entry(Tags.TRANSACTION_DATE, 3),
            new Dol.Entry(Tags.TRANSACTION_TYPE, 1),
            new Dol.Entry(Tags.UNPREDICTABLE_NUMBER, 4));

    private final CardProfile profile;
    private final RiskProfile risk;
    private final PreparationOrder order;
    private final Pan pan;
    private final Currency currency;

    CardData(CardProfile profile, PreparationOrder order) {
        this.profile = profile;
        this.order = order;
        risk = profile.risk().kind() == RiskProfile.Kind.PREPAID
                ? profile.risk().withFunds(order.funds())
                : profile.risk();
        pan = Pan.of(order.pan());
        currency = Currency.ofNumeric(order.currency());
    }

    /** The directories that the device has, each with one entry, the payment application. */
    List<PreparedApplication> directories() {
        PreparedApplication contactless = new PreparedApplication(Commands.PPSE, List.of(proximityFci()));
        return profile.device() == Device.CARD
                ? List.of(contactless, new PreparedApplication(Commands.PSE, contactDirectory()))
                : List.of(contactless);
    }

    /** All that the contactless directory has (EMV Contactless Book B, 3.3.1). */
    private DataGroup proximityFci() {
        return clear(DGI_FCI, tlv(Tags.FCI_PROPRIETARY, tlv(Tags.DIRECTORY_DISCRETIONARY, entry())));
    }

    /** FCI and the one record of the contact directory (EMV Book 1, 11.3.4 and 12.2.3). */
    private List<DataGroup> contactDirectory() {
        Bytes fci = Bytes.concat(tlv(Tags.SFI, Bytes.of(DIRECTORY_FILE)), tlv(Tags.LANGUAGE, ascii(LANGUAGE)));
        return List.of(clear(DGI_FCI, tlv(Tags.FCI_PROPRIETARY, fci)), record(DIRECTORY_FILE, 1, entry()));
    }

    private Bytes entry() {
        return tlv(
                Tags.APPLICATION_TEMPLATE,
                Bytes.concat(tlv(Tags.AID, profile.application().aid()), labelAndPriority()));
    }

    /** The payment application's FCI (EMV Book 1, 11.3.4); without PDOL. */
    DataGroup paymentFci() {
        return clear(
                DGI_FCI,
                tlv(Tags.FCI_PROPRIETARY, Bytes.concat(labelAndPriority(), tlv(Tags.LANGUAGE, ascii(LANGUAGE)))));
    }

    private Bytes labelAndPriority() {
        return Bytes.concat(
                tlv(Tags.APPLICATION_LABEL, ascii(profile.application().label())),
                tlv(Tags.APPLICATION_PRIORITY, Bytes.of(profile.application().priority())));
    }

    /** AIP and AFL, as GET PROCESSING OPTIONS answers them. */
    DataGroup options() {
        return clear(DGI_GPO, tlv(Tags.AIP, aip()).then(tlv(Tags.AFL, afl())));
    }

    private Bytes aip() {
        boolean phone = profile.device() == Device.PHONE;
        int bits = mask(Aip.Bit.CDA) | mask(Aip.Bit.CARDHOLDER_VERIFICATION) | mask(Aip.Bit.TERMINAL_RISK_MANAGEMENT);
        return Bytes.of(phone ? bits | mask(Aip.Bit.ON_DEVICE_VERIFICATION) : bits, 0);
    }

    private static int mask(Aip.Bit bit) {
        return 1 << (bit.bit() - 1);
    }

    private static Bytes afl() {
        return new Afl(List.of(new Afl.Entry(DATA_FILE, 1, 1, 1), new Afl.Entry(CERTIFICATE_FILE, 1, 2, 0))).encode();
    }

    /** The application's own data, all of it authenticated offline. The name stays blank: the TSP sees no person. */
    private Bytes dataRecord() {
        return Bytes.concat(
                tlv(Tags.TRACK2, track2()),
                tlv(Tags.PAN, pan.toBcd()),
                tlv(Tags.PAN_SEQUENCE_NUMBER, Bytes.hex(String.format("%02d", order.panSequenceNumber()))),
                tlv(Tags.CARDHOLDER_NAME, ascii(" /")),
                tlv(Tags.EXPIRY_DATE, date(order.expiry())),
                tlv(Tags.EFFECTIVE_DATE, date(order.effective())),
                tlv(
                        Tags.ISSUER_COUNTRY,
                        Bytes.hex(String.format("%04d", profile.issuing().country()))),
                tlv(SERVICE_CODE, Bytes.hex("0201")),
                // Goods and services, cash, everywhere; no cashback (EMV Book 3, C2).
                tlv(Tags.APPLICATION_USAGE_CONTROL, Bytes.hex("FF00")),
                tlv(Tags.APPLICATION_VERSION, Bytes.hex("0001")),
                tlv(Tags.APPLICATION_CURRENCY, currency.code()),
                // Issuer action codes (EMV Book 3, 10.7): where data authentication failed or the
                // dates do not fit, ask the issuer, or decline where it cannot be asked; decline
                // at once what the usage control forbids.
                tlv(Tags.IAC_DEFAULT, Bytes.hex("FC70000000")),
                tlv(Tags.IAC_DENIAL, Bytes.hex("0010000000")),
                tlv(Tags.IAC_ONLINE, Bytes.hex("FC70000800")),
                tlv(Tags.CVM_LIST, cvmList()),
                tlv(Tags.CDOL1, cdol(new Dol.Entry(Tags.TERMINAL_TYPE, 1))),
                tlv(
                        Tags.CDOL2,
                        cdol(
                                new Dol.Entry(Tags.AUTHORISATION_RESPONSE_CODE, 2),
                                new Dol.Entry(Tags.ISSUER_AUTHENTICATION_DATA, 8))),
                tlv(Tags.SDA_TAG_LIST, Bytes.of(Tags.AIP)));
    }

    private Bytes track2() {
        String digits = order.pan() + "D" + YYMM.format(order.expiry()) + "201";
        return Bytes.hex(digits.length() % 2 == 0 ? digits : digits + "F");
    }

    private Bytes cvmList() {
        // A phone's holder is verified on the phone: the terminal verifies nobody.
        List<CvmMethod> methods = profile.device() == Device.PHONE ? List.of(CvmMethod.NONE) : risk.methods();
        return new CvmList(0, 0, methods.stream().map(CardData::rule).toList()).encode();
    }

    /** Where the terminal takes a method, and if it fails the next one; the last resort always (EMV Book 3, C3). */
    private static CvmList.Rule rule(CvmMethod method) {
        return switch (method) {
            case PLAIN_PIN -> new CvmList.Rule(0x41, 0x03);
            case ONLINE_PIN -> new CvmList.Rule(0x42, 0x03);
            case ENCIPHERED_PIN -> new CvmList.Rule(0x44, 0x03);
            case SIGNATURE -> new CvmList.Rule(0x5E, 0x03);
            case NONE -> new CvmList.Rule(0x1F, 0x00);
            case PASSCODE, PATTERN, SENSOR ->
                throw new IllegalArgumentException(method + " is a phone's, and no terminal performs it");
        };
    }

    private static Bytes cdol(Dol.Entry... more) {
        Bytes terminal = new Dol(TERMINAL_DATA).encode();
        return terminal.then(new Dol(List.of(more)).encode());
    }

    /** What the card's certificate covers besides its key: the authenticated record's content, then the AIP (EMV Book 3, 10.3). */
    Bytes staticData() {
        return dataRecord().then(aip());
    }

    /** All records; the certificates are not signed themselves. */
    List<DataGroup> records(Certificate issuer, Certificate icc) {
        Bytes issuerRecord = Bytes.concat(
                tlv(Tags.CA_KEY_INDEX, Bytes.of(profile.keys().caIndex())),
                tlv(Tags.ISSUER_CERTIFICATE, issuer.certificate()),
                unlessEmpty(Tags.ISSUER_KEY_REMAINDER, issuer.remainder()),
                tlv(Tags.ISSUER_KEY_EXPONENT, issuer.exponent()));
        Bytes iccRecord = Bytes.concat(
                tlv(Tags.ICC_CERTIFICATE, icc.certificate()),
                tlv(Tags.ICC_KEY_EXPONENT, icc.exponent()),
                unlessEmpty(Tags.ICC_KEY_REMAINDER, icc.remainder()));
        return List.of(
                record(DATA_FILE, 1, dataRecord()),
                record(CERTIFICATE_FILE, 1, issuerRecord),
                record(CERTIFICATE_FILE, 2, iccRecord));
    }

    private static Bytes unlessEmpty(int tag, Bytes value) {
        return value.isEmpty() ? value : tlv(tag, value);
    }

    private static DataGroup record(int sfi, int number, Bytes content) {
        return clear(sfi << 8 | number, tlv(Tags.RECORD, content));
    }

    /** PIN try counter and limit. */
    DataGroup tries() {
        int tries = profile.pin().tries();
        return clear(DGI_TRIES, Bytes.of(tries, tries));
    }

    /** Try counter and limit of a phone's pattern. */
    DataGroup patternTries() {
        int tries = profile.pin().tries();
        return clear(DGI_PATTERN_TRIES, Bytes.of(tries, tries));
    }

    /** Card risk data, DGIs 3000 to 3003, in the project's own tags (the protocol, section 2). */
    List<DataGroup> risk() {
        boolean prepaid = risk.kind() == RiskProfile.Kind.PREPAID;
        boolean phone = profile.device() == Device.PHONE;
        Bytes general = Bytes.concat(
                tlv(Tags.APPLICATION_CURRENCY, currency.code()),
                tlv(Tags.RISK_PROFILE, Bytes.of(prepaid ? 1 : 2)),
                tlv(Tags.KEY_INDEX, Bytes.of(profile.issuing().derivationKeyIndex())),
                tlv(Tags.MAXIMUM_BALANCE, n12(risk.maximumBalance().orElse(0))),
                RiskChoices.currencies(risk));
        Bytes lowerAmount = risk.spending().lowerAmount().isPresent()
                ? tlv(Tags.LOWER_AMOUNT_LIMIT, n12(risk.spending().lowerAmount().getAsLong()))
                : Bytes.empty();
        Bytes first = Bytes.concat(
                tlv(Tags.LOWER_LIMIT, Bytes.of(risk.spending().lowerCount())),
                tlv(Tags.UPPER_LIMIT, Bytes.of(risk.spending().upperCount())),
                lowerAmount,
                tlv(Tags.UPPER_AMOUNT_LIMIT, n12(risk.spending().upperAmount())));
        Bytes second = Bytes.concat(
                tlv(Tags.SECOND_PAIR_MODE, Bytes.of(risk.lostOrStolen().mode() == Mode.ANY ? 1 : 2)),
                tlv(Tags.SECOND_COUNT_LIMIT, Bytes.of(risk.lostOrStolen().count())),
                tlv(Tags.SECOND_AMOUNT_LIMIT, n12(risk.lostOrStolen().amount())),
                RiskChoices.alwaysAbove(risk));
        Bytes device = Bytes.concat(
                tlv(Tags.DEVICE_FLAGS, Bytes.of((phone ? 1 : 0) | (prepaid ? 2 : 0))),
                RiskChoices.terminals(risk),
                RiskChoices.userBounds(risk),
                phone ? RiskChoices.methods(risk) : Bytes.empty());
        return List.of(
                clear(DGI_RISK, general),
                clear(DGI_RISK + 1, first),
                clear(DGI_RISK + 2, second),
                clear(DGI_RISK + 3, device));
    }

    private Bytes n12(long minor) {
        return new Money(minor, currency).n12();
    }

    private static Bytes date(LocalDate date) {
        return Bytes.hex(YYMMDD.format(date));
    }

    private static Bytes ascii(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static Bytes tlv(int tag, Bytes value) {
        return Tlv.encode(tag, value);
    }

    private static DataGroup clear(int dgi, Bytes data) {
        return new DataGroup(dgi, data, false);
    }
}
