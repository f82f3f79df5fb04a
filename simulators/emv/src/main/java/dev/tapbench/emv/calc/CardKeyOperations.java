package dev.tapbench.emv.calc;

import dev.tapbench.emv.Pan;
import dev.tapbench.emv.crypto.IccKeys;
import dev.tapbench.emv.crypto.SessionKey;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.Derivation;
import dev.tapbench.ports.hsm.KeyCheckValue;
import dev.tapbench.ports.hsm.KeyInfo;
import dev.tapbench.ports.hsm.KeyKind;
import dev.tapbench.ports.hsm.KeyLabel;
import java.util.List;

/** Check values, ICC master keys and session keys of EMV. */
final class CardKeyOperations {
    static final Key PAN = Key.digits("pan", "primary account number, 5A", 8, 19);
    static final Key PSN = Key.digits("psn", "PAN sequence number, 5F34; 00 where the card has none", 2, 2);
    static final Key ATC = Key.bytes("atc", "application transaction counter, 9F36", 2);

    private CardKeyOperations() {}

    static List<Operation> all() {
        return List.of(
                Operation.named("kcv", "Check value of a triple-DES key.", "GlobalPlatform Card 2.3.1, B.6")
                        .takes(Key.bytes("key", "triple DES", 16))
                        .gives("kcv", "3 bytes")
                        .example("key=0123456789ABCDEFFEDCBA9876543210")
                        .computedInModule((in, keys, out) ->
                                out.give("kcv", checkValue(keys.hsm().info(keys.tdes("key", in.bytes("key"))), 3))),
                Operation.named("aes.kcv", "Check values of AES keys.", "GlobalPlatform Amendment D, B.4")
                        .takes(
                                Key.bytes("enc", "AES", 16, 24, 32),
                                Key.bytes("mac", "AES", 16, 24, 32).optional(),
                                Key.bytes("dek", "AES", 16, 24, 32).optional())
                        .gives("kcv_enc", "3 bytes")
                        .gives("kcv_mac", "3 bytes")
                        .gives("kcv_dek", "3 bytes")
                        .example("enc=000102030405060708090A0B0C0D0E0F")
                        .computedInModule(CardKeyOperations::aesCheckValues),
                masterKey(),
                Operation.named("aes.icc-master-key", "ICC master key of AES, option C.", "EMV Book 2, A1.4.3")
                        .takes(Key.bytes("imk", "issuer master key, AES", 16, 24, 32), PAN, PSN)
                        .gives("icc_mk", "as long as the issuer's")
                        .gives("kcv", "its check value")
                        .example("imk=DFADBFEF0123456789866443DFADBFEF", "pan=9012345432101232", "psn=01")
                        .computedInModule((in, keys, out) -> {
                            KeyInfo key = aesMasterKey(in, keys, out);
                            out.give("icc_mk", keys.clear(key)).give("kcv", checkValue(key, 3));
                        }),
                sessionKey());
    }

    private static Operation masterKey() {
        return Operation.named("icc-master-key", "ICC master key of triple DES, options A and B.", "EMV Book 2, A1.4")
                .takes(
                        Key.bytes("imk", "issuer master key", 16),
                        PAN,
                        PSN,
                        Key.word("option", "B for a PAN of more than 16 digits, otherwise A", "A", "B")
                                .optional())
                .gives("icc_mk", "16 bytes; parity bits as they come")
                .gives("kcv2", "the first 2 bytes of its check value")
                .gives("kcv3", "its check value")
                .example("imk=9E15204313F7318ACB79B90BD986AD29", "pan=5413339000006165", "psn=00", "option=A")
                .computedInModule((in, keys, out) -> {
                    KeyInfo key = masterKey(in, keys, in.bytes("imk"), "option", out);
                    out.give("icc_mk", keys.clear(key))
                            .give("kcv2", checkValue(key, 2))
                            .give("kcv3", checkValue(key, 3));
                });
    }

    private static Operation sessionKey() {
        return Operation.named("session-key.common", "EMV common session key of triple DES.", "EMV Book 2, A1.3")
                .takes(
                        Key.bytes("mk", "ICC master key", 16).optional(),
                        Key.bytes("imk", "instead of mk: issuer master key, with pan and psn", 16)
                                .optional(),
                        PAN.optional(),
                        PSN.optional(),
                        Key.word("option", "of the ICC master key", "A", "B").optional(),
                        ATC.optional(),
                        Key.bytes("r", "instead of atc: any diversification value", 8)
                                .optional())
                .gives("sk", "16 bytes; parity bits as they come")
                .gives("kcv2", "the first 2 bytes of its check value")
                .gives("kcv", "its check value")
                .example("mk=08DF34253220A720EFF2C1343852E63D", "atc=3456")
                .computedInModule((in, keys, out) -> {
                    KeyLabel mk = in.has("mk")
                            ? keys.tdes("mk", in.bytes("mk"))
                            : masterKey(in, keys, in.bytes("imk"), "option", out)
                                    .label();
                    KeyInfo key = sessionKey(in, keys, mk, out);
                    out.give("sk", keys.clear(key))
                            .give("kcv2", checkValue(key, 2))
                            .give("kcv", checkValue(key, 3));
                });
    }

    /** From r where it is given, otherwise from atc. */
    static KeyInfo sessionKey(Inputs in, ScratchKeys keys, KeyLabel mk, Answer out) {
        KeyLabel label = keys.label("sk");
        KeyInfo key = in.has("r")
                ? SessionKey.common(keys.hsm(), mk, in.bytes("r"), label)
                : SessionKey.common(keys.hsm(), mk, (int) in.bytes("atc").toNumber(), label);
        return derived("session key", key, out);
    }

    /** A card's triple-DES key of pan and psn, with the option that the input says or the PAN asks for. */
    static KeyInfo masterKey(Inputs in, ScratchKeys keys, Bytes imk, String option, Answer out) {
        KeyLabel issuer = keys.tdes("imk", imk);
        KeyLabel label = keys.label("icc-mk");
        Pan pan = Pan.of(in.text("pan"));
        int psn = Integer.parseInt(in.text("psn"));
        KeyInfo key = in.optionalText(option)
                .map(o -> IccKeys.derive(keys.hsm(), issuer, pan, psn, IccKeys.Option.valueOf(o), label))
                .orElseGet(() -> IccKeys.derive(keys.hsm(), issuer, pan, psn, label));
        return derived("ICC master key", key, out);
    }

    /** A card's AES key of imk, pan and psn. */
    static KeyInfo aesMasterKey(Inputs in, ScratchKeys keys, Answer out) {
        KeyLabel issuer = aes(keys, "imk", in.bytes("imk"));
        int psn = Integer.parseInt(in.text("psn"));
        KeyInfo key = IccKeys.derive(keys.hsm(), issuer, Pan.of(in.text("pan")), psn, keys.label("icc-mk"));
        return derived("ICC master key", key, out);
    }

    static KeyLabel aes(ScratchKeys keys, String name, Bytes clear) {
        return keys.imported(name, KeyKind.aes(clear.length()), clear);
    }

    /** Shows how a key came to be. */
    static KeyInfo derived(String name, KeyInfo key, Answer out) {
        key.derivation().map(Derivation::data).ifPresent(data -> out.step("derivation data of the " + name, data));
        out.step("check value of the " + name, key.checkValue().value());
        return key;
    }

    static Bytes checkValue(KeyInfo key, int length) {
        KeyCheckValue value = key.checkValue();
        return value.value().slice(0, length);
    }

    private static void aesCheckValues(Inputs in, ScratchKeys keys, Answer out) {
        for (String name : List.of("enc", "mac", "dek")) {
            in.optionalBytes(name)
                    .ifPresent(key ->
                            out.give("kcv_" + name, checkValue(keys.hsm().info(aes(keys, name, key)), 3)));
        }
    }
}
