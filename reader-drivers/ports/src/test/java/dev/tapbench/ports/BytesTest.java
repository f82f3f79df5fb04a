package dev.tapbench.ports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class BytesTest {
    @Test
    void readsAndPrintsHexadecimal() {
        assertThat(Bytes.hex("00 a4 FF")).isEqualTo(Bytes.of(0, 0xA4, -1)).hasToString("00A4FF");
        assertThat(Bytes.hex("")).isEqualTo(Bytes.empty());
        assertThatIllegalArgumentException().isThrownBy(() -> Bytes.hex("0"));
        assertThatIllegalArgumentException().isThrownBy(() -> Bytes.hex("0G"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bytes.of(1, 256))
                .withMessage("not a byte: 256 at index 1");
    }

    @Test
    void sharesNoArray() {
        byte[] mine = {1, 2};
        Bytes bytes = Bytes.of(mine);
        mine[0] = 9;
        bytes.toArray()[1] = 9;
        assertThat(bytes).isEqualTo(Bytes.of(1, 2));
    }

    @Test
    void holdsNumbersBigEndian() {
        assertThat(Bytes.number(0x1234, 3)).isEqualTo(Bytes.hex("001234"));
        assertThat(Bytes.hex("FFFFFF").toNumber()).isEqualTo(0xFFFFFFL);
        assertThat(Bytes.number(Long.MAX_VALUE, 8).toNumber()).isEqualTo(Long.MAX_VALUE);
        assertThatIllegalArgumentException().isThrownBy(() -> Bytes.number(256, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Bytes.number(-1, 4));
        assertThatIllegalStateException().isThrownBy(() -> Bytes.zeros(9).toNumber());
        assertThatIllegalStateException()
                .isThrownBy(() -> Bytes.hex("8000000000000000").toNumber());
    }

    @Test
    void cutsAndJoins() {
        Bytes bytes = Bytes.hex("01020304");
        assertThat(bytes.slice(1, 3)).isEqualTo(Bytes.hex("0203"));
        assertThat(bytes.from(4)).isEqualTo(Bytes.empty());
        assertThat(bytes.at(3)).isEqualTo(4);
        assertThat(Bytes.concat(bytes.from(3), Bytes.empty(), bytes.slice(0, 1)))
                .isEqualTo(Bytes.hex("0401"));
        assertThat(bytes.then(Bytes.of(5)).length()).isEqualTo(5);
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> bytes.slice(3, 5))
                .withMessage("bytes 3 to 5 of 4");
    }

    @Test
    void xorsRunsOfOneLength() {
        assertThat(Bytes.hex("0FF0").xor(Bytes.hex("FFFF"))).isEqualTo(Bytes.hex("F00F"));
        assertThatIllegalArgumentException().isThrownBy(() -> Bytes.of(1).xor(Bytes.of(1, 2)));
    }

    /** What is cut out of the middle is no other than what was written down alone. */
    @Test
    void aSliceOfASliceIsLikeAnyOther() {
        Bytes cut = Bytes.hex("FF FF 81 02 03 FF").slice(1, 5).slice(1, 4);
        Bytes alone = Bytes.hex("810203");
        assertThat(cut).isEqualTo(alone).hasSameHashCodeAs(alone).hasToString("810203");
        assertThat(cut.toArray()).isEqualTo(alone.toArray());
        assertThat(cut.length()).isEqualTo(3);
        assertThat(cut.at(0)).isEqualTo(0x81);
        assertThat(cut.toNumber()).isEqualTo(0x810203);
        assertThat(cut.then(cut)).isEqualTo(Bytes.hex("810203810203"));
        assertThat(cut.xor(alone)).isEqualTo(Bytes.zeros(3));
        assertThat(alone.xor(cut)).isEqualTo(Bytes.zeros(3));
        assertThat(cut).isNotEqualTo(Bytes.hex("81020304")).isNotEqualTo(Bytes.hex("8102"));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> cut.at(3));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> cut.at(-1));
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> cut.from(4))
                .withMessage("bytes 4 to 3 of 3");
    }
}
