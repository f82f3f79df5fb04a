package dev.tapbench.drivers.pkcs11;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The mechanisms that Tapbench would use, and what it does where a token lacks them. */
enum Need {
    TRIPLE_DES(
            "triple DES",
            "no keys of triple DES work: use another token or embedded:",
            Mechanism.DES3_ECB,
            Mechanism.DES3_CBC),
    AES("AES", "no keys of AES work: use another token or embedded:", Mechanism.AES_ECB, Mechanism.AES_CBC),
    RSA(
            "RSA without padding",
            "no RSA signature or decipherment works: use another token or embedded:",
            Mechanism.RSA_X_509,
            Mechanism.RSA_KEY_PAIR_GEN),
    DERIVATION(
            "derivation by encipherment",
            "derive=native is refused; without it a derived key passes through host memory, and its lineage says so",
            Mechanism.DES3_ECB_ENCRYPT_DATA,
            Mechanism.DES3_CBC_ENCRYPT_DATA,
            Mechanism.AES_ECB_ENCRYPT_DATA),
    CMAC("AES-CMAC", "it is composed of CBC, and its subkeys pass through host memory", Mechanism.AES_CMAC);

    private final String what;
    private final String without;
    /** Made by List.of, and so immutable. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Long> mechanisms;

    Need(String what, String without, Long... mechanisms) {
        this.what = what;
        this.without = without;
        this.mechanisms = List.of(mechanisms);
    }

    boolean met(List<Long> there) {
        return there.containsAll(mechanisms);
    }

    /** What a token with these mechanisms has, then what it lacks and what Tapbench does without it. */
    static List<String> notes(List<Long> there) {
        String met = Arrays.stream(values())
                .filter(need -> need.met(there))
                .map(need -> need.what)
                .collect(Collectors.joining(", "));
        Stream<String> lacking = Arrays.stream(values())
                .filter(need -> !need.met(there))
                .map(need -> "no " + need.what + ": " + need.without);
        return Stream.concat(met.isEmpty() ? Stream.empty() : Stream.of(met), lacking)
                .toList();
    }
}
