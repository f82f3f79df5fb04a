package dev.tapbench.ports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EntropyTest {
    @Test
    void aSeedAndAPurposeRepeatTheirBytes() {
        assertThat(Entropy.seeded(1, "terminal").bytes(100))
                .isEqualTo(Entropy.seeded(1, "terminal").bytes(100));
        assertThat(Entropy.seeded(1, "terminal").bytes(16))
                .isNotEqualTo(Entropy.seeded(2, "terminal").bytes(16))
                .isNotEqualTo(Entropy.seeded(1, "issuer").bytes(16));
    }

    @Test
    void theStreamDoesNotDependOnHowItIsCut() {
        Entropy pieces = Entropy.seeded(1, "x");
        Bytes joined =
                pieces.bytes(1).then(pieces.bytes(31)).then(pieces.bytes(0)).then(pieces.bytes(40));
        assertThat(joined).isEqualTo(Entropy.seeded(1, "x").bytes(72));
    }

    /** SHA-256 of "1|x|0", by sha256sum. */
    @Test
    void theStreamIsTheDocumentedOne() {
        assertThat(Entropy.seeded(1, "x").bytes(8)).isEqualTo(Bytes.hex("D6C78D7164DD76D1"));
    }
}
