package dev.tapbench.emv.calc;

import dev.tapbench.emv.Afl;
import dev.tapbench.emv.Aip;
import dev.tapbench.emv.ApplicationRecords;
import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.ResponseApdu;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.emv.crypto.BadSignatureException;
import dev.tapbench.emv.crypto.Cda;
import dev.tapbench.emv.crypto.CertificateBody;
import dev.tapbench.emv.crypto.CertificateBody.Kind;
import dev.tapbench.emv.crypto.Rsa;
import dev.tapbench.emv.crypto.SignedCryptogram;
import dev.tapbench.emv.crypto.SignedStaticData;
import dev.tapbench.ports.Bytes;
import java.security.interfaces.RSAPublicKey;
import java.util.List;

/**
 * Offline data authentication of a recorded card, from the certification authority's key to the signed cryptogram. It says what
 * each step finds and goes on, which a terminal does not; dates are not compared.
 */
final class OdaChainOperation {
    private OdaChainOperation() {}

    static List<Operation> all() {
        Operation.Draft draft = Operation.named(
                        "oda.chain", "Certificates and signatures of a recorded card.", "EMV Book 2, 5 and 6")
                .takes(
                        Key.context("rid", "whose key it is"),
                        Key.context("ca_index", "8F"),
                        Key.bytes("ca_modulus", "of the certification authority's key"),
                        Key.bytes("ca_exponent", "03 or 010001", 1, 3));
        for (String[] key : new String[][] {
            {"90", "certificate_90", "issuer certificate"},
            {"92", "remainder_92", "remainder of the issuer's key"},
            {"9F32", "exponent_9F32", "exponent of the issuer's key"},
            {"93", "ssad_93", "signed static application data"}
        }) {
            draft.takes(
                    Key.bytes(key[0], key[2]).optional(),
                    Key.bytes(key[1], "the same").optional());
        }
        for (String key :
                List.of("9F46", "9F47", "9F48", "94", "82", "generate_ac", "generate_ac_response", "pdol_data", "un")) {
            draft.takes(Key.bytes(key, "of the card or the transaction").optional());
        }
        return List.of(draft.takes(
                        Key.context("9F4A", "as in the records"),
                        Key.context("5A", "as in the records"),
                        Key.map("records", "responses of READ RECORD by file and record, such as 1.2")
                                .optional())
                .gives("issuer_hash_ok", "whether the issuer certificate holds")
                .gives("issuer_hash", "its hash")
                .gives("issuer_modulus_len", "its length")
                .gives("issuer_modulus", "the issuer's key")
                .gives("issuer_id", "padded with F")
                .gives("issuer_expiry", "MMYY")
                .gives("issuer_serial", "3 bytes")
                .gives("id", "issuer_id, where certificate_90 was given")
                .gives("expiry", "issuer_expiry, likewise")
                .gives("serial", "issuer_serial, likewise")
                .gives("modulus", "issuer_modulus, likewise")
                .gives("modulus_len", "issuer_modulus_len, likewise")
                .gives("dac", "sda_dac, likewise")
                .gives("ssad_hash", "sda_hash, likewise")
                .gives("static_data", "the static data to be authenticated")
                .gives("sda_ok", "whether 93 holds, where it is there")
                .gives("sda_dac", "data authentication code")
                .gives("sda_hash", "hash of 93")
                .gives("icc_hash_ok", "whether the ICC certificate holds, where it is there")
                .gives("icc_hash", "its hash")
                .gives("icc_modulus", "the card's key")
                .gives("icc_pan", "padded with F")
                .gives("icc_expiry", "MMYY")
                .gives("icc_serial", "3 bytes")
                .gives("cda_ok", "whether 9F4B of GENERATE AC holds, where it is there")
                .gives("cda_idn", "ICC dynamic number")
                .gives("cda_cid", "cryptogram information data")
                .gives("cda_ac", "application cryptogram")
                .gives("cda_tdhc", "transaction data hash code")
                .computed(CertificateOperations.opening(OdaChainOperation::compute)));
    }

    private static void compute(Inputs in, Answer out) throws BadSignatureException {
        RSAPublicKey issuer = issuer(in, out);
        Bytes staticData = in.has("records") ? staticData(in) : Bytes.empty();
        if (in.has("records")) {
            out.give("static_data", staticData);
        }
        if (in.has("93") || in.has("ssad_93")) {
            staticSignature(in, issuer, staticData, out);
        }
        if (in.has("9F46")) {
            RSAPublicKey card = card(in, issuer, staticData, out);
            if (in.has("generate_ac_response")) {
                cryptogram(in, card, out);
            }
        }
    }

    private static Bytes either(Inputs in, String name, String other) {
        return in.optionalBytes(name).orElseGet(() -> in.bytes(other));
    }

    private static RSAPublicKey issuer(Inputs in, Answer out) throws BadSignatureException {
        CertificateBody body = CertificateBody.recover(
                Kind.ISSUER,
                CertificateOperations.key(in, "ca_modulus", "ca_exponent"),
                either(in, "90", "certificate_90"));
        Bytes remainder = in.optionalBytes("92")
                .or(() -> in.optionalBytes("remainder_92"))
                .orElse(Bytes.empty());
        Bytes exponent = either(in, "9F32", "exponent_9F32");
        Bytes modulus = body.modulus(remainder);
        out.give(
                        "issuer_hash_ok",
                        body.expectedHash(remainder, exponent, Bytes.empty()).equals(body.hash()))
                .give("issuer_hash", body.hash());
        // A known answer without records names what it expects of the certificate as rsa.issuer-certificate does.
        boolean alone = in.has("certificate_90");
        out.give(alone ? "id" : "issuer_id", body.paddedIdentifier())
                .give(alone ? "expiry" : "issuer_expiry", body.expiry())
                .give(alone ? "serial" : "issuer_serial", body.serial())
                .give(alone ? "modulus" : "issuer_modulus", modulus)
                .give(alone ? "modulus_len" : "issuer_modulus_len", body.keyLength());
        return Rsa.publicKey(modulus, exponent);
    }

    private static Bytes staticData(Inputs in) {
        ApplicationRecords records = new ApplicationRecords();
        for (Afl.Entry entry : Afl.parse(in.bytes("94")).entries()) {
            for (int number = entry.first(); number <= entry.last(); number++) {
                String name = entry.sfi() + "." + number;
                Object record = in.map("records").get(name);
                boolean authenticates = number < entry.first() + entry.authenticated();
                if (record != null) {
                    records.add(entry.sfi(), number, Inputs.bytes("records." + name, record), authenticates);
                } else if (authenticates) {
                    throw InputProblem.missing("records." + name, "the record, which is authenticated");
                }
            }
        }
        return records.staticData(new Aip(in.bytes("82")));
    }

    private static void staticSignature(Inputs in, RSAPublicKey issuer, Bytes staticData, Answer out)
            throws BadSignatureException {
        SignedStaticData signed = SignedStaticData.recover(issuer, either(in, "93", "ssad_93"));
        boolean alone = in.has("ssad_93");
        out.give(alone ? "dac" : "sda_dac", signed.authenticationCode())
                .give(alone ? "ssad_hash" : "sda_hash", signed.hash());
        if (in.has("records")) {
            out.give("sda_ok", signed.expectedHash(staticData).equals(signed.hash()));
        }
    }

    private static RSAPublicKey card(Inputs in, RSAPublicKey issuer, Bytes staticData, Answer out)
            throws BadSignatureException {
        CertificateBody body = CertificateBody.recover(Kind.ICC, issuer, in.bytes("9F46"));
        Bytes remainder = in.optionalBytes("9F48").orElse(Bytes.empty());
        Bytes exponent = in.bytes("9F47");
        Bytes modulus = body.modulus(remainder);
        out.give(
                        "icc_hash_ok",
                        body.expectedHash(remainder, exponent, staticData).equals(body.hash()))
                .give("icc_hash", body.hash())
                .give("icc_modulus", modulus)
                .give("icc_pan", body.paddedIdentifier())
                .give("icc_expiry", body.expiry())
                .give("icc_serial", body.serial());
        return Rsa.publicKey(modulus, exponent);
    }

    private static void cryptogram(Inputs in, RSAPublicKey card, Answer out) throws BadSignatureException {
        Bytes sent = CommandInputs.command(
                        "generate_ac", in.bytes("generate_ac").toHex())
                .data();
        ResponseApdu answer = ResponseApdu.parse(in.bytes("generate_ac_response"));
        if (!answer.ok()) {
            throw new EmvDataException("GENERATE AC answered " + answer.sw() + ", expected 9000 (EMV Book 3, 6.5.5)");
        }
        Tlv response = Tlv.parse(answer.data());
        Cda.Result result = Cda.verify(
                card, in.bytes("un"), List.of(in.optionalBytes("pdol_data").orElse(Bytes.empty()), sent), response);
        SignedCryptogram opened =
                SignedCryptogram.recover(card, response.require(Tags.SDAD).value());
        out.give("cda_ok", result.valid())
                .give("cda_idn", opened.signed().dynamicNumber())
                .give("cda_cid", Bytes.of(opened.cid()))
                .give("cda_ac", opened.cryptogram())
                .give("cda_tdhc", opened.transactionHash());
        if (result instanceof Cda.Invalid invalid) {
            out.step("why not", invalid.reason());
        }
    }
}
