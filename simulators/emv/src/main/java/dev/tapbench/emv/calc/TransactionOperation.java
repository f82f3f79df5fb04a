package dev.tapbench.emv.calc;

import dev.tapbench.emv.CryptogramResponse;
import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.Pan;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.crypto.ApplicationCryptogram;
import dev.tapbench.emv.crypto.IccKeys;
import dev.tapbench.emv.crypto.Rsa;
import dev.tapbench.emv.crypto.SessionKey;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.KeyInfo;
import java.security.interfaces.RSAPublicKey;

/** Follows a whole transaction up to the first GENERATE AC: as terminal with the authority's key, as issuer with the master key. */
final class TransactionOperation {
    private static final String OPTION_A = "option A";
    private static final String OPTION_B = "option B";
    private static final String SESSION_KEY = "EMV common, R = ATC || 000000000000";
    private static final String INPUT = "first 29 bytes of CDOL1 data || AIP || ATC || IAD, ISO 9797-1 padding 2";

    private TransactionOperation() {}

    static Operation operation() {
        return Operation.named(
                        "transcript.transaction",
                        "Checks a transaction up to the first GENERATE AC: certificates, signature, cryptogram.",
                        "EMV Book 2, 5, 6 and 8; EMV Book 3, 10")
                .takes(
                        Key.list("apdus", "[command, response with status bytes] in order"),
                        Key.bytes("imk_ac", "issuer master key for cryptograms", 16),
                        Key.word("mk_derivation", "of the card's key, EMV Book 2, A1.4", OPTION_A, OPTION_B)
                                .optional(),
                        Key.word("session_key_derivation", "EMV Book 2, A1.3", SESSION_KEY)
                                .optional(),
                        Key.word("ac_input", "what the cryptogram covers", INPUT)
                                .optional(),
                        Key.bytes("rid", "registered application provider identifier", 5),
                        Key.bytes("ca_index", "certification authority public key index", 1),
                        Key.bytes("ca_modulus", "of the certification authority's key"),
                        Key.bytes("ca_exponent", "03 or 010001", 1, 3))
                .gives("aip", "application interchange profile")
                .gives("afl", "application file locator")
                .gives("pan", "digits")
                .gives("issuer_hash_ok", "whether the issuer certificate holds")
                .gives("issuer_modulus", "the issuer's key, where it does")
                .gives("icc_hash_ok", "whether the card's certificate holds")
                .gives("icc_modulus", "the card's key, where it does")
                .gives("sdad_hash_ok", "whether the signature holds, of DDA or CDA")
                .gives("icc_dynamic_number", "that the card signed")
                .gives("transaction_data_hash", "that the card signed, with CDA")
                .gives("unpredictable_number", "9F37 that the terminal sent")
                .gives("cid", "cryptogram information data")
                .gives("atc", "application transaction counter")
                .gives("iad", "issuer application data")
                .gives("session_key", "of the cryptogram")
                .gives("cryptogram_ok", "whether the card's cryptogram is the issuer's")
                .gives("cryptogram", "where both agree")
                .gives("cryptogram_of_card", "where they do not")
                .gives("cryptogram_of_issuer", "where they do not")
                .gives("tvr_at_end", "TVR sent, with what data authentication found")
                .gives("tsi_at_end", "TSI of the phases up to the command GENERATE AC")
                .computedInModule(TransactionOperation::compute);
    }

    private static void compute(Inputs in, ScratchKeys keys, Answer out) {
        RecordedTransaction transaction = RecordedTransaction.of(Transcript.of("apdus", in.list("apdus")));
        RSAPublicKey ca = Rsa.publicKey(in.bytes("ca_modulus"), in.bytes("ca_exponent"));
        transaction.requireAuthority(in.bytes("rid"), in.bytes("ca_index"));
        out.give("aip", transaction.aip().value())
                .give("afl", transaction.afl())
                .give("pan", transaction.pan().digits());
        out.step("PDOL data", transaction.pdolData())
                .step("CDOL1 data", transaction.cdolData())
                .step("static data to be authenticated", transaction.staticData());
        CardSignature signature = CardSignature.check(transaction, ca, out);
        CryptogramResponse response = transaction.cryptogram();
        out.give("unpredictable_number", transaction.sent(Tags.UNPREDICTABLE_NUMBER))
                .give(
                        "cid",
                        response.cid(),
                        CryptogramType.ofCid(response.cid().at(0)).name())
                .give("atc", response.atc())
                .give("iad", response.iad());
        Bytes ofCard = response.cryptogram()
                .or(signature::cryptogram)
                .orElseThrow(() -> new EmvDataException(
                        "the response to GENERATE AC has no 9F26, and its signature opens to no cryptogram"));
        asIssuer(in, transaction, ofCard, keys, out);
        out.give("tvr_at_end", signature.tvr(transaction.sent(Tags.TVR)))
                .give("tsi_at_end", transaction.status(signature.performed()));
    }

    private static void asIssuer(
            Inputs in, RecordedTransaction transaction, Bytes ofCard, ScratchKeys keys, Answer out) {
        Pan pan = transaction.pan();
        int atc = (int) transaction.cryptogram().atc().toNumber();
        IccKeys.Option option =
                in.optionalText("mk_derivation").orElse(OPTION_A).equals(OPTION_B)
                        ? IccKeys.Option.B
                        : IccKeys.Option.A;
        KeyInfo master = IccKeys.derive(
                keys.hsm(),
                keys.tdes("imk-ac", in.bytes("imk_ac")),
                pan,
                transaction.panSequenceNumber(),
                option,
                keys.label("mk-ac"));
        KeyInfo session = SessionKey.common(keys.hsm(), master.label(), atc, keys.label("sk-ac"));
        Bytes input = ApplicationCryptogram.input(
                transaction.sent(),
                transaction.aip().value(),
                atc,
                transaction.cryptogram().iad());
        Bytes ofIssuer = ApplicationCryptogram.compute(keys.hsm(), session.label(), input);
        out.step("ICC master key", keys.clear(master), "check value " + master.checkValue())
                .step("cryptogram input", input);
        out.step("check value of the session key", session.checkValue().value());
        out.give("session_key", keys.clear(session)).give("cryptogram_ok", ofCard.equals(ofIssuer));
        if (ofCard.equals(ofIssuer)) {
            out.give("cryptogram", ofCard);
        } else {
            out.give("cryptogram_of_card", ofCard).give("cryptogram_of_issuer", ofIssuer);
        }
    }
}
