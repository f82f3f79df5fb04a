package dev.tapbench.emv.calc;

import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.Pin;
import dev.tapbench.emv.crypto.BadSignatureException;
import dev.tapbench.emv.crypto.CaKey;
import dev.tapbench.emv.crypto.CertificateBody;
import dev.tapbench.emv.crypto.CertificateBody.Kind;
import dev.tapbench.emv.crypto.PinBlocks;
import dev.tapbench.emv.crypto.Rsa;
import dev.tapbench.emv.crypto.SignedCryptogram;
import dev.tapbench.emv.crypto.SignedDynamicData;
import dev.tapbench.emv.crypto.SignedStaticData;
import dev.tapbench.ports.Bytes;
import java.security.interfaces.RSAPublicKey;
import java.util.List;

/** Certificates, signatures and enciphered PINs: what a terminal opens and makes with public keys. */
final class CertificateOperations {
    private static final Key SDAD = Key.bytes("sdad_9F4B", "signed dynamic application data, as long as the key");

    private CertificateOperations() {}

    static List<Operation> all() {
        return List.of(
                Operation.named(
                                "rsa.ca-key-checksum",
                                "Check sum of a certification authority's key.",
                                "EMV Book 2, 11.2.2")
                        .takes(
                                Key.bytes("rid", "registered application provider identifier", 5),
                                Key.bytes("index", "8F", 1),
                                Key.bytes("modulus", "of the key"),
                                Key.bytes("exponent", "03 or 010001", 1, 3))
                        .gives("sha1", "20 bytes")
                        .example("rid=A000000003", "index=99", "modulus=" + "C1".repeat(128), "exponent=03")
                        .computed((in, out) -> out.give(
                                "sha1",
                                new CaKey(in.bytes("rid"), in.bytes("index").at(0), key(in, "modulus", "exponent"))
                                        .checksum())),
                certificate(
                        Operation.named("rsa.issuer-certificate", "Opens an issuer certificate.", "EMV Book 2, 5.3"),
                        Kind.ISSUER,
                        "ca",
                        "certificate_90",
                        "remainder_92",
                        "exponent_9F32"),
                certificate(
                        Operation.named("rsa.icc-certificate", "Opens an ICC certificate.", "EMV Book 2, 6.4"),
                        Kind.ICC,
                        "issuer",
                        "certificate_9F46",
                        "remainder_9F48",
                        "exponent_9F47"),
                Operation.named("rsa.ssad-recover", "Opens signed static application data.", "EMV Book 2, 5.4")
                        .takes(
                                Key.bytes("issuer_modulus", "of the issuer's key"),
                                Key.bytes("issuer_exponent", "03 or 010001", 1, 3),
                                Key.bytes("ssad_93", "as long as the key"),
                                Key.bytes("static_data", "what it should cover").optional())
                        .gives("dac", "data authentication code, 2 bytes")
                        .gives("hash", "20 bytes")
                        .gives("ok", "whether it opened; with static_data, whether its hash holds")
                        .computed(opening((in, out) -> {
                            SignedStaticData signed = SignedStaticData.recover(
                                    key(in, "issuer_modulus", "issuer_exponent"), in.bytes("ssad_93"));
                            out.step("signed data", signed.covered())
                                    .give("dac", signed.authenticationCode())
                                    .give("hash", signed.hash())
                                    .give(
                                            "ok",
                                            in.optionalBytes("static_data")
                                                    .map(data -> signed.expectedHash(data)
                                                            .equals(signed.hash()))
                                                    .orElse(true));
                        })),
                Operation.named("rsa.dda-verify", "Checks a signature of INTERNAL AUTHENTICATE.", "EMV Book 2, 6.5.2")
                        .takes(iccKey())
                        .takes(
                                SDAD,
                                Key.context("ddol", "9F49"),
                                Key.bytes("terminal_dynamic_data", "the values of the DDOL, as sent"))
                        .gives("idn", "ICC dynamic number")
                        .gives("ldd", "length of the dynamic data")
                        .gives("hash", "20 bytes")
                        .gives("hash_ok", "whether it covers what was sent")
                        .computed(opening((in, out) -> dynamic(
                                SignedDynamicData.recover(iccKey(in), in.bytes("sdad_9F4B")),
                                in.bytes("terminal_dynamic_data"),
                                out))),
                Operation.named("rsa.cda-verify", "Opens a signature of GENERATE AC.", "EMV Book 2, 6.6.2")
                        .takes(iccKey())
                        .takes(SDAD, Key.bytes("unpredictable_number", "9F37", 4))
                        .gives("idn", "ICC dynamic number")
                        .gives("ldd", "length of the dynamic data")
                        .gives("cid", "cryptogram information data")
                        .gives("ac", "application cryptogram")
                        .gives("tdhc", "transaction data hash code")
                        .gives("hash", "20 bytes")
                        .gives("hash_ok", "whether it covers the unpredictable number")
                        .computed(opening((in, out) -> {
                            SignedCryptogram opened = SignedCryptogram.recover(iccKey(in), in.bytes("sdad_9F4B"));
                            dynamic(opened.signed(), in.bytes("unpredictable_number"), out);
                            out.give("cid", Bytes.of(opened.cid()))
                                    .give("ac", opened.cryptogram())
                                    .give("tdhc", opened.transactionHash());
                        })),
                Operation.named("rsa.pin-encipher", "Enciphers a PIN for VERIFY.", "EMV Book 2, 7.2")
                        .takes(
                                Key.digits("pin", "4 to 12 digits", 4, 12),
                                Key.bytes("icc_unpredictable_number", "the card's challenge", 8),
                                Key.bytes("random_padding", "as long as the key without 17 bytes"),
                                Key.bytes("modulus", "of the card's key"),
                                Key.bytes("exponent", "03 or 010001", 1, 3),
                                Key.context("private_exponent", "of the card, which opens it"))
                        .gives("plain_block", "what is enciphered")
                        .gives("verify_data", "as long as the key")
                        .gives("verify_apdu_header", "VERIFY up to its length")
                        .example(
                                "pin=1234",
                                "icc_unpredictable_number=0102030405060708",
                                "random_padding=" + "5A".repeat(111),
                                "modulus=" + "C1".repeat(128),
                                "exponent=03")
                        .computed(CertificateOperations::encipheredPin));
    }

    /** A computation that opens a signature: one that does not open is refused. */
    interface Opening {
        void compute(Inputs in, Answer out) throws BadSignatureException;
    }

    static Operation.Computation opening(Opening opening) {
        return (in, out) -> {
            try {
                opening.compute(in, out);
            } catch (BadSignatureException e) {
                throw new EmvDataException(String.valueOf(e.getMessage()), e);
            }
        };
    }

    static RSAPublicKey key(Inputs in, String modulus, String exponent) {
        return Rsa.publicKey(in.bytes(modulus), in.bytes(exponent));
    }

    private static Key[] iccKey() {
        return new Key[] {Key.bytes("icc_modulus", "of the card's key"), Key.bytes("icc_exponent", "03 or 010001", 1, 3)
        };
    }

    private static RSAPublicKey iccKey(Inputs in) {
        return key(in, "icc_modulus", "icc_exponent");
    }

    private static Operation certificate(
            Operation.Draft draft, Kind kind, String signer, String certificate, String remainder, String exponent) {
        return draft.takes(
                        Key.bytes(signer + "_modulus", "of the signer's key"),
                        Key.bytes(signer + "_exponent", "03 or 010001", 1, 3),
                        Key.bytes(certificate, "as long as the signer's key"),
                        Key.bytes(remainder, "the digits that did not fit, may be none")
                                .optional(),
                        Key.bytes(exponent, "of the certified key: 03 or 010001", 1, 3),
                        Key.bytes("static_data", "of an ICC certificate what its hash covers besides")
                                .optional())
                .gives(kind == Kind.ISSUER ? "id" : "pan", "padded with F")
                .gives("expiry", "MMYY")
                .gives("serial", "3 bytes")
                .gives("hash_alg", "01: SHA-1")
                .gives("pk_alg", "01: RSA")
                .gives("modulus_len", "length of the certified modulus")
                .gives("exp_len", "length of the certified exponent")
                .gives("modulus", "the certified modulus")
                .gives("hash", "20 bytes")
                .gives("hash_ok", "whether it holds, where all that it covers was given")
                .computed(opening((in, out) -> {
                    CertificateBody body = CertificateBody.recover(
                            kind, key(in, signer + "_modulus", signer + "_exponent"), in.bytes(certificate));
                    Bytes rest = in.optionalBytes(remainder).orElse(Bytes.empty());
                    out.step("signed data", body.covered())
                            .give(kind == Kind.ISSUER ? "id" : "pan", body.paddedIdentifier(), body.identifier())
                            .give("expiry", body.expiry(), String.valueOf(body.expires()))
                            .give("serial", body.serial())
                            .give("hash_alg", Bytes.of(body.hashAlgorithm()))
                            .give("pk_alg", Bytes.of(body.keyAlgorithm()))
                            .give("modulus_len", body.keyLength())
                            .give("exp_len", body.exponentLength())
                            .give("modulus", body.modulus(rest))
                            .give("hash", body.hash());
                    if (kind == Kind.ISSUER || in.has("static_data")) {
                        Bytes data = in.optionalBytes("static_data").orElse(Bytes.empty());
                        out.give(
                                "hash_ok",
                                body.expectedHash(rest, in.bytes(exponent), data)
                                        .equals(body.hash()));
                    }
                }));
    }

    private static void dynamic(SignedDynamicData signed, Bytes terminalData, Answer out) {
        Bytes expected = signed.expectedHash(terminalData);
        out.step("signed data", signed.covered())
                .step("expected hash", expected)
                .give("idn", signed.dynamicNumber())
                .give("ldd", signed.dynamicData().length())
                .give("hash", signed.hash())
                .give("hash_ok", expected.equals(signed.hash()));
    }

    private static void encipheredPin(Inputs in, Answer out) {
        RSAPublicKey key = key(in, "modulus", "exponent");
        Pin pin = Pin.of(in.text("pin"));
        Bytes challenge = in.bytes("icc_unpredictable_number");
        Bytes padding = in.bytes("random_padding");
        int wanted = Rsa.length(key) - 17;
        if (padding.length() != wanted) {
            throw InputProblem.value("random_padding", padding, wanted + " bytes, as the key asks for");
        }
        Bytes data = PinBlocks.enciphered(key, pin, challenge, count -> padding);
        out.give("plain_block", PinBlocks.plain(Rsa.length(key), pin, challenge, count -> padding))
                .give("verify_data", data)
                .give("verify_apdu_header", Bytes.of(0x00, 0x20, 0x00, 0x88, data.length()));
    }
}
