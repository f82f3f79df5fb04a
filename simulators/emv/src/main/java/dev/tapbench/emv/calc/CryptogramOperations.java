package dev.tapbench.emv.calc;

import dev.tapbench.emv.crypto.ApplicationCryptogram;
import dev.tapbench.emv.crypto.Arpc;
import dev.tapbench.emv.crypto.SessionKey;
import dev.tapbench.emv.crypto.scheme.SchemeSessionKey;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.KeyAlgorithm;
import dev.tapbench.ports.hsm.KeyInfo;
import dev.tapbench.ports.hsm.KeyLabel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Application cryptograms and the cryptograms that answer them. */
final class CryptogramOperations {
    private static final Key ARQC = Key.bytes("arqc", "the cryptogram that is answered, 9F26", 8);
    private static final Key SESSION_KEY = Key.bytes("key", "session key of the cryptogram", 16);
    private static final Key CSU = Key.bytes("csu", "card status update", 4);
    private static final Key PROPRIETARY =
            Key.bytes("proprietary_auth_data", "0 to 8 bytes; covered, whatever the CSU says");

    private CryptogramOperations() {}

    static List<Operation> all() {
        return List.of(
                Operation.named("ac.generate", "Application cryptogram of triple DES.", "EMV Book 2, 8.1")
                        .takes(
                                Key.bytes("imk_ac", "issuer master key for cryptograms", 16),
                                CardKeyOperations.PAN,
                                CardKeyOperations.PSN,
                                Key.word("mk_option", "of the ICC master key", "A", "B")
                                        .optional(),
                                Key.word(
                                                "sk_method",
                                                "csk is EMV's; none: the ICC master key itself",
                                                "csk",
                                                "none",
                                                "mchip",
                                                "pboc")
                                        .optional(),
                                CardKeyOperations.ATC.optional(),
                                Key.bytes("r", "instead of atc: any diversification value", 8)
                                        .optional(),
                                Key.bytes("un", "unpredictable number, 9F37; of mchip", 4)
                                        .optional(),
                                Key.bytes("ac_input", "what the cryptogram covers")
                                        .optional(),
                                Key.list("fields", "instead of ac_input: [tag, value] of each, with 82 and 9F36")
                                        .optional(),
                                Key.bytes("iad_part", "of the IAD what the cryptogram covers")
                                        .optional(),
                                Key.word("padding", "80: method 2, EMV's; 00: method 1", "80", "00")
                                        .optional())
                        .gives("ac", "8 bytes")
                        .gives("mk_kcv2", "the first 2 bytes of the ICC master key's check value")
                        .gives("sk_kcv2", "the same of the key under which it was made")
                        .example(
                                "imk_ac=9E15204313F7318ACB79B90BD986AD29",
                                "pan=5413339000006165",
                                "psn=00",
                                "atc=3456",
                                "ac_input=0000000100000000000010000840000000108008409807040011111111580034560FA500A03800000000000000000000000F010000000000000000000000000000")
                        .computedInModule(CryptogramOperations::generate),
                Operation.named("aes.ac", "Application cryptogram and ARPC of AES.", "EMV Book 2, 8.1 and A1.2.2")
                        .takes(
                                Key.bytes("imk", "issuer master key, AES", 16, 24, 32),
                                CardKeyOperations.PAN,
                                CardKeyOperations.PSN,
                                CardKeyOperations.ATC,
                                Key.context("r", "the diversification value, which comes from atc"),
                                Key.bytes("ac_input", "what the cryptogram covers"),
                                CSU.optional(),
                                PROPRIETARY.optional())
                        .gives("icc_mk", "ICC master key")
                        .gives("sk_ac", "session key")
                        .gives("ac", "8 bytes")
                        .gives("arpc_m2", "4 bytes, where a CSU was given")
                        .example(
                                "imk=2B7E151628AED2A6ABF7158809CF4F3C",
                                "pan=5413339000006165",
                                "psn=00",
                                "atc=3456",
                                "ac_input=00000001000000000000100008400000")
                        .computedInModule(CryptogramOperations::aes),
                Operation.named("arpc.method1", "ARPC of 8 bytes.", "EMV Book 2, 8.2.1")
                        .takes(SESSION_KEY, ARQC, Key.bytes("arc", "authorisation response code, 8A", 2))
                        .gives("arpc", "8 bytes")
                        .example("key=F2A75194C2B954A4163E9886BCA45473", "arqc=55BE45DD2C9E0CBF", "arc=0012")
                        .computedInModule((in, keys, out) -> {
                            KeyLabel key = keys.tdes("sk", in.bytes("key"));
                            out.step(
                                            "enciphered block",
                                            in.bytes("arqc").xor(in.bytes("arc").then(Bytes.zeros(6))))
                                    .step(
                                            "check value of the key",
                                            keys.hsm().info(key).checkValue().value())
                                    .give("arpc", Arpc.method1(keys.hsm(), key, in.bytes("arqc"), in.bytes("arc")));
                        }),
                Operation.named("arpc.method2", "ARPC of 4 bytes.", "EMV Book 2, 8.2.2")
                        .takes(SESSION_KEY, ARQC, CSU, PROPRIETARY.optional())
                        .gives("arpc", "4 bytes")
                        .gives("issuer_authentication_data", "91: ARPC, CSU, proprietary data")
                        .example("key=182025BA4FAB32F5A63A1BA5E6845D4E", "arqc=C20039270FE384D5", "csu=00820000")
                        .computedInModule((in, keys, out) -> {
                            Bytes arpc = arpc(in, keys, keys.tdes("sk", in.bytes("key")), in.bytes("arqc"), out);
                            out.give("arpc", arpc)
                                    .give(
                                            "issuer_authentication_data",
                                            Bytes.concat(arpc, in.bytes("csu"), proprietary(in)));
                        }));
    }

    private static Bytes proprietary(Inputs in) {
        return in.optionalBytes("proprietary_auth_data").orElse(Bytes.empty());
    }

    private static Bytes arpc(Inputs in, ScratchKeys keys, KeyLabel key, Bytes ac, Answer out) {
        Bytes covered = Bytes.concat(ac, in.bytes("csu"), proprietary(in));
        out.step("what the ARPC covers", covered)
                .step(
                        "check value of the key",
                        keys.hsm().info(key).checkValue().value());
        return Arpc.over(keys.hsm(), key, covered);
    }

    private static void generate(Inputs in, ScratchKeys keys, Answer out) {
        KeyInfo mk = CardKeyOperations.masterKey(in, keys, in.bytes("imk_ac"), "mk_option", out);
        KeyInfo sk = sessionKey(in, keys, mk, out);
        Bytes input = in.has("ac_input") ? in.bytes("ac_input") : input(in);
        boolean zeros = in.optionalText("padding").orElse("80").equals("00");
        Bytes blocks = zeros ? MacOperations.zeroPadded(input) : KeyAlgorithm.TDES.padded(input);
        Bytes ofBlocks = MacOperations.overBlocks(keys, sk.label(), blocks, out);
        out.give("ac", zeros ? ofBlocks : ApplicationCryptogram.compute(keys.hsm(), sk.label(), input))
                .give("mk_kcv2", CardKeyOperations.checkValue(mk, 2))
                .give("sk_kcv2", CardKeyOperations.checkValue(sk, 2));
    }

    private static KeyInfo sessionKey(Inputs in, ScratchKeys keys, KeyInfo mk, Answer out) {
        String method = in.optionalText("sk_method").orElse("csk");
        if (method.equals("none")) {
            return mk;
        }
        if (method.equals("csk")) {
            return CardKeyOperations.sessionKey(in, keys, mk.label(), out);
        }
        int atc = (int) in.bytes("atc").toNumber();
        KeyLabel label = keys.label("sk");
        KeyInfo sk = method.equals("mchip")
                ? SchemeSessionKey.mastercard(keys.hsm(), mk.label(), atc, in.bytes("un"), label)
                : SchemeSessionKey.pboc(keys.hsm(), mk.label(), atc, label);
        return CardKeyOperations.derived("session key", sk, out);
    }

    /** What a Common Core cryptogram covers, from its fields. */
    private static Bytes input(Inputs in) {
        Map<Integer, Bytes> values = new HashMap<>();
        int index = 0;
        for (Object field : in.list("fields")) {
            String path = "fields." + index++;
            if (!(field instanceof List<?> pair) || pair.size() != 2) {
                throw InputProblem.value(path, field, "[tag, value]");
            }
            values.put((int) Inputs.bytes(path + ".0", pair.get(0)).toNumber(), Inputs.bytes(path + ".1", pair.get(1)));
        }
        Bytes aip = values.get(0x82);
        Bytes atc = values.get(0x9F36);
        if (aip == null || atc == null) {
            throw InputProblem.value("fields", values.keySet().size() + " tags", "82 and 9F36 among them");
        }
        return CommandInputs.fitting(
                "fields",
                values,
                () -> ApplicationCryptogram.input(values, aip, (int) atc.toNumber(), in.bytes("iad_part")));
    }

    private static void aes(Inputs in, ScratchKeys keys, Answer out) {
        KeyInfo mk = CardKeyOperations.aesMasterKey(in, keys, out);
        int atc = (int) in.bytes("atc").toNumber();
        KeyInfo sk = CardKeyOperations.derived(
                "session key", SessionKey.common(keys.hsm(), mk.label(), atc, keys.label("sk")), out);
        Bytes ac = ApplicationCryptogram.compute(keys.hsm(), sk.label(), in.bytes("ac_input"));
        out.give("icc_mk", keys.clear(mk)).give("sk_ac", keys.clear(sk)).give("ac", ac);
        if (in.has("csu")) {
            out.give("arpc_m2", arpc(in, keys, sk.label(), ac, out));
        }
    }
}
