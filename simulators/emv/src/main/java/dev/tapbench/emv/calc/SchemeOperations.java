package dev.tapbench.emv.calc;

import dev.tapbench.emv.crypto.scheme.ClearSessionKey;
import dev.tapbench.emv.crypto.scheme.Cvc3;
import dev.tapbench.emv.crypto.scheme.SchemeSessionKey;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.KeyInfo;
import dev.tapbench.ports.hsm.KeyKind;
import java.util.List;

/** What payment schemes compute otherwise; nothing else in this product relies on it. */
final class SchemeOperations {
    private static final String PUBLISHED = "as published in pyemv";
    private static final Key MK = Key.bytes("mk", "ICC master key", 16);
    private static final Key ATC = CardKeyOperations.ATC;

    private SchemeOperations() {}

    static List<Operation> all() {
        return List.of(
                Operation.named("session-key.mastercard", "Session key of Mastercard.", PUBLISHED)
                        .takes(MK, ATC, Key.bytes("un", "unpredictable number, 9F37", 4))
                        .gives("sk", "16 bytes; parity bits as they come")
                        .example("mk=23EA67CDB0315D7C581F0ED6077A761F", "atc=01F6", "un=040F2741")
                        .computedInModule((in, keys, out) -> {
                            KeyInfo sk = SchemeSessionKey.mastercard(
                                    keys.hsm(),
                                    keys.tdes("mk", in.bytes("mk")),
                                    atc(in),
                                    in.bytes("un"),
                                    keys.label("sk"));
                            out.give("sk", keys.clear(CardKeyOperations.derived("session key", sk, out)));
                        }),
                Operation.named("session-key.visa-sm", "Secure messaging session key of Visa.", PUBLISHED)
                        .takes(
                                Key.bytes("imk", "issuer master key", 16),
                                CardKeyOperations.PAN,
                                CardKeyOperations.PSN,
                                ATC)
                        .gives("sk", "16 bytes; parity bits as they come")
                        .gives("kcv2", "the first 2 bytes of its check value")
                        .gives("kcv3", "its check value")
                        .example("imk=FEDCBA98765432100123456789ABCDEF", "pan=1234567890123456", "psn=00", "atc=001C")
                        .computedInModule((in, keys, out) -> {
                            KeyInfo mk = CardKeyOperations.masterKey(in, keys, in.bytes("imk"), "option", out);
                            Bytes clear = ((Answer.TdesKey) keys.clear(mk)).value();
                            Bytes sk = ClearSessionKey.visaSecureMessaging(clear, atc(in));
                            KeyInfo key = keys.hsm().importKey(keys.label("sk"), KeyKind.TDES, sk);
                            out.give("sk", new Answer.TdesKey(sk))
                                    .give("kcv2", CardKeyOperations.checkValue(key, 2))
                                    .give("kcv3", CardKeyOperations.checkValue(key, 3));
                        }),
                Operation.named("session-key.emv2000", "Session key of the tree of EMV2000.", "EMV2000 Book 2, A1.3.1")
                        .takes(
                                MK,
                                ATC,
                                Key.number("height", "levels of the tree, 2 to 16"),
                                Key.number("branch", "branches of each node, 2 to 256"),
                                Key.bytes("iv", "initial vector", 16))
                        .gives("sk", "16 bytes; parity bits as they come")
                        .example(
                                "mk=0123456789ABCDEF0123456789ABCDEF",
                                "atc=00FF",
                                "height=8",
                                "branch=4",
                                "iv=00000000000000000000000000000000")
                        .computedInModule((in, keys, out) -> {
                            ClearSessionKey.Tree tree = CommandInputs.fitting(
                                    "height",
                                    in.number("height"),
                                    () -> new ClearSessionKey.Tree(
                                            (int) in.number("height"), (int) in.number("branch"), in.bytes("iv")));
                            Bytes sk = ClearSessionKey.emv2000(
                                    keys.hsm(), in.bytes("mk"), atc(in), tree, keys.label("node"));
                            out.give("sk", new Answer.TdesKey(sk));
                        }),
                Operation.named("cvc3", "Dynamic card verification code of Mastercard.", PUBLISHED)
                        .takes(
                                Key.bytes("imk_cvc3", "issuer master key", 16),
                                CardKeyOperations.PAN,
                                CardKeyOperations.PSN,
                                Key.bytes("track2", "track 2 data as the initial vector covers them"),
                                ATC,
                                Key.bytes("un", "unpredictable number", 4))
                        .gives("kcv2", "the first 2 bytes of the card key's check value")
                        .gives("cvc3", "5 digits")
                        .gives("cvc3_last3", "the last 3 of them")
                        .example(
                                "imk_cvc3=01234567899876543210012345678998",
                                "pan=5123456789012345",
                                "psn=00",
                                "track2=5123456789012345D35121010000000000000F",
                                "atc=005E",
                                "un=00000899")
                        .computedInModule((in, keys, out) -> {
                            KeyInfo mk = CardKeyOperations.masterKey(in, keys, in.bytes("imk_cvc3"), "option", out);
                            Bytes vector = Cvc3.initialVector(keys.hsm(), mk.label(), in.bytes("track2"));
                            String code = Cvc3.compute(keys.hsm(), mk.label(), vector, in.bytes("un"), atc(in));
                            out.step("initial vector", vector)
                                    .give("kcv2", CardKeyOperations.checkValue(mk, 2))
                                    .give("cvc3", code)
                                    .give("cvc3_last3", code.substring(2));
                        }));
    }

    private static int atc(Inputs in) {
        return (int) in.bytes("atc").toNumber();
    }
}
