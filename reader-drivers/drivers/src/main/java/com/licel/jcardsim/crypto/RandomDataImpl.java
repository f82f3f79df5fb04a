package com.licel.jcardsim.crypto;

import java.util.Arrays;
import javacard.security.RandomData;

/** Random data of the running card, in place of jCardSim's constant ones; see the package's note. */
public class RandomDataImpl extends RandomData {
    private final byte algorithm;

    public RandomDataImpl(byte algorithm) {
        this.algorithm = algorithm;
    }

    @Override
    @Deprecated
    @SuppressWarnings("InlineMeSuggester")
    public void generateData(byte[] buffer, short offset, short length) {
        ChipRandom.running().fill(buffer, offset, length);
    }

    @Override
    public short nextBytes(byte[] buffer, short offset, short length) {
        ChipRandom.running().fill(buffer, offset, length);
        return (short) (offset + length);
    }

    @Override
    public void setSeed(byte[] buffer, short offset, short length) {
        ChipRandom.running().addSeed(Arrays.copyOfRange(buffer, offset, offset + length));
    }

    @Override
    public byte getAlgorithm() {
        return algorithm;
    }
}
