package dev.tapbench.profiles;

import dev.tapbench.ports.Bytes;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.Optional;

/**
 * Test keys, in the clear because they protect nothing. The bench puts each party's into that party's labels of the HSM.
 *
 * @param kmc the issuer's personalization master key, held by chip maker and TSP; 16 bytes, as are all symmetric keys here, and
 *     under SCP03 an AES key of 16, 24 or 32 bytes
 * @param ac issuer master key for application cryptograms, held by issuer and MOTAPS
 * @param smi issuer master key for secure messaging integrity, likewise
 * @param smc issuer master key for secure messaging confidentiality, likewise
 * @param issuerToMotaps transport key between those two
 * @param motapsToTsp transport key between those two
 * @param terminalMac the key of a terminal's host messages, held by terminal and issuer
 * @param sensor the phone maker's master key for the pairing of sensors, held by phones and MOTAPS; absent where no product has
 *     a sensor
 * @param iccBits modulus of the key pair that each card gets: 1024, 1280 or 1536 bits
 * @param caIndex index of the certification authority's key (8F), 0 to 255
 * @param ca the certification authority's key
 * @param issuer the issuer's key, which signs card certificates
 */
public record TestKeys(
        Bytes kmc,
        Bytes ac,
        Bytes smi,
        Bytes smc,
        Bytes issuerToMotaps,
        Bytes motapsToTsp,
        Bytes terminalMac,
        Optional<Bytes> sensor,
        int iccBits,
        int caIndex,
        RSAPrivateCrtKey ca,
        RSAPrivateCrtKey issuer) {
    /** No key is printed, not even a test key. */
    @Override
    public String toString() {
        return "TestKeys[CA " + ca.getModulus().bitLength() + " bits, index " + caIndex + "; issuer "
                + issuer.getModulus().bitLength() + " bits]";
    }
}
