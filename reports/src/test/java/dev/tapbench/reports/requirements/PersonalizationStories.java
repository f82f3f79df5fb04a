package dev.tapbench.reports.requirements;

import static dev.tapbench.reports.requirements.Events.apdu;
import static dev.tapbench.reports.requirements.Events.cdol1;
import static dev.tapbench.reports.requirements.Events.closed;
import static dev.tapbench.reports.requirements.Events.cryptogram;
import static dev.tapbench.reports.requirements.Events.decided;
import static dev.tapbench.reports.requirements.Events.generateAc;
import static dev.tapbench.reports.requirements.Events.iad;
import static dev.tapbench.reports.requirements.Events.message;
import static dev.tapbench.reports.requirements.Events.opened;
import static dev.tapbench.reports.requirements.Events.prompt;

import dev.tapbench.emv.CryptogramType;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.HsmCalled;
import dev.tapbench.ports.trace.MessageType;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Prompt;
import dev.tapbench.ports.trace.TraceEvent;

/** A personalization in the market, as sound parties tell it; for brevity of one application, in two blocks of data. */
final class PersonalizationStories {
    static final String ENCODER = "encoder";
    static final String INITIALIZE = "8050000008A1A2A3A4A5A6A7A800";
    static final String KEYDATA = "0000541333000000000101020001B1B2B3B4B5B6C1C2C3C4C5C6C7C89000";
    static final String STORE_1 = "84E2000010" + "00".repeat(16);
    static final String STORE_2 = "84E2800110" + "11".repeat(16);

    private PersonalizationStories() {}

    static Story honest() {
        return honest("S1");
    }

    static Story honest(String session) {
        String proof = generateAc(0x00, cdol1(0, 0));
        return new Story()
                .then("asked", message(Party.CARDHOLDER, Party.RPD, MessageType.DEVICE_REQUEST, session))
                .then(
                        "request",
                        message(Party.RPD, Party.SERVICE_PROVIDER, MessageType.PERSONALIZATION_REQUEST, session))
                .then(
                        "request 2",
                        message(Party.SERVICE_PROVIDER, Party.TSP, MessageType.PERSONALIZATION_REQUEST, session))
                .then("data request", message(Party.TSP, Party.ISSUER, MessageType.DATA_REQUEST, session))
                .then("enciphered", hsm("issuer", "encrypt", "issuer/tk-motaps", ""))
                .then(
                        "order",
                        message(
                                Party.ISSUER,
                                Party.MOTAPS,
                                MessageType.PREPARATION_ORDER,
                                session,
                                "account",
                                "account-0001"))
                .then("card keys", hsm("MOTAPS", "derive", "motaps/imk-ac/session", "from motaps/imk-ac, AC"))
                .then("certificate", hsm("MOTAPS", "RSA private", "motaps/issuer-rsa", "160 bytes"))
                .then(
                        "approval",
                        message(Party.ISSUER, Party.TSP, MessageType.DATA_APPROVAL, session, "account", "account-0001"))
                .then("data asked", message(Party.TSP, Party.MOTAPS, MessageType.PREPARED_DATA_REQUEST, session))
                .then("prepared", prepared(session))
                .then("probe", commands(Party.TSP, Party.SERVICE_PROVIDER, session, "probe", INITIALIZE))
                .then("probe 2", commands(Party.SERVICE_PROVIDER, Party.RPD, session, "probe", INITIALIZE))
                .then("tap", opened(1, ENCODER))
                .then("keydata", apdu(1, ENCODER, INITIALIZE, KEYDATA))
                .then("responses", responses(Party.RPD, Party.SERVICE_PROVIDER, session, KEYDATA))
                .then("responses 2", responses(Party.SERVICE_PROVIDER, Party.TSP, session, KEYDATA))
                .then("derived", hsm("tsp", "derive", "tsp/session/enc", "from tsp/kmc-54133300, check value 112233"))
                .then("translated", hsm("tsp", "translate", "tsp/session/dek", "from tsp/tk-motaps, 16 bytes"))
                .then("card valid", decided(Party.TSP, Decision.CARD_CRYPTOGRAM_VALID, true))
                .then(
                        "load",
                        commands(Party.TSP, Party.SERVICE_PROVIDER, session, "personalize", STORE_1 + " " + STORE_2))
                .then(
                        "load 2",
                        commands(Party.SERVICE_PROVIDER, Party.RPD, session, "personalize", STORE_1 + " " + STORE_2))
                .then("store 1", apdu(1, ENCODER, STORE_1, "9000"))
                .then("store 2", apdu(1, ENCODER, STORE_2, "9000"))
                .then("end", closed(1, ENCODER))
                .then("ask proof", commands(Party.TSP, Party.SERVICE_PROVIDER, session, "confirm", proof))
                .then("ask proof 2", commands(Party.SERVICE_PROVIDER, Party.RPD, session, "confirm", proof))
                .then(
                        "proof",
                        apdu(2, ENCODER, proof, cryptogram(CryptogramType.AAC, 1, false, iad(0, 0), Bytes.empty())))
                .then(
                        "confirm",
                        message(Party.TSP, Party.ISSUER, MessageType.CONFIRMATION_REQUEST, session, "un", "A1B2C3D4"))
                .then("confirmed", decided(Party.ISSUER, Decision.CONFIRMATION_VALID, true))
                .then("issuer told", message(Party.TSP, Party.ISSUER, MessageType.PERSONALIZED, session))
                .then("issued", decided(Party.ISSUER, Decision.ACCOUNT_ISSUED, true))
                .then("motaps told", message(Party.TSP, Party.MOTAPS, MessageType.PERSONALIZED, session))
                .then("provider told", message(Party.TSP, Party.SERVICE_PROVIDER, MessageType.PERSONALIZED, session))
                .then("device told", message(Party.SERVICE_PROVIDER, Party.RPD, MessageType.PERSONALIZED, session))
                .then("dispensed", decided(Party.RPD, Decision.DEVICE_DISPENSED, true))
                .then("ready", prompt(Party.RPD, Prompt.DEVICE_READY));
    }

    static HsmCalled hsm(String owner, String operation, String key, String detail) {
        return new HsmCalled(owner, "embedded:", operation, key, detail);
    }

    static TraceEvent prepared(String session) {
        return message(
                Party.MOTAPS,
                Party.TSP,
                MessageType.PREPARED_DATA,
                session,
                "groups",
                "9102 9104 0101 3000 9010 9000 8000 8010");
    }

    static TraceEvent commands(Party from, Party to, String session, String purpose, String commands) {
        return message(from, to, MessageType.DEVICE_COMMANDS, session, "purpose", purpose, "commands", commands);
    }

    static TraceEvent responses(Party from, Party to, String session, String responses) {
        return message(from, to, MessageType.DEVICE_RESPONSES, session, "responses", responses);
    }

    /** Cut before the last data, and rejected. */
    static Story cut(String session) {
        return honest(session)
                .endingBefore("store 2")
                .then("cut", closed(1, ENCODER))
                .then("rejected", decided(Party.RPD, Decision.DEVICE_DISPENSED, false));
    }
}
