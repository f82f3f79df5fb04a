package dev.tapbench.ports.hsm;

import dev.tapbench.ports.Bytes;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How a key comes from another one.
 *
 * @param method what is done with the data under the parent; the result, or its first bytes, is the new key
 * @param kind the new key
 * @param data derivation data
 * @param purpose what the key is for, in the words of the specification, for the trace
 * @param personal whether the data tell a card number, and so must not be written anywhere
 */
public record Derivation(Method method, KeyKind kind, Bytes data, String purpose, boolean personal) {
    /** What is done with the data. */
    public enum Method {
        /** 16 bytes, enciphered in ECB: EMV Book 2 A1.3 and A1.4, EMV CPS 4.1. */
        TDES_ECB(KeyAlgorithm.TDES),
        /** 16 bytes, enciphered in CBC from a zero vector: SCP02 session keys, GlobalPlatform Card 2.3.1 E.4.1. */
        TDES_CBC(KeyAlgorithm.TDES),
        /** As many blocks as the key fills or begins, enciphered in ECB: EMV Book 2 A1.3 and A1.4.3 (option C). */
        AES_ECB(KeyAlgorithm.AES),
        /**
         * NIST SP 800-108 in counter mode with CMAC: the data is the input of each block of the key, one after the other and
         * equally long (GlobalPlatform Amendment D, 4.1.5).
         */
        AES_CMAC(KeyAlgorithm.AES);

        private final KeyAlgorithm algorithm;

        Method(KeyAlgorithm algorithm) {
            this.algorithm = algorithm;
        }

        /** The algorithm of both keys. */
        public KeyAlgorithm algorithm() {
            return algorithm;
        }
    }

    /**
     * Checks that the data fits the key.
     *
     * @throws IllegalArgumentException when it does not
     */
    public Derivation {
        if (kind.algorithm() != method.algorithm()) {
            throw new IllegalArgumentException(method + " makes no key of kind " + kind);
        }
        int blocks = blocks(kind);
        if (method == Method.AES_CMAC) {
            if (data.length() % blocks != 0) {
                throw new IllegalArgumentException("derivation data for " + purpose + " has " + data.length()
                        + " bytes: expected " + blocks + " inputs of equal length");
            }
        } else if (data.length() != blocks * kind.algorithm().blockLength()) {
            throw new IllegalArgumentException("derivation data for " + purpose + " has " + data.length()
                    + " bytes: expected " + blocks * kind.algorithm().blockLength());
        }
    }

    /** Triple DES in ECB. */
    public static Derivation ecb(Bytes data, String purpose) {
        return new Derivation(Method.TDES_ECB, KeyKind.TDES, data, purpose, false);
    }

    /** Triple DES in CBC. */
    public static Derivation cbc(Bytes data, String purpose) {
        return new Derivation(Method.TDES_CBC, KeyKind.TDES, data, purpose, false);
    }

    /** AES in ECB. */
    public static Derivation aesEcb(KeyKind kind, Bytes data, String purpose) {
        return new Derivation(Method.AES_ECB, kind, data, purpose, false);
    }

    /**
     * Counter mode with CMAC; the counter is one byte, from 01.
     *
     * @param before what stands before the counter: of SCP03 label, separator and length
     * @param after what stands after it: of SCP03 the context
     */
    public static Derivation cmacCounter(KeyKind kind, Bytes before, Bytes after, String purpose) {
        Bytes data = IntStream.rangeClosed(1, blocks(kind))
                .mapToObj(i -> Bytes.concat(before, Bytes.of(i), after))
                .reduce(Bytes.empty(), Bytes::then);
        return new Derivation(Method.AES_CMAC, kind, data, purpose, false);
    }

    /** The same, of data that tell a card number. */
    public Derivation ofCardNumber() {
        return new Derivation(method, kind, data, purpose, true);
    }

    /** The input of each block of the key. */
    public List<Bytes> inputs() {
        int length = data.length() / blocks(kind);
        return IntStream.range(0, blocks(kind))
                .mapToObj(i -> data.slice(i * length, (i + 1) * length))
                .toList();
    }

    private static int blocks(KeyKind kind) {
        int block = kind.algorithm().blockLength();
        return (kind.length() + block - 1) / block;
    }
}
