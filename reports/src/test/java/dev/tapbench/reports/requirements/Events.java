package dev.tapbench.reports.requirements;

import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.Currency;
import dev.tapbench.emv.Cvr;
import dev.tapbench.emv.Iad;
import dev.tapbench.emv.LoadReceipt;
import dev.tapbench.emv.Money;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.trace.ApduExchanged;
import dev.tapbench.ports.trace.Decided;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.LinkClosed;
import dev.tapbench.ports.trace.LinkOpened;
import dev.tapbench.ports.trace.MessagePassed;
import dev.tapbench.ports.trace.MessageType;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Prompt;
import dev.tapbench.ports.trace.Prompted;
import java.util.LinkedHashMap;
import java.util.Map;

/** Events as card, terminal and parties would record them, byte by byte as the protocol defines them. */
final class Events {
    static final Bytes OK = Bytes.hex("9000");

    private Events() {}

    static LinkOpened opened(int tap, String reader) {
        return new LinkOpened(tap, reader, medium(reader), "card-1");
    }

    static LinkClosed closed(int tap, String reader) {
        return new LinkClosed(tap, reader, medium(reader), "card-1");
    }

    static ApduExchanged apdu(int tap, String reader, String command, String response) {
        return new ApduExchanged(tap, reader, medium(reader), "card-1", Bytes.hex(command), Bytes.hex(response), 1_000);
    }

    private static Medium medium(String reader) {
        return reader.startsWith("wired") ? Medium.WIRED : Medium.CONTACTLESS;
    }

    static ApduExchanged select(int tap, String reader) {
        return apdu(tap, reader, "00A4040007F054415001101000", "6F009000");
    }

    /** CDOL1 values: amount, type, currency EUR, UN. */
    static Bytes cdol1(long minor, int type) {
        return cdol1(minor, type, Currency.EUR);
    }

    static Bytes cdol1(long minor, int type, Currency currency) {
        return common(minor, type, currency).then(Bytes.hex("22"));
    }

    private static Bytes common(long minor, int type, Currency currency) {
        return Bytes.concat(
                new Money(minor, currency).n12(),
                Bytes.zeros(6),
                Bytes.hex("0276"),
                Bytes.zeros(5),
                currency.code(),
                Bytes.hex("261122"),
                Bytes.of(type),
                Bytes.hex("A1B2C3D4"));
    }

    static Bytes cdol2(long minor, Bytes authentication) {
        return cdol2(minor, 0x28, authentication);
    }

    private static Bytes cdol2(long minor, int type, Bytes authentication) {
        return Bytes.concat(common(minor, type, Currency.EUR), Bytes.hex("3030"), authentication);
    }

    static Bytes secondOfPurchase(long minor, Bytes authentication) {
        return cdol2(minor, 0x00, authentication);
    }

    static String generateAc(int p1, Bytes data) {
        return Bytes.concat(Bytes.of(0x80, 0xAE, p1, 0x00, data.length()), data, Bytes.of(0))
                .toHex();
    }

    /** Template 77 with CID, ATC, signature of 128 bytes or cryptogram, IAD, and whatever else. */
    static String cryptogram(CryptogramType type, int atc, boolean signed, Iad iad, Bytes more) {
        Bytes proof = signed
                ? Tlv.encode(Tags.SDAD, Bytes.zeros(128))
                : Tlv.encode(Tags.APPLICATION_CRYPTOGRAM, Bytes.hex("1122334455667788"));
        return Tlv.encode(
                        Tags.RESPONSE_TEMPLATE_2,
                        Bytes.concat(
                                Tlv.encode(Tags.CID, Bytes.of(type.code())),
                                Tlv.encode(Tags.ATC, Bytes.number(atc, 2)),
                                proof,
                                Tlv.encode(Tags.IAD, iad.encode()),
                                more))
                .then(OK)
                .toHex();
    }

    static Iad iad(long funds, int loadNumber, Cvr.Bit... bits) {
        Cvr cvr = Cvr.CLEAR;
        for (Cvr.Bit bit : bits) {
            cvr = cvr.with(bit);
        }
        return Iad.of(1, cvr, loadNumber, 0, funds);
    }

    static LoadReceipt receipt(LoadReceipt.Status status, int atc, long amount, int loadNumber, long fundsAfter) {
        return new LoadReceipt(
                1,
                status,
                atc,
                Bytes.hex("1122334455667788"),
                amount,
                Currency.EUR.code(),
                loadNumber,
                fundsAfter,
                Bytes.hex("0102030405060708"));
    }

    static String read(int tag, Bytes value) {
        return Tlv.encode(tag, value).then(OK).toHex();
    }

    static MessagePassed message(Party from, Party to, MessageType type, String session, String... namesAndValues) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        boolean overNetwork = type == MessageType.AUTHORIZATION_REQUEST || type == MessageType.COMPLETION_ADVICE;
        return new MessagePassed(from, to, type, session, overNetwork ? "127.0.0.1:40001" : "", fields);
    }

    /** The message with one field of another value; empty takes it out. */
    static MessagePassed changed(MessagePassed message, String field, String value) {
        Map<String, String> fields = new LinkedHashMap<>(message.fields());
        if (value.isEmpty()) {
            fields.remove(field);
        } else {
            fields.put(field, value);
        }
        return new MessagePassed(
                message.from(), message.to(), message.type(), message.session(), message.destination(), fields);
    }

    static MessagePassed between(MessagePassed message, Party from, Party to) {
        return new MessagePassed(from, to, message.type(), message.session(), message.destination(), message.fields());
    }

    static Prompted prompt(Party by, Prompt prompt) {
        return new Prompted(by, prompt, "");
    }

    static Decided decided(Party by, Decision decision, boolean positive) {
        return new Decided(by, decision, positive, "");
    }
}
