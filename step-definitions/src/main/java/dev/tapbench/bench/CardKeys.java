package dev.tapbench.bench;

import dev.tapbench.ports.hsm.CardRsaKey;
import dev.tapbench.ports.hsm.KeyInfo;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The RSA keys of a run's cards. The n-th card of each scenario gets the same key as the n-th of any other, so that most of a
 * run's time does not go into prime numbers; two cards of one scenario never share one, or the bench would not notice a
 * terminal that takes one for the other. Thread-safe.
 */
final class CardKeys {
    /** A key is given out enciphered: it serves again only under the very same transport key. */
    private record Use(int bits, String transportKey, int card) {}

    private final boolean fresh;
    private final OptionalLong seed;
    private final Map<Use, CardRsaKey> made = new ConcurrentHashMap<>();

    /** @param fresh whether each card gets a key that no other has */
    CardKeys(boolean fresh) {
        this(fresh, OptionalLong.empty());
    }

    private CardKeys(boolean fresh, OptionalLong seed) {
        this.fresh = fresh;
        this.seed = seed;
    }

    /** Keys that follow from the run's seed, so that another run of it has the same cards, whatever its module. */
    static CardKeys repeated(long seed) {
        return new CardKeys(false, OptionalLong.of(seed));
    }

    /** From what the keys of all cards follow; empty where the module makes them as it likes. */
    OptionalLong seed() {
        return seed;
    }

    /**
     * The key of a scenario's card.
     *
     * @param card how many the scenario has made before
     * @param make makes a new key in the module
     */
    CardRsaKey key(int bits, KeyInfo transportKey, int card, Supplier<CardRsaKey> make) {
        if (fresh) {
            return make.get();
        }
        Use use = new Use(bits, transportKey.kind() + " " + transportKey.checkValue(), card);
        CardRsaKey known = made.get(use);
        return known == null ? made.computeIfAbsent(use, u -> make.get()) : known.again();
    }
}
