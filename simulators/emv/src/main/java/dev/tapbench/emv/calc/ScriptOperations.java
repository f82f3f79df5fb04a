package dev.tapbench.emv.calc;

import dev.tapbench.emv.CommandApdu;
import dev.tapbench.emv.LoadReceipt;
import dev.tapbench.emv.Pin;
import dev.tapbench.emv.crypto.PinBlocks;
import dev.tapbench.emv.crypto.ReceiptMac;
import dev.tapbench.emv.crypto.ScriptReceiver;
import dev.tapbench.emv.crypto.ScriptSender;
import dev.tapbench.emv.crypto.scheme.PinChange;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.KeyAlgorithm;
import dev.tapbench.ports.hsm.KeyKind;
import dev.tapbench.ports.hsm.KeyLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Secure messaging of issuer scripts, and the receipt of a load. */
final class ScriptOperations {
    private static final Key SK_SMI = Key.bytes("sk_smi", "session key for MACs", 16);
    private static final Key SK_SMC = Key.bytes("sk_smc", "session key for encipherment", 16);
    private static final Key ENCIPHERMENT = Key.word(
                    KnownAnswer.ENCIPHERMENT, "EMV's without it", "emv", "mastercard", "visa")
            .optional();

    private ScriptOperations() {}

    static List<Operation> all() {
        return List.of(
                Operation.named("script.mac", "MAC of a script command in format 2.", "EMV Book 2, 9.2.3.2")
                        .takes(SK_SMI, Key.bytes("mac_input", "what the scheme has the MAC cover"))
                        .gives("mac", "8 bytes; 4 to 8 are sent")
                        .example("sk_smi=38758097AE8C9410581945610D85986B", "mac_input=8424000008")
                        .computedInModule((in, keys, out) -> out.give(
                                "mac", mac(keys, keys.tdes("sk-smi", in.bytes("sk_smi")), in.bytes("mac_input"), out))),
                Operation.named("script.encipher", "Script data enciphered in format 2.", "EMV Book 2, 9.3.3")
                        .takes(
                                SK_SMC,
                                Key.bytes("data", "in the clear"),
                                ENCIPHERMENT,
                                Key.context("equivalent", "data that give the same"))
                        .gives("enciphered", "whole blocks of 8 bytes")
                        .example("sk_smc=9EE6A89276B008516226F8CE75FD8C02", "data=249999FFFFFFFFFF")
                        .computedInModule(
                                (in, keys, out) -> out.give("enciphered", enciphered(in, keys, in.bytes("data"), out))),
                pinChange(),
                format1(),
                Operation.named(
                                "script.format1-unwrap",
                                "Takes the protection of format 1 off commands.",
                                "EMV Book 2, 9.2 and 9.3")
                        .takes(masterKeys())
                        .takes(Key.list("commands", "protected commands in the order in which the card receives them"))
                        .gives("plain", "the commands without protection")
                        .example(
                                "mk_smi=38758097AE8C9410581945610D85986B",
                                "mk_smc=9EE6A89276B008516226F8CE75FD8C02",
                                "first_ac=C20039270FE384D5",
                                "commands=[]")
                        .computedInModule(ScriptOperations::unwrap),
                Operation.named("load.receipt", "MAC of a load receipt, DF22.", "docs/protocol.md")
                        .takes(
                                Key.bytes("sk_ac", "AC session key of the load's ATC", 16),
                                Key.bytes("receipt", "the receipt without its MAC", 32))
                        .gives("mac", "8 bytes")
                        .gives("df22", "the receipt with its MAC")
                        .example(
                                "sk_ac=182025BA4FAB32F5A63A1BA5E6845D4E",
                                "receipt=FF52435001010012C20039270FE384D500000000500009780004000000007000")
                        .computedInModule((in, keys, out) -> {
                            LoadReceipt receipt =
                                    LoadReceipt.parse(in.bytes("receipt").then(Bytes.zeros(8)));
                            Bytes mac = ReceiptMac.compute(keys.hsm(), keys.tdes("sk", in.bytes("sk_ac")), receipt);
                            out.step("padded input", KeyAlgorithm.TDES.padded(receipt.covered()))
                                    .give("mac", mac)
                                    .give("df22", in.bytes("receipt").then(mac));
                        }));
    }

    private static Bytes mac(ScratchKeys keys, KeyLabel key, Bytes input, Answer out) {
        return MacOperations.overBlocks(keys, key, KeyAlgorithm.TDES.padded(input), out);
    }

    private static Bytes enciphered(Inputs in, ScratchKeys keys, Bytes data, Answer out) {
        PinChange.Encipherment how = PinChange.Encipherment.valueOf(
                in.optionalText(KnownAnswer.ENCIPHERMENT).orElse("emv").toUpperCase(Locale.ROOT));
        out.step("padded data", how.padded(data));
        return how.encipher(keys.hsm(), keys.tdes("sk-smc", in.bytes("sk_smc")), data);
    }

    private static Operation pinChange() {
        return Operation.named("script.pin-change", "PIN CHANGE/UNBLOCK in format 2.", "EMV Book 3, 6.5.10")
                .takes(
                        Key.digits("pin", "the new PIN, 4 to 12 digits", 4, 12),
                        Key.digits("current_pin", "the PIN before, of a block of Visa's", 4, 12)
                                .optional(),
                        Key.bytes("mk_ac", "ICC master key for cryptograms, of a block of Visa's", 16)
                                .optional(),
                        SK_SMC,
                        SK_SMI,
                        Key.bytes("header", "CLA INS P1 P2 Lc", 5),
                        Key.bytes("mac_inserted", "what the MAC covers between header and data, may be none"),
                        Key.word(KnownAnswer.PIN_BLOCK, "ISO 9564-1 format 2 without it", "iso2", "vis")
                                .optional(),
                        ENCIPHERMENT)
                .gives("pin_block", "8 bytes, in the clear")
                .gives("enciphered", "the same as it is sent")
                .gives("mac", "8 bytes")
                .gives("command", "header, data, MAC")
                .example(
                        "pin=9999",
                        "sk_smc=9EE6A89276B008516226F8CE75FD8C02",
                        "sk_smi=38758097AE8C9410581945610D85986B",
                        "header=8424000210",
                        "mac_inserted=")
                .computedInModule((in, keys, out) -> {
                    Pin pin = Pin.of(in.text("pin"));
                    boolean vis = in.optionalText(KnownAnswer.PIN_BLOCK)
                            .orElse("iso2")
                            .equals("vis");
                    Bytes block = vis
                            ? PinChange.visaPinBlock(
                                    pin, in.optionalText("current_pin").map(Pin::of), in.bytes("mk_ac"))
                            : PinBlocks.format2(pin);
                    Bytes data = enciphered(in, keys, block, out);
                    Bytes input = Bytes.concat(in.bytes("header"), in.bytes("mac_inserted"), data);
                    Bytes mac = mac(keys, keys.tdes("sk-smi", in.bytes("sk_smi")), input, out);
                    out.give("pin_block", block)
                            .give("enciphered", data)
                            .give("mac", mac)
                            .give("command", Bytes.concat(in.bytes("header"), data, mac));
                });
    }

    private static Key[] masterKeys() {
        return new Key[] {
            Key.bytes("mk_smi", "ICC master key for MACs: triple DES, or AES", 16, 24, 32),
            Key.bytes("mk_smc", "ICC master key for encipherment, likewise", 16, 24, 32),
            Key.word("key_algorithm", "triple DES without it", "tdes", "aes").optional(),
            Key.bytes("first_ac", "the cryptogram of the first GENERATE AC", 8)
        };
    }

    private static KeyLabel master(Inputs in, ScratchKeys keys, String name) {
        boolean aes = in.optionalText("key_algorithm").orElse("tdes").equals("aes");
        Bytes clear = in.bytes(name);
        if (!aes && clear.length() != KeyKind.TDES.length()) {
            throw InputProblem.value(name, clear.length() + " bytes", "16 bytes of triple DES, or key_algorithm=aes");
        }
        return keys.imported(name, aes ? KeyKind.aes(clear.length()) : KeyKind.TDES, clear);
    }

    private static Operation format1() {
        return Operation.named(
                        "script.format1",
                        "Protects script commands of a Common Core card.",
                        "EMV Book 2, 9.2.3.1, 9.3 and D2")
                .takes(masterKeys())
                .takes(Key.list("commands", "[plain or enciphered, command] of each, in the order of sending"))
                .gives("wrapped", "the commands as they are sent")
                .gives("kcv_smi", "check value of the session key for MACs")
                .gives("kcv_smc", "check value of the session key for encipherment")
                .example(
                        "mk_smi=38758097AE8C9410581945610D85986B",
                        "mk_smc=9EE6A89276B008516226F8CE75FD8C02",
                        "first_ac=C20039270FE384D5",
                        "commands=[[\"plain\",\"80180000\"],[\"enciphered\",\"8024000208249999FFFFFFFFFF\"]]")
                .computedInModule(ScriptOperations::wrap);
    }

    private static void wrap(Inputs in, ScratchKeys keys, Answer out) {
        KeyLabel smi = master(in, keys, "mk_smi");
        KeyLabel smc = master(in, keys, "mk_smc");
        List<Object> wrapped = new ArrayList<>();
        try (ScriptSender sender = ScriptSender.open(keys.hsm(), smi, smc, in.bytes("first_ac"))) {
            int index = 0;
            for (Object command : in.list("commands")) {
                String path = "commands." + index++;
                if (!(command instanceof List<?> pair) || pair.size() != 2) {
                    throw InputProblem.value(path, command, "[plain or enciphered, command]");
                }
                CommandApdu plain = CommandInputs.command(path + ".1", pair.get(1));
                boolean enciphered = "enciphered".equals(pair.get(0));
                if (!enciphered && !"plain".equals(pair.get(0))) {
                    throw InputProblem.value(path + ".0", pair.get(0), "plain or enciphered");
                }
                CommandApdu sent = CommandInputs.fitting(
                        path, plain, () -> enciphered ? sender.encipher(plain) : sender.protect(plain));
                wrapped.add(sent.toBytes());
                out.step("what the MAC covers", sender.covered(), "begins with the chaining value");
            }
            out.give("wrapped", wrapped)
                    .give("kcv_smi", CardKeyOperations.checkValue(keys.hsm().info(smi.child("script")), 3))
                    .give("kcv_smc", CardKeyOperations.checkValue(keys.hsm().info(smc.child("script")), 3));
        }
    }

    private static void unwrap(Inputs in, ScratchKeys keys, Answer out) {
        List<Object> plain = new ArrayList<>();
        try (ScriptReceiver receiver = ScriptReceiver.open(
                keys.hsm(), master(in, keys, "mk_smi"), master(in, keys, "mk_smc"), in.bytes("first_ac"))) {
            int index = 0;
            for (Object command : in.list("commands")) {
                plain.add(receiver.accept(CommandInputs.command("commands." + index++, command))
                        .toBytes());
            }
        }
        out.give("plain", plain);
    }
}
