package dev.tapbench.drivers.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NeedTest {
    @Test
    void aTokenWithTripleDesOnlySaysWhatHappensWithoutTheRest() {
        assertThat(Need.notes(List.of(Mechanism.DES3_ECB, Mechanism.DES3_CBC, Mechanism.AES_ECB)))
                .containsExactly(
                        "triple DES",
                        "no AES: no keys of AES work: use another token or embedded:",
                        "no RSA without padding: no RSA signature or decipherment works: use another token or embedded:",
                        "no derivation by encipherment: derive=native is refused; without it a derived key passes through"
                                + " host memory, and its lineage says so",
                        "no AES-CMAC: it is composed of CBC, and its subkeys pass through host memory");
    }

    @Test
    void anEmptyTokenHasNothing() {
        assertThat(Need.notes(List.of())).hasSize(Need.values().length).allMatch(note -> note.startsWith("no "));
    }
}
