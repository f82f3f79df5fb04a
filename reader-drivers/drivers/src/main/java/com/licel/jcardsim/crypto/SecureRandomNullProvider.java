package com.licel.jcardsim.crypto;

import java.security.SecureRandom;
import java.security.SecureRandomSpi;

/** What jCardSim generates keys and pads signatures with: the running card's random numbers; see the package's note. */
class SecureRandomNullProvider extends SecureRandom {
    SecureRandomNullProvider() {
        super(new FromChip(), null);
    }

    private static final class FromChip extends SecureRandomSpi {
        @Override
        protected void engineSetSeed(byte[] material) {
            ChipRandom.running().addSeed(material);
        }

        @Override
        protected void engineNextBytes(byte[] buffer) {
            ChipRandom.running().fill(buffer, 0, buffer.length);
        }

        @Override
        protected byte[] engineGenerateSeed(int count) {
            byte[] seed = new byte[count];
            engineNextBytes(seed);
            return seed;
        }
    }
}
