package dev.tapbench.emv.calc;

import dev.tapbench.emv.Afl;
import dev.tapbench.emv.Aip;
import dev.tapbench.emv.ApplicationRecords;
import dev.tapbench.emv.Bcd;
import dev.tapbench.emv.CryptogramResponse;
import dev.tapbench.emv.CvmResults;
import dev.tapbench.emv.Dol;
import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.Pan;
import dev.tapbench.emv.ProcessingOptions;
import dev.tapbench.emv.TagDictionary;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.emv.crypto.Certificate;
import dev.tapbench.ports.Bytes;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A transaction that was recorded up to the first GENERATE AC, its parts found and checked to be there.
 *
 * @param aid name of the application, as its FCI says
 * @param pdolData values of GET PROCESSING OPTIONS
 * @param options what it answered
 * @param records as the AFL lists them
 * @param sent values of GENERATE AC, by tag
 * @param cdolData the same, encoded
 * @param response to GENERATE AC
 * @param internalAuthenticate of DDA
 */
record RecordedTransaction(
        Bytes aid,
        Bytes pdolData,
        ProcessingOptions options,
        ApplicationRecords records,
        Map<Integer, Bytes> sent,
        Bytes cdolData,
        Bytes response,
        Optional<Signed> internalAuthenticate) {
    private static final int DATA_AUTHENTICATION = 0x80;
    private static final int CARDHOLDER_VERIFICATION = 0x40;
    private static final int TERMINAL_RISK_MANAGEMENT = 0x08;

    /**
     * A signature and what it covers.
     *
     * @param data values of the DDOL
     * @param signature 9F4B
     */
    record Signed(Bytes data, Bytes signature) {}

    /**
     * Finds the parts.
     *
     * @throws EmvDataException when one is missing or broken
     */
    static RecordedTransaction of(Transcript recorded) {
        List<Transcript.Exchange> all = recorded.joined().exchanges();
        Transcript.Exchange options = first(all, "GET PROCESSING OPTIONS", e -> e.answered(0xA8));
        Transcript.Exchange selection = first(
                all.subList(0, all.indexOf(options)),
                "SELECT of an application",
                e -> e.selectsApplication() && e.response().ok());
        ProcessingOptions answer = ProcessingOptions.parse(options.response().data());
        ApplicationRecords records = records(all, Afl.parse(answer.afl()));
        Transcript.Exchange cryptogram = first(all, "GENERATE AC", e -> e.answered(0xAE));
        Bytes cdol1 = Optional.ofNullable(records.data().get(Tags.CDOL1)).orElseThrow(() -> lacks(Tags.CDOL1));
        return new RecordedTransaction(
                Tlv.parse(selection.response().data()).require(Tags.DF_NAME).value(),
                Tlv.parse(options.sent()).value(),
                answer,
                records,
                Dol.parse(cdol1).split(cryptogram.sent()),
                cryptogram.sent(),
                cryptogram.response().data(),
                all.stream()
                        .filter(e -> e.answered(0x88))
                        .findFirst()
                        .map(e -> new Signed(e.sent(), signature(e.response().data()))));
    }

    private static Transcript.Exchange first(
            List<Transcript.Exchange> all, String what, Predicate<Transcript.Exchange> wanted) {
        return all.stream()
                .filter(wanted)
                .findFirst()
                .orElseThrow(() -> new EmvDataException("the recording has no " + what + " that the card answered"));
    }

    private static ApplicationRecords records(List<Transcript.Exchange> all, Afl afl) {
        ApplicationRecords records = new ApplicationRecords();
        int from = all.indexOf(first(all, "GET PROCESSING OPTIONS", e -> e.answered(0xA8)));
        List<Transcript.Exchange> after = all.subList(from, all.size());
        for (Afl.Entry entry : afl.entries()) {
            for (int number = entry.first(); number <= entry.last(); number++) {
                int record = number;
                Transcript.Exchange read = first(
                        after,
                        "READ RECORD of record " + record + " of file " + entry.sfi(),
                        e -> e.answered(0xB2)
                                && e.command()
                                        .filter(c -> c.p1() == record && c.p2() >>> 3 == entry.sfi())
                                        .isPresent());
                records.add(
                        entry.sfi(), record, read.response().data(), record < entry.first() + entry.authenticated());
            }
        }
        return records;
    }

    /** Of template 80, which holds it alone, or 77 (EMV Book 3, 6.5.9.4). */
    private static Bytes signature(Bytes response) {
        Tlv template = Tlv.parse(response);
        return template.tag() == Tags.RESPONSE_TEMPLATE_1
                ? template.value()
                : template.require(Tags.SDAD).value();
    }

    private static EmvDataException lacks(int tag) {
        return new EmvDataException("the recording lacks " + Tlv.hexTag(tag) + " (" + TagDictionary.name(tag)
                + ") in the records or CDOL1");
    }

    Aip aip() {
        return options.aip();
    }

    Bytes afl() {
        return options.afl();
    }

    Pan pan() {
        return Pan.ofBcd(read(Tags.PAN));
    }

    /** 0 where the card has none (EMV Book 2, A1.4). */
    int panSequenceNumber() {
        return Optional.ofNullable(records.data().get(Tags.PAN_SEQUENCE_NUMBER))
                .map(value -> (int) Bcd.decode(value, "PAN sequence number"))
                .orElse(0);
    }

    /** A value of the records. */
    private Bytes read(int tag) {
        return Optional.ofNullable(records.data().get(tag)).orElseThrow(() -> lacks(tag));
    }

    /** A value that GENERATE AC brought. */
    Bytes sent(int tag) {
        return Optional.ofNullable(sent.get(tag)).orElseThrow(() -> lacks(tag));
    }

    Bytes staticData() {
        return records.staticData(aip());
    }

    /** Of the transaction; a certificate must not be expired on it. */
    LocalDate date() {
        Bytes value = sent(Tags.TRANSACTION_DATE);
        long digits = Bcd.decode(value, "transaction date");
        try {
            return LocalDate.of(2000 + (int) (digits / 10_000), (int) (digits / 100 % 100), (int) (digits % 100));
        } catch (DateTimeException e) {
            throw new EmvDataException("transaction date " + value + " is no date YYMMDD", e);
        }
    }

    /**
     * Refuses the key of an authority that the card does not name.
     *
     * @throws EmvDataException when RID or index are not the card's
     */
    void requireAuthority(Bytes rid, Bytes index) {
        if (!aid.toHex().startsWith(rid.toHex()) || !read(Tags.CA_KEY_INDEX).equals(index)) {
            throw new EmvDataException("the card is " + aid + " with authority key index " + read(Tags.CA_KEY_INDEX)
                    + ", the key given is of " + rid + ", index " + index + " (EMV Book 2, 5.2)");
        }
    }

    Certificate issuerCertificate() {
        return new Certificate(
                read(Tags.ISSUER_CERTIFICATE),
                records.data().getOrDefault(Tags.ISSUER_KEY_REMAINDER, Bytes.empty()),
                read(Tags.ISSUER_KEY_EXPONENT));
    }

    Certificate cardCertificate() {
        return new Certificate(
                read(Tags.ICC_CERTIFICATE),
                records.data().getOrDefault(Tags.ICC_KEY_REMAINDER, Bytes.empty()),
                read(Tags.ICC_KEY_EXPONENT));
    }

    CryptogramResponse cryptogram() {
        return CryptogramResponse.parse(response);
    }

    Tlv cryptogramTemplate() {
        return Tlv.parse(response);
    }

    /**
     * The transaction status information that these phases leave (EMV Book 3, C6): data authentication, cardholder verification
     * where 9F34 was sent and names a method, terminal risk management where the AIP asks for it.
     */
    Bytes status(boolean dataAuthenticated) {
        boolean verified = Optional.ofNullable(sent.get(Tags.CVM_RESULTS))
                .filter(value -> CvmResults.parse(value).performed())
                .isPresent();
        int first = (dataAuthenticated ? DATA_AUTHENTICATION : 0)
                | (verified ? CARDHOLDER_VERIFICATION : 0)
                | (aip().has(Aip.Bit.TERMINAL_RISK_MANAGEMENT) ? TERMINAL_RISK_MANAGEMENT : 0);
        return Bytes.of(first, 0);
    }
}
