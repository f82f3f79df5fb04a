package dev.tapbench.ports.hsm;

import dev.tapbench.ports.Bytes;

/**
 * How a key comes from another one: the derivation data enciphered under the parent is the new key.
 *
 * @param method the mode
 * @param data derivation data, as long as the new key
 * @param purpose what the key is for, in the words of the specification, for the trace
 */
public record Derivation(Method method, Bytes data, String purpose) {
    /** The mode; CBC starts from a zero vector. */
    public enum Method {
        /** EMV Book 2 A1.3 and A1.4, EMV CPS 4.1. */
        TDES_ECB,
        /** SCP02 session keys, GlobalPlatform Card 2.3.1 E.4.1. */
        TDES_CBC
    }

    public static Derivation ecb(Bytes data, String purpose) {
        return new Derivation(Method.TDES_ECB, data, purpose);
    }

    public static Derivation cbc(Bytes data, String purpose) {
        return new Derivation(Method.TDES_CBC, data, purpose);
    }
}
