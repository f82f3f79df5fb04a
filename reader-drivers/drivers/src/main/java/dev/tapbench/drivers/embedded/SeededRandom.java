package dev.tapbench.drivers.embedded;

import dev.tapbench.ports.Entropy;
import java.security.SecureRandom;
import java.security.SecureRandomSpi;

/** Repeatable random numbers in the shape that key generators take. */
final class SeededRandom extends SecureRandom {
    SeededRandom(Entropy entropy) {
        super(new FromEntropy(entropy), null);
    }

    private static final class FromEntropy extends SecureRandomSpi {
        private final transient Entropy entropy;

        FromEntropy(Entropy entropy) {
            this.entropy = entropy;
        }

        @Override
        protected void engineSetSeed(byte[] material) {
            // More seed would end the repetition that this class is for.
        }

        @Override
        protected void engineNextBytes(byte[] buffer) {
            System.arraycopy(entropy.bytes(buffer.length).toArray(), 0, buffer, 0, buffer.length);
        }

        @Override
        protected byte[] engineGenerateSeed(int count) {
            return entropy.bytes(count).toArray();
        }
    }
}
