package dev.tapbench.emv;

import static dev.tapbench.emv.DecodedNode.leaf;

import dev.tapbench.ports.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the values of tags mean, in words and parts. Never throws on a card's bytes: what is broken says so. */
final class ValueDecoder {
    private static final String COUNTERS_CLAUSE = "Tapbench protocol, 1";
    private static final String LOAD_CLAUSE = "Tapbench protocol, 3";

    private ValueDecoder() {}

    /** A value under its tag's name, with its parts; {@code bytes} is what the node covers: the value or the whole object. */
    static DecodedNode node(int tag, Bytes bytes, Bytes value, Optional<Currency> currency) {
        String title = TagDictionary.title(tag);
        TagDictionary.Entry entry = TagDictionary.find(tag);
        if (entry == null) {
            return DecodedNode.unknown(title, bytes, "");
        }
        try {
            TagDictionary.requireLength(tag, value);
            return DecodedNode.of(title, entry.clause(), bytes, meaning(entry, value, currency), parts(tag, value));
        } catch (EmvDataException e) {
            return new DecodedNode(title, entry.clause(), bytes, "broken: " + e.getMessage(), List.of(), false);
        }
    }

    /** The name in a SELECT. */
    static DecodedNode name(Bytes name) {
        return leaf("DF name (AID)", "EMV Book 1, 11.3.2", name, text(name));
    }

    private static String meaning(TagDictionary.Entry entry, Bytes value, Optional<Currency> currency) {
        return switch (entry.tag()) {
            case Tags.AMOUNT_AUTHORISED,
                    Tags.AMOUNT_OTHER,
                    Tags.FUNDS,
                    Tags.MAXIMUM_BALANCE,
                    Tags.LOWER_AMOUNT_LIMIT,
                    Tags.UPPER_AMOUNT_LIMIT,
                    Tags.SECOND_AMOUNT_LIMIT,
                    Tags.ALWAYS_ABOVE -> amount(value, currency);
            case Tags.TRANSACTION_CURRENCY, Tags.APPLICATION_CURRENCY ->
                Currency.ofCode(value).alpha();
            case Tags.PAN -> Pan.ofBcd(value).masked();
            case Tags.TRACK2 -> "PAN, expiry and service code";
            case Tags.TRANSACTION_DATE, Tags.EXPIRY_DATE, Tags.EFFECTIVE_DATE -> date(value);
            case Tags.TRANSACTION_TYPE -> transactionType(value);
            case Tags.CID ->
                CryptogramType.ofCid(Lengths.require(value, 1, "CID").at(0)).name();
            case Tags.ATC, Tags.LAST_ONLINE_ATC, Tags.PIN_TRY_COUNTER -> number(value);
            case Tags.RISK_PROFILE -> value.equals(Bytes.of(1)) ? "prepaid" : value.equals(Bytes.of(2)) ? "line" : "?";
            case Tags.SECOND_PAIR_MODE -> value.equals(Bytes.of(1)) ? "any" : value.equals(Bytes.of(2)) ? "all" : "?";
            case Tags.CARDHOLDER_INTERACTION ->
                (Lengths.require(value, 3, "DF4B").at(0) & 0x10) != 0
                        ? "a cardholder verification on the phone is required"
                        : "no cardholder verification is required";
            case Tags.SDAD -> "signature; opens with the card's key";
            default -> entry.format().contains("a") ? text(value) : "";
        };
    }

    private static List<DecodedNode> parts(int tag, Bytes value) {
        return switch (tag) {
            case Tags.IAD -> value.length() == Iad.LENGTH ? iad(value) : List.of();
            case Tags.ISSUER_AUTHENTICATION_DATA -> issuerAuthentication(value);
            case Tags.CDOL1, Tags.CDOL2, Tags.PDOL, Tags.DDOL, Tags.TDOL, Tags.LOG_FORMAT -> dol(Dol.parse(value));
            case Tags.AFL -> afl(value);
            case Tags.CVM_LIST -> cvmList(value);
            case Tags.PENDING_LOAD -> pendingLoad(value);
            case Tags.LOAD_RECEIPT -> receipt(value);
            case Tags.COUNTERS -> counters(value);
            case Tags.USER_BOUNDS -> userBounds(value);
            default -> bits(tag, value);
        };
    }

    private static String amount(Bytes value, Optional<Currency> currency) {
        if (value.equals(Bytes.hex("FFFFFFFFFFFF"))) {
            return "no limit";
        }
        long minor = Bcd.decode(value, "amount");
        return currency.map(c -> new Money(minor, c).toString()).orElse(minor + " minor units");
    }

    private static String amount(Bytes value, Bytes currencyCode) {
        return amount(value, Optional.of(Currency.ofCode(currencyCode)));
    }

    private static String number(Bytes value) {
        if (value.length() > 4) {
            throw new EmvDataException("a counter of " + value.length() + " bytes: expected 1 to 4");
        }
        return Long.toString(value.toNumber());
    }

    private static String date(Bytes value) {
        Bcd.decode(value, "date");
        String digits = Lengths.require(value, 3, "date").toHex();
        return "20" + digits.substring(0, 2) + "-" + digits.substring(2, 4) + "-" + digits.substring(4);
    }

    private static String transactionType(Bytes value) {
        return switch (value.toHex()) {
            case "00" -> "goods and services";
            case "01" -> "cash";
            case "09" -> "purchase with cashback";
            case "20" -> "refund";
            case "28" -> "load (Tapbench protocol, 3)";
            default -> "another type (ISO 8583:1987, field 3)";
        };
    }

    private static String text(Bytes value) {
        boolean printable = true;
        for (int i = 0; i < value.length(); i++) {
            printable &= value.at(i) >= 0x20 && value.at(i) < 0x7F;
        }
        return printable ? "'" + new String(value.toArray(), StandardCharsets.US_ASCII) + "'" : "";
    }

    /** The bytes of what is bit-coded; of a tag that kernels use differently, only in the length that has bits. */
    private static List<DecodedNode> bits(int tag, Bytes value) {
        return BitTable.of(tag)
                .filter(table -> table.length() == value.length())
                .map(table -> table.bytes(value))
                .orElse(List.of());
    }

    private static DecodedNode bits(String table, Bytes value, String meaning) {
        BitTable bits = BitTable.named(table);
        return DecodedNode.of(bits.title(), bits.clause(), value, meaning, bits.bytes(value));
    }

    private static List<DecodedNode> iad(Bytes value) {
        Iad iad = Iad.parse(value);
        String clause = TagDictionary.clause(Tags.IAD);
        return List.of(
                leaf("length indicator", clause, value.slice(0, 1), ""),
                leaf(
                        "Common Core identifier",
                        "EMV Book 3, C9.1",
                        value.slice(1, 2),
                        "format code A, cryptogram version " + (iad.cci() & 0x0F)),
                leaf("derivation key index", clause, value.slice(2, 3), Integer.toString(iad.dki())),
                bits("CVR", iad.cvr().value(), ""),
                leaf("load number", COUNTERS_CLAUSE, value.slice(8, 10), Integer.toString(iad.loadNumber())),
                leaf(
                        "ATC of the last accepted load",
                        COUNTERS_CLAUSE,
                        value.slice(10, 12),
                        Integer.toString(iad.lastLoadAtc())),
                leaf("funds", COUNTERS_CLAUSE, value.slice(12, 16), iad.funds() + " minor units"),
                leaf("length indicator", clause, value.slice(16, 17), ""),
                leaf("issuer-discretionary data", clause, value.from(17), ""));
    }

    private static List<DecodedNode> issuerAuthentication(Bytes value) {
        IssuerAuthenticationData data = IssuerAuthenticationData.parse(value);
        List<DecodedNode> nodes = new ArrayList<>();
        nodes.add(leaf("ARPC", TagDictionary.clause(Tags.ISSUER_AUTHENTICATION_DATA), data.arpc(), ""));
        nodes.add(bits("CSU", data.csu().value(), data.csu().approves() ? "approved" : "not approved"));
        if (!data.proprietary().isEmpty()) {
            nodes.add(leaf("proprietary authentication data", "EMV Book 2, 8.2.2", data.proprietary(), ""));
        }
        return nodes;
    }

    private static List<DecodedNode> dol(Dol dol) {
        List<DecodedNode> nodes = new ArrayList<>();
        for (Dol.Entry entry : dol.entries()) {
            Bytes bytes = Tlv.tagBytes(entry.tag()).then(Bytes.of(entry.length()));
            String meaning = TagDictionary.name(entry.tag()) + ", " + entry.length() + " bytes";
            nodes.add(
                    TagDictionary.known(entry.tag())
                            ? leaf("DOL entry", "EMV Book 3, 5.4", bytes, meaning)
                            : DecodedNode.unknown("DOL entry", bytes, meaning));
        }
        return nodes;
    }

    private static List<DecodedNode> afl(Bytes value) {
        List<DecodedNode> nodes = new ArrayList<>();
        int at = 0;
        for (Afl.Entry entry : Afl.parse(value).entries()) {
            nodes.add(leaf(
                    "AFL entry",
                    "EMV Book 3, 10.2",
                    value.slice(at, at + 4),
                    "SFI " + entry.sfi() + ", records " + entry.first() + " to " + entry.last() + ", "
                            + entry.authenticated() + " authenticated"));
            at += 4;
        }
        return nodes;
    }

    private static List<DecodedNode> cvmList(Bytes value) {
        CvmList list = CvmList.parse(value);
        List<DecodedNode> nodes = new ArrayList<>();
        nodes.add(leaf("amount X", "EMV Book 3, 10.5", value.slice(0, 4), list.amountX() + " minor units"));
        nodes.add(leaf("amount Y", "EMV Book 3, 10.5", value.slice(4, 8), list.amountY() + " minor units"));
        int at = 8;
        for (CvmList.Rule rule : list.rules()) {
            nodes.add(cvRule(rule, value.slice(at, at + 2)));
            at += 2;
        }
        return nodes;
    }

    private static DecodedNode cvRule(CvmList.Rule rule, Bytes bytes) {
        return bits("CVRULE", bytes, rule.continues() ? "else the next rule" : "else fail");
    }

    private static List<DecodedNode> pendingLoad(Bytes value) {
        PendingLoad load = PendingLoad.parse(value);
        Bytes code = value.slice(9, 11);
        boolean none = load.state() == PendingLoad.State.NONE;
        return List.of(
                leaf("state", LOAD_CLAUSE, value.slice(0, 1), load.state().name()),
                leaf("ATC", LOAD_CLAUSE, value.slice(1, 3), Integer.toString(load.atc())),
                leaf("amount", LOAD_CLAUSE, value.slice(3, 9), none ? "" : amount(value.slice(3, 9), code)),
                leaf(
                        "currency",
                        LOAD_CLAUSE,
                        code,
                        none ? "" : Currency.ofCode(code).alpha()),
                leaf("load number", LOAD_CLAUSE, value.slice(11, 13), Integer.toString(load.loadNumber())));
    }

    private static List<DecodedNode> receipt(Bytes value) {
        LoadReceipt receipt = LoadReceipt.parse(value);
        Bytes code = value.slice(22, 24);
        return List.of(
                leaf("mark", LOAD_CLAUSE, value.slice(0, 4), ""),
                leaf("version", LOAD_CLAUSE, value.slice(4, 5), Integer.toString(receipt.version())),
                leaf(
                        "status",
                        LOAD_CLAUSE,
                        value.slice(5, 6),
                        receipt.status().name().toLowerCase(Locale.ROOT)),
                leaf("ATC", LOAD_CLAUSE, value.slice(6, 8), Integer.toString(receipt.atc())),
                leaf("ARQC of tap 1", LOAD_CLAUSE, receipt.arqc(), ""),
                leaf("amount", LOAD_CLAUSE, value.slice(16, 22), amount(value.slice(16, 22), code)),
                leaf("currency", LOAD_CLAUSE, code, Currency.ofCode(code).alpha()),
                leaf("load number", LOAD_CLAUSE, value.slice(24, 26), Integer.toString(receipt.loadNumber())),
                leaf("funds after", LOAD_CLAUSE, value.slice(26, 32), amount(value.slice(26, 32), code)),
                leaf("MAC", LOAD_CLAUSE, receipt.mac(), ""));
    }

    private static List<DecodedNode> counters(Bytes value) {
        CounterReport report = CounterReport.parse(value);
        return List.of(
                counter("first count", value, 0, report.firstCount()),
                sum("first amount", value, 1),
                counter("lower count limit", value, 7, report.lowerCount()),
                counter("upper count limit", value, 8, report.upperCount()),
                sum("lower amount limit", value, 9),
                sum("upper amount limit", value, 15),
                counter("second count", value, 21, report.secondCount()),
                sum("second amount", value, 22),
                counter("second count limit", value, 28, report.secondCountLimit()),
                sum("second amount limit", value, 29));
    }

    private static List<DecodedNode> userBounds(Bytes value) {
        String clause = "Tapbench card risk data, 3003";
        boolean always = value.at(0) == 1;
        return List.of(
                leaf("always ask", clause, value.slice(0, 1), always ? "the user may" : "the user may not"),
                leaf("least amount", clause, value.slice(1, 7), amount(value.slice(1, 7), Optional.empty())),
                leaf("most of the amount", clause, value.slice(7, 13), amount(value.slice(7, 13), Optional.empty())),
                leaf("fewest payments", clause, value.slice(13, 14), number(value.slice(13, 14))),
                leaf("most payments", clause, value.slice(14, 15), number(value.slice(14, 15))));
    }

    private static DecodedNode counter(String name, Bytes value, int at, int count) {
        return leaf(name, COUNTERS_CLAUSE, value.slice(at, at + 1), Integer.toString(count));
    }

    private static DecodedNode sum(String name, Bytes value, int at) {
        Bytes bytes = value.slice(at, at + 6);
        return leaf(name, COUNTERS_CLAUSE, bytes, amount(bytes, Optional.empty()));
    }
}
