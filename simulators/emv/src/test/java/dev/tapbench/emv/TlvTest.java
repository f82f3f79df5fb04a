package dev.tapbench.emv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.ports.Bytes;
import org.junit.jupiter.api.Test;

class TlvTest {
    private static final int TEMPLATE = 0xE1;

    private static Bytes nested(int levels) {
        Bytes data = Bytes.empty();
        for (int i = 0; i < levels; i++) {
            data = Tlv.encode(TEMPLATE, data);
        }
        return data;
    }

    @Test
    void objectsLieInsideOneAnotherThirtyTwoLevelsDeepAndNoDeeper() {
        assertThat(Tlv.parse(nested(Tlv.MOST_LEVELS)).tag()).isEqualTo(TEMPLATE);
        assertThatThrownBy(() -> Tlv.parse(nested(Tlv.MOST_LEVELS + 1)))
                .isInstanceOfSatisfying(
                        TlvException.class, e -> assertThat(e.offset()).isEqualTo(2 * Tlv.MOST_LEVELS))
                .hasMessageContaining("lies 32 levels deep");
    }

    /** As deep as a file of 64 KB can be: refused, not a stack that overflows. */
    @Test
    void aHostileDepthIsRefused() {
        byte[] bytes = new byte[0x10000];
        for (int i = 0; i + 4 <= bytes.length; i += 4) {
            int left = bytes.length - i - 4;
            bytes[i] = (byte) TEMPLATE;
            bytes[i + 1] = (byte) 0x82;
            bytes[i + 2] = (byte) (left >>> 8);
            bytes[i + 3] = (byte) left;
        }
        assertThatThrownBy(() -> Tlv.parseAll(Bytes.of(bytes))).isInstanceOf(TlvException.class);
    }
}
