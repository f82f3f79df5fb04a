package dev.tapbench.bench;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.Entropy;
import dev.tapbench.ports.Target;
import dev.tapbench.ports.hsm.CardRsaKey;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyKind;
import dev.tapbench.ports.hsm.KeyLabel;
import java.util.function.UnaryOperator;

/**
 * A card's RSA key that comes out the same for the same randomness. Modules make keys as they like, so a seeded one in memory makes
 * it, and the run's module gives it out under its own transport key. Test keys only.
 */
final class RepeatedCardKey {
    private static final Bytes CARRIER = Bytes.hex("404142434445464748494A4B4C4D4E4F");

    private RepeatedCardKey() {}

    /**
     * Makes the key.
     *
     * @param module which holds the transport key
     * @param from the key follows from it
     */
    static CardRsaKey make(Hsm module, KeyLabel transportKey, int bits, Entropy from) {
        Target target = Target.parse("embedded:")
                .with("seed", Long.toString(from.bytes(7).toNumber()));
        KeyLabel carrier = KeyLabel.of(transportKey.value() + "/carrier");
        try (Hsm maker = Drivers.find().hsm(target).open(target)) {
            maker.importKey(carrier, KeyKind.TDES, CARRIER);
            CardRsaKey made = maker.generateCardRsa(bits, carrier);
            module.importKey(carrier, KeyKind.TDES, CARRIER);
            UnaryOperator<Bytes> handed = part -> module.translate(carrier, transportKey, part);
            return new CardRsaKey(
                    made.modulus(),
                    made.exponent(),
                    handed.apply(made.encipheredQInverse()),
                    handed.apply(made.encipheredDq()),
                    handed.apply(made.encipheredDp()),
                    handed.apply(made.encipheredQ()),
                    handed.apply(made.encipheredP()),
                    false);
        } finally {
            if (module.has(carrier)) {
                module.destroy(carrier);
            }
        }
    }
}
