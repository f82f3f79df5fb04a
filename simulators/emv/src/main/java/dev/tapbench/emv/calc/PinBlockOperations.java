package dev.tapbench.emv.calc;

import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.Pan;
import dev.tapbench.emv.Pin;
import dev.tapbench.emv.crypto.PinBlock4;
import dev.tapbench.emv.crypto.PinBlocks;
import dev.tapbench.ports.Bytes;
import java.util.ArrayList;
import java.util.List;

/** PIN blocks, there and back. */
final class PinBlockOperations {
    private static final String CLAUSE = "ISO 9564-1, 9.3";
    private static final int FILL_LENGTH = 7;
    private static final Key PIN = Key.digits("pin", "4 to 12 digits", 4, 12);
    private static final Key PAN = CardKeyOperations.PAN;
    private static final Key BLOCK = Key.bytes("block", "PIN block, 8 bytes");
    private static final Key REASON = Key.context("reason", "why a known answer must be refused");
    private static final Key NOTE = Key.context("note", "what the source says of it");
    private static final Key OPERATION = Key.context("operation", "what the source says of it");

    private PinBlockOperations() {}

    static List<Operation> all() {
        List<Operation> all = new ArrayList<>(List.of(
                encode(0)
                        .takes(PIN, PAN)
                        .example("pin=1234", "pan=5555555551234567")
                        .computed((in, out) -> block(out, PinBlocks.format0(pin(in), pan(in)))),
                encode(1)
                        .takes(
                                PIN,
                                Key.bytes(
                                        "nonce", "random bytes, whose digits fill the block from the last byte on", 8),
                                NOTE)
                        .example("pin=12345", "nonce=9A33C56F87A9CBED")
                        .computed((in, out) -> block(out, PinBlocks.format1(pin(in), reversed(in.bytes("nonce"))))),
                encode(2).takes(PIN).example("pin=1234").computed((in, out) -> block(out, PinBlocks.format2(pin(in)))),
                encode(3)
                        .takes(PIN, PAN, Key.bytes("fill", "random digits A to F", FILL_LENGTH), OPERATION)
                        .example("pin=1234", "pan=5555555551234567", "fill=ABCDEFABCDEFAB")
                        .computed((in, out) -> block(
                                out,
                                CommandInputs.fitting(
                                        "fill",
                                        in.bytes("fill"),
                                        () -> PinBlocks.format3(pin(in), pan(in), in.bytes("fill")))))));
        for (int format : new int[] {0, 3}) {
            all.add(decode(format)
                    .takes(BLOCK, PAN, REASON)
                    .example("block=" + (format == 0 ? "041261AAAAEDCBA9" : "341261AAAAEDCBA9"), "pan=5555555551234567")
                    .computed((in, out) -> {
                        requireFormat(in, format);
                        out.give(
                                "pin", PinBlocks.pin(in.bytes("block"), pan(in)).digits());
                    }));
        }
        for (int format : new int[] {1, 2}) {
            all.add(decode(format)
                    .takes(BLOCK, REASON)
                    .example("block=" + (format == 1 ? "1512345EDCBA9876" : "241234FFFFFFFFFF"))
                    .computed((in, out) -> {
                        requireFormat(in, format);
                        out.give("pin", PinBlocks.pin(in.bytes("block")).digits());
                    }));
        }
        all.add(Operation.named("pin-block.4.encode", "PIN block of format 4.", "ISO 9564-1, 9.4")
                .takes(
                        PIN,
                        PAN,
                        Key.bytes("key", "AES; without it the fields only", 16, 24, 32)
                                .optional(),
                        Key.bytes("random", "with key", 8).optional())
                .gives("pin_field_prefix", "the first 8 bytes of the PIN field; 8 random bytes follow")
                .gives("pan_field", "16 bytes")
                .gives("block", "16 bytes, enciphered")
                .example(
                        "pin=1234",
                        "pan=1234567890123456789",
                        "key=00112233445566778899AABBCCDDEEFF",
                        "random=FFFFFFFFFFFFFFFF")
                .computedInModule(PinBlockOperations::encode4));
        all.add(Operation.named("pin-block.4.decode", "The PIN of a block of format 4.", "ISO 9564-1, 9.4")
                .takes(Key.bytes("key", "AES", 16, 24, 32), Key.bytes("block", "PIN block, 16 bytes"), PAN, REASON)
                .gives("pin", "4 to 12 digits")
                .example(
                        "key=C1D0F8FB4958670DBA40AB1F3752EF0D",
                        "block=CC17F65586BFD0953010226C4FC5B3CA",
                        "pan=432198765432109870")
                .computedInModule((in, keys, out) -> out.step("PAN field", PinBlock4.panField(pan(in)))
                        .give(
                                "pin",
                                PinBlock4.decipher(
                                                keys.hsm(),
                                                CardKeyOperations.aes(keys, "key", in.bytes("key")),
                                                in.bytes("block"),
                                                pan(in))
                                        .digits())));
        return List.copyOf(all);
    }

    private static Operation.Draft encode(int format) {
        return Operation.named("pin-block." + format + ".encode", "PIN block of format " + format + ".", CLAUSE)
                .gives("block", "8 bytes, in the clear");
    }

    private static Operation.Draft decode(int format) {
        return Operation.named(
                        "pin-block." + format + ".decode", "The PIN of a block of format " + format + ".", CLAUSE)
                .gives("pin", "4 to 12 digits");
    }

    private static Pin pin(Inputs in) {
        return Pin.of(in.text("pin"));
    }

    private static Pan pan(Inputs in) {
        return Pan.of(in.text("pan"));
    }

    private static void block(Answer out, Bytes block) {
        out.give("block", block);
    }

    private static Bytes reversed(Bytes nonce) {
        byte[] digits = new byte[FILL_LENGTH];
        for (int i = 0; i < FILL_LENGTH; i++) {
            digits[i] = (byte) nonce.at(nonce.length() - 1 - i);
        }
        return Bytes.of(digits);
    }

    private static void requireFormat(Inputs in, int format) {
        Bytes block = in.bytes("block");
        if (!block.isEmpty() && block.at(0) >>> 4 != format) {
            throw new EmvDataException(
                    "the PIN block has format " + (block.at(0) >>> 4) + ": expected " + format + " (" + CLAUSE + ")");
        }
    }

    private static void encode4(Inputs in, ScratchKeys keys, Answer out) {
        Bytes prefix = PinBlock4.pinFieldWithoutRandom(pin(in));
        out.give("pin_field_prefix", prefix).give("pan_field", PinBlock4.panField(pan(in)));
        if (in.has("key")) {
            Bytes random = in.bytes("random");
            out.step("PIN field", prefix.then(random));
            out.give(
                    "block",
                    PinBlock4.encipher(
                            keys.hsm(), CardKeyOperations.aes(keys, "key", in.bytes("key")), pin(in), pan(in), random));
        }
    }
}
