package dev.tapbench.emv.calc;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.KeyAlgorithm;
import dev.tapbench.ports.hsm.KeyLabel;
import dev.tapbench.ports.hsm.MacAlgorithm;
import java.util.List;

/** Message authentication codes by themselves. */
final class MacOperations {
    private static final int SHORT_MAC = 4;

    private MacOperations() {}

    static List<Operation> all() {
        return List.of(
                Operation.named("mac.retail", "Retail MAC, algorithm 3.", "ISO/IEC 9797-1, 7.4")
                        .takes(
                                Key.bytes("key", "triple DES", 16),
                                Key.bytes("data", "of any length"),
                                Key.word(
                                                KnownAnswer.PADDING,
                                                "method 1 (zeros) or 2 (80, zeros); 2 without it",
                                                "1",
                                                "2")
                                        .optional())
                        .gives("mac", "8 bytes")
                        .gives("mac4", "its first 4 bytes")
                        .example("key=7962D9ECE03D1ACD4C76089DCE131543", "data=72C29C2371CC9BDB", "padding=2")
                        .computedInModule(MacOperations::retail),
                Operation.named("aes.cmac", "CMAC of AES.", "NIST SP 800-38B, 6.2")
                        .takes(Key.bytes("key", "AES", 16, 24, 32), Key.bytes("data", "of any length, or none"))
                        .gives("cmac", "16 bytes")
                        .example("key=2B7E151628AED2A6ABF7158809CF4F3C", "data=6BC1BEE22E409F96E93D7E117393172A")
                        .computedInModule((in, keys, out) -> {
                            KeyLabel key = CardKeyOperations.aes(keys, "key", in.bytes("key"));
                            MacAlgorithm cmac = MacAlgorithm.AES_CMAC;
                            out.step(
                                            "check value of the key",
                                            keys.hsm().info(key).checkValue().value())
                                    .give("cmac", keys.hsm().mac(key, cmac, cmac.zeroIcv(), in.bytes("data")));
                        }));
    }

    private static void retail(Inputs in, ScratchKeys keys, Answer out) {
        Bytes data = in.bytes("data");
        boolean zeros = in.optionalText(KnownAnswer.PADDING).orElse("2").equals("1");
        Bytes mac = overBlocks(
                keys,
                keys.tdes("key", in.bytes("key")),
                zeros ? zeroPadded(data) : KeyAlgorithm.TDES.padded(data),
                out);
        out.give("mac", mac).give("mac4", mac.slice(0, SHORT_MAC));
    }

    /** The retail MAC of whole blocks, which it shows. */
    static Bytes overBlocks(ScratchKeys keys, KeyLabel key, Bytes blocks, Answer out) {
        out.step("padded input", blocks, blocks.length() / KeyAlgorithm.TDES.blockLength() + " blocks")
                .step(
                        "check value of the key",
                        keys.hsm().info(key).checkValue().value());
        return keys.hsm().mac(key, MacAlgorithm.RETAIL_UNPADDED, KeyAlgorithm.TDES.zeroIcv(), blocks);
    }

    /** ISO/IEC 9797-1 padding method 1; no data is one block of zeros. */
    static Bytes zeroPadded(Bytes data) {
        int block = KeyAlgorithm.TDES.blockLength();
        return data.isEmpty() ? Bytes.zeros(block) : data.then(Bytes.zeros((block - data.length() % block) % block));
    }
}
