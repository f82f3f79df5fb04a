package dev.tapbench.ports;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The only source of randomness of parties and bench: seeded per scenario, so that a seed repeats a run. */
@FunctionalInterface
public interface Entropy {
    /** The next {@code count} random bytes. */
    Bytes bytes(int count);

    /**
     * A repeatable source: SHA-256 in counter mode over the seed and the purpose. Two purposes never share a byte stream.
     * For tests and simulations, not for live keys.
     */
    static Seeded seeded(long seed, String purpose) {
        return new Seeded(seed, purpose);
    }

    /** See {@link Entropy#seeded}. */
    final class Seeded implements Entropy {
        private final byte[] prefix;
        private long counter;
        private byte[] block = new byte[0];
        private int used;

        private Seeded(long seed, String purpose) {
            prefix = (seed + "|" + purpose + "|").getBytes(StandardCharsets.UTF_8);
        }

        private Seeded(Seeded other) {
            prefix = other.prefix;
            counter = other.counter;
            // A block is never written again, so both may read it.
            block = other.block;
            used = other.used;
        }

        /** Another source that goes on as this one does. */
        public synchronized Seeded copy() {
            return new Seeded(this);
        }

        @Override
        public synchronized Bytes bytes(int count) {
            byte[] result = new byte[count];
            for (int i = 0; i < count; i++) {
                if (used == block.length) {
                    block = next();
                    used = 0;
                }
                result[i] = block[used++];
            }
            return Bytes.of(result);
        }

        private byte[] next() {
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                digest.update(prefix);
                digest.update(Long.toString(counter++).getBytes(StandardCharsets.UTF_8));
                return digest.digest();
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }
    }
}
