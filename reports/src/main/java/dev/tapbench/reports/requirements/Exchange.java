package dev.tapbench.reports.requirements;

import dev.tapbench.emv.CounterReport;
import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.Currency;
import dev.tapbench.emv.Iad;
import dev.tapbench.emv.LoadReceipt;
import dev.tapbench.emv.Money;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.ProductException;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.trace.ApduExchanged;
import java.util.Optional;
import java.util.Set;

/**
 * A command and its response, read for what predicates ask. What cannot be read is absent: a faulty card must not make a
 * predicate throw.
 *
 * @param index place in the trace
 */
record Exchange(int index, ApduExchanged apdu) {
    static final int GENERATE_AC = 0xAE;
    static final int VERIFY = 0x20;
    static final int INTERNAL_AUTHENTICATE = 0x88;
    static final int EXTERNAL_AUTHENTICATE = 0x82;
    static final int READ_RECORD = 0xB2;
    static final int PUT_DATA = 0xDA;
    static final int UPDATE_RECORD = 0xDC;
    static final int PIN_CHANGE = 0x24;
    static final int APPLICATION_BLOCK = 0x1E;
    static final int APPLICATION_UNBLOCK = 0x18;
    static final int CARD_BLOCK = 0x16;
    static final int GET_CHALLENGE = 0x84;
    static final int STORE_DATA = 0xE2;
    static final int INITIALIZE_UPDATE = 0x50;
    static final int SELECT = 0xA4;
    static final int GET_DATA = 0xCA;
    static final int GET_PROCESSING_OPTIONS = 0xA8;
    static final int GET_RESPONSE = 0xC0;
    /** The instructions of a payment card's commands. */
    static final Set<Integer> ALL = Set.of(
            GENERATE_AC,
            VERIFY,
            INTERNAL_AUTHENTICATE,
            EXTERNAL_AUTHENTICATE,
            READ_RECORD,
            PUT_DATA,
            UPDATE_RECORD,
            PIN_CHANGE,
            APPLICATION_BLOCK,
            APPLICATION_UNBLOCK,
            CARD_BLOCK,
            GET_CHALLENGE,
            STORE_DATA,
            INITIALIZE_UPDATE,
            SELECT,
            GET_DATA,
            GET_PROCESSING_OPTIONS,
            GET_RESPONSE);

    private static final int CDOL1_LENGTH = 30;
    private static final int CDOL2_LENGTH = 39;
    private static final int TYPE_AT = 24;
    private static final int UN_AT = 25;
    private static final int CURRENCY_AT = 19;
    private static final int ISSUER_AUTHENTICATION_AT = 31;
    private static final int LOAD = 0x28;
    private static final int SCP02_COUNTER_AT = 12;
    private static final int SCP03_COUNTER_AT = 29;
    // With the status word.
    private static final int SCP02_ANSWER = 30;
    private static final int SCP03_ANSWER = 34;

    private int header(int index) {
        return apdu.command().length() > index ? apdu.command().at(index) : -1;
    }

    int cla() {
        return header(0);
    }

    int ins() {
        return header(1);
    }

    int p1() {
        return header(2);
    }

    int p2() {
        return header(3);
    }

    /** P1 and P2 as one number: the tag of GET DATA and PUT DATA. */
    int p1p2() {
        return p1() << 8 | p2();
    }

    Bytes data() {
        Bytes command = apdu.command();
        int end = command.length() > 5 ? Math.min(command.length(), 5 + command.at(4)) : 0;
        return end == 0 ? Bytes.empty() : command.slice(5, end);
    }

    int statusWord() {
        int length = apdu.response().length();
        return length < 2 ? 0 : (int) apdu.response().from(length - 2).toNumber();
    }

    boolean ok() {
        return statusWord() == 0x9000;
    }

    /** Whether it is a command under the secure messaging of issuer scripts (EMV Book 2, 9). */
    boolean script() {
        return (cla() & 0x0C) == 0x0C;
    }

    boolean sameCard(Exchange other) {
        return apdu.card().equals(other.apdu.card());
    }

    /** Whether both happened in one activation. */
    boolean sameTap(Exchange other) {
        return apdu.tap() == other.apdu.tap() && apdu.reader().equals(other.apdu.reader());
    }

    boolean contactless() {
        return apdu.medium() == Medium.CONTACTLESS;
    }

    /** The value of a data object anywhere in the response. */
    Optional<Bytes> tag(int tag) {
        int length = apdu.response().length();
        return length < 2 ? Optional.empty() : find(apdu.response().slice(0, length - 2), tag);
    }

    /** The value of a data object anywhere in BER-TLV data. */
    static Optional<Bytes> find(Bytes data, int tag) {
        try {
            return Tlv.find(Tlv.parseAll(data), tag).map(Tlv::value);
        } catch (ProductException unreadable) {
            return Optional.empty();
        }
    }

    private boolean generateAc(int length, boolean load) {
        return ins() == GENERATE_AC && data().length() == length && (data().at(TYPE_AT) == LOAD) == load;
    }

    /** Second GENERATE AC of anything, with what the issuer said or without. */
    boolean second() {
        return ins() == GENERATE_AC && data().length() >= CDOL2_LENGTH;
    }

    /** First GENERATE AC of anything. */
    boolean first() {
        return ins() == GENERATE_AC && data().length() == CDOL1_LENGTH;
    }

    /** First GENERATE AC of a load. */
    boolean firstOfLoad() {
        return generateAc(CDOL1_LENGTH, true);
    }

    /** Second GENERATE AC of a load. */
    boolean secondOfLoad() {
        return generateAc(CDOL2_LENGTH, true);
    }

    /** Second GENERATE AC of anything but a load. */
    boolean secondOfPurchase() {
        return generateAc(CDOL2_LENGTH, false);
    }

    /** First GENERATE AC of anything but a load. */
    boolean payment() {
        return generateAc(CDOL1_LENGTH, false);
    }

    /** Amount, authorised, of a GENERATE AC in minor units; -1 where it is not decimal. */
    long amount() {
        try {
            return Money.ofN12(data().slice(0, 6), Currency.EUR).minor();
        } catch (RuntimeException notDecimal) {
            return -1;
        }
    }

    /** Currency of a GENERATE AC, two bytes. */
    Bytes currency() {
        return data().slice(CURRENCY_AT, CURRENCY_AT + 2);
    }

    int type() {
        return data().at(TYPE_AT);
    }

    /** Terminal type (9F35) of a first GENERATE AC, two digits; -1 where it is not decimal. */
    int terminalType() {
        int packed = data().at(CDOL1_LENGTH - 1);
        int tens = packed >> 4;
        int ones = packed & 0x0F;
        return tens > 9 || ones > 9 ? -1 : tens * 10 + ones;
    }

    Bytes unpredictableNumber() {
        return data().slice(UN_AT, UN_AT + 4);
    }

    /** Issuer authentication data (91) that a second GENERATE AC hands over. */
    Bytes issuerAuthentication() {
        return data().from(ISSUER_AUTHENTICATION_AT);
    }

    /** Whether this is a command of an issuer's script: its class says that its header is under a MAC (EMV Book 2, 9.1). */
    boolean ofIssuer() {
        return header(0) == 0x0C || header(0) == 0x8C;
    }

    /** The sequence counter in the answer to INITIALIZE UPDATE (GlobalPlatform Card 2.3.1, E.5.1.6; Amendment D, 7.1.1.6). */
    Optional<Bytes> sequenceCounter() {
        Bytes answer = apdu.response();
        return switch (answer.length()) {
            case SCP02_ANSWER -> Optional.of(answer.slice(SCP02_COUNTER_AT, SCP02_COUNTER_AT + 2));
            case SCP03_ANSWER -> Optional.of(answer.slice(SCP03_COUNTER_AT, SCP03_COUNTER_AT + 3));
            default -> Optional.empty();
        };
    }

    /** Whether a GENERATE AC asks for a TC (EMV Book 3, 6.5.5.2). */
    boolean asksForCertificate() {
        return ins() == GENERATE_AC && (p1() & 0xC0) == 0x40;
    }

    /** What kind of cryptogram the card gave, if it gave one. */
    Optional<CryptogramType> cryptogram() {
        if (!ok()) {
            return Optional.empty();
        }
        return tag(Tags.CID).filter(c -> c.length() == 1).flatMap(c -> {
            try {
                return Optional.of(CryptogramType.ofCid(c.at(0)));
            } catch (RuntimeException reserved) {
                return Optional.empty();
            }
        });
    }

    boolean gave(CryptogramType type) {
        return cryptogram().filter(t -> t == type).isPresent();
    }

    /** Whether value moved or may move: a certificate, or a request to the issuer. */
    boolean paid() {
        return gave(CryptogramType.TC) || gave(CryptogramType.ARQC);
    }

    Optional<Iad> iad() {
        return tag(Tags.IAD).flatMap(value -> {
            try {
                return Optional.of(Iad.parse(value));
            } catch (ProductException unreadable) {
                return Optional.empty();
            }
        });
    }

    /** Whether an AAC asks for a cardholder verification: POS cardholder interaction information, byte 1 b5. */
    boolean asksForCvm() {
        return ins() == GENERATE_AC
                && tag(Tags.CARDHOLDER_INTERACTION)
                        .filter(v -> v.length() == 3 && (v.at(0) & 0x10) != 0)
                        .isPresent();
    }

    private boolean reads(int tag) {
        return ins() == GET_DATA && p1p2() == tag && ok();
    }

    /** The phone's processor asks its applet what the tap that just ended wants of the holder (DF4B over the wire). */
    boolean asksWhatIsWanted() {
        return apdu.medium() == Medium.WIRED && reads(Tags.CARDHOLDER_INTERACTION);
    }

    Optional<LoadReceipt> receipt() {
        return reads(Tags.LOAD_RECEIPT) ? tag(Tags.LOAD_RECEIPT).flatMap(Exchange::receipt) : Optional.empty();
    }

    static Optional<LoadReceipt> receipt(Bytes value) {
        try {
            return Optional.of(LoadReceipt.parse(value));
        } catch (ProductException unreadable) {
            return Optional.empty();
        }
    }

    Optional<CounterReport> counters() {
        if (!reads(Tags.COUNTERS)) {
            return Optional.empty();
        }
        return tag(Tags.COUNTERS).flatMap(value -> {
            try {
                return Optional.of(CounterReport.parse(value));
            } catch (ProductException unreadable) {
                return Optional.empty();
            }
        });
    }

    /** Funds read with GET DATA 9F50, in minor units. */
    Optional<Long> funds() {
        if (!reads(Tags.FUNDS)) {
            return Optional.empty();
        }
        return tag(Tags.FUNDS).filter(v -> v.length() == 6).flatMap(value -> {
            try {
                return Optional.of(Money.ofN12(value, Currency.EUR).minor());
            } catch (RuntimeException notDecimal) {
                return Optional.empty();
            }
        });
    }
}
