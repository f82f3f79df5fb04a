package dev.tapbench.parties.personalization;

import dev.tapbench.emv.Commands;
import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.Dol;
import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.parties.messages.ConfirmationRequest;
import dev.tapbench.parties.messages.DataGroup;
import dev.tapbench.parties.messages.PreparedApplication;
import dev.tapbench.ports.Bytes;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/**
 * The proof that a device is personalized (P-13): an AAC, which moves nothing and counts nowhere, over an unpredictable number
 * of the TSP. A status word is no proof.
 */
final class ClosingProof {
    /** Unattended, offline with online capability, run by a merchant (EMV Book 4, A1). */
    private static final Bytes TERMINAL_TYPE = Bytes.of(0x25);

    private static final DateTimeFormatter YYMMDD = DateTimeFormatter.ofPattern("yyMMdd");
    private static final int RECORDS_UP_TO = 0x1EFF;

    private final PreparedApplication application;
    private final Map<Integer, Bytes> values;

    /**
     * @param application as prepared: what the card holds by now
     * @param unpredictable 4 bytes
     */
    ClosingProof(PreparedApplication application, Bytes unpredictable, LocalDate today) {
        this.application = application;
        Bytes zeroAmount = Bytes.zeros(6);
        values = Map.of(
                Tags.AMOUNT_AUTHORISED, zeroAmount,
                Tags.AMOUNT_OTHER, zeroAmount,
                Tags.TERMINAL_COUNTRY, prepared(Tags.ISSUER_COUNTRY),
                Tags.TVR, Bytes.zeros(5),
                Tags.TRANSACTION_CURRENCY, prepared(Tags.APPLICATION_CURRENCY),
                Tags.TRANSACTION_DATE, Bytes.hex(YYMMDD.format(today)),
                Tags.TRANSACTION_TYPE, Bytes.of(0x00),
                Tags.UNPREDICTABLE_NUMBER, unpredictable,
                Tags.TERMINAL_TYPE, TERMINAL_TYPE);
    }

    private Bytes prepared(int tag) {
        for (DataGroup group : application.groups()) {
            // Records only: the DGI is file and record.
            if (!group.enciphered() && group.dgi() <= RECORDS_UP_TO) {
                var found = Tlv.parse(group.data()).find(tag);
                if (found.isPresent()) {
                    return found.get().value();
                }
            }
        }
        throw new EmvDataException("MOTAPS prepared no " + Tlv.hexTag(tag) + " for " + application.aid());
    }

    /** SELECT, GET PROCESSING OPTIONS, GENERATE AC. */
    List<Bytes> commands() {
        Bytes cdol1 = Dol.parse(prepared(Tags.CDOL1)).fill(values);
        return List.of(
                Commands.select(application.aid()).toBytes(),
                Commands.gpo(Bytes.empty()).toBytes(),
                Commands.generateAc(CryptogramType.AAC, false, cdol1).toBytes());
    }

    /**
     * What the issuer has to check.
     *
     * @param options response data of GET PROCESSING OPTIONS
     * @param cryptogram response data of GENERATE AC
     * @throws EmvDataException when the device answered something else than an AAC
     */
    ConfirmationRequest request(String session, int number, String account, Bytes options, Bytes cryptogram) {
        Tlv answer = Tlv.parse(cryptogram);
        int cid = answer.require(Tags.CID).value().at(0);
        if ((cid & 0xC0) != CryptogramType.AAC.code()) {
            throw new EmvDataException(
                    "the device answered a cryptogram of type " + Bytes.of(cid) + " where an AAC was asked for");
        }
        return new ConfirmationRequest(
                session,
                number,
                account,
                terminalData(),
                Tlv.parse(options).require(Tags.AIP).value(),
                answer.require(Tags.ATC).value(),
                answer.require(Tags.IAD).value(),
                answer.require(Tags.APPLICATION_CRYPTOGRAM).value());
    }

    private Bytes terminalData() {
        Bytes all = Bytes.empty();
        for (int tag : new int[] {
            Tags.AMOUNT_AUTHORISED,
            Tags.AMOUNT_OTHER,
            Tags.TERMINAL_COUNTRY,
            Tags.TVR,
            Tags.TRANSACTION_CURRENCY,
            Tags.TRANSACTION_DATE,
            Tags.TRANSACTION_TYPE,
            Tags.UNPREDICTABLE_NUMBER
        }) {
            all = all.then(java.util.Objects.requireNonNull(values.get(tag)));
        }
        return all;
    }
}
