package dev.tapbench.emv.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.Pan;
import dev.tapbench.emv.Pin;
import dev.tapbench.emv.testing.SoftwareHsm;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.KeyKind;
import dev.tapbench.ports.hsm.KeyLabel;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PIN blocks there and back, and those that are none; single blocks are held to known answers elsewhere. */
class PinBlocksTest {
    private static final Pan PAN = Pan.of("5555555551234567");
    private static final Pan OTHER = Pan.of("5413339000006165");
    private static final Bytes RANDOM = Bytes.hex("A9C0FFEE123456");
    private static final Bytes LETTERS = Bytes.hex("ABCDEFFEDCBAAB");
    private static final KeyLabel KEY = KeyLabel.of("pin-key");

    private final SoftwareHsm hsm = new SoftwareHsm();

    @ParameterizedTest
    @ValueSource(strings = {"1234", "12345", "123456789012"})
    void whatGoesIntoABlockComesOut(String digits) {
        Pin pin = Pin.of(digits);
        assertThat(PinBlocks.pin(PinBlocks.format0(pin, PAN), PAN)).isEqualTo(pin);
        assertThat(PinBlocks.pin(PinBlocks.format1(pin, RANDOM))).isEqualTo(pin);
        assertThat(PinBlocks.pin(PinBlocks.format2(pin))).isEqualTo(pin);
        assertThat(PinBlocks.pin(PinBlocks.format3(pin, PAN, LETTERS), PAN)).isEqualTo(pin);
        hsm.importKey(KEY, KeyKind.AES_128, Bytes.hex("00112233445566778899AABBCCDDEEFF"));
        Bytes block = PinBlock4.encipher(hsm, KEY, pin, PAN, Bytes.hex("0102030405060708"));
        assertThat(PinBlock4.decipher(hsm, KEY, block, PAN)).isEqualTo(pin);
        assertThat(PinBlock4.encipher(hsm, KEY, pin, PAN, Bytes.hex("0102030405060709")))
                .isNotEqualTo(block);
    }

    @Test
    void aBlockOfAnotherAccountIsRefused() {
        Pin pin = Pin.of("1234");
        assertRefused(() -> PinBlocks.pin(PinBlocks.format0(pin, PAN), OTHER), "not filled with F");
        assertRefused(() -> PinBlocks.pin(PinBlocks.format3(pin, PAN, LETTERS), OTHER), "not filled with [A-F]");
        hsm.importKey(KEY, KeyKind.AES_256, Bytes.zeros(32));
        Bytes block = PinBlock4.encipher(hsm, KEY, pin, PAN, Bytes.zeros(8));
        assertRefused(() -> PinBlock4.decipher(hsm, KEY, block, OTHER), "expected 4");
    }

    @Test
    void aBlockOfAnotherFormatOrLengthIsRefused() {
        Pin pin = Pin.of("1234");
        assertRefused(() -> PinBlocks.pin(PinBlocks.format0(pin, PAN)), "has format 0: expected 2 or 1");
        assertRefused(() -> PinBlocks.pin(PinBlocks.format2(pin), PAN), "has format 2: expected 0 or 3");
        assertRefused(() -> PinBlocks.pin(Bytes.zeros(7)), "8 bytes, not 7");
        assertRefused(() -> PinBlocks.pin(Bytes.zeros(9), PAN), "8 bytes, not 9");
        assertRefused(() -> PinBlocks.pin(Bytes.hex("24123FFFFFFFFFFF")), "digits above 9");
        assertRefused(() -> PinBlocks.pin(Bytes.hex("2D12345678901234")), "announces 13 digits: expected 4 to 12");
        assertRefused(() -> PinBlocks.pin(Bytes.hex("241234FFFFFFFFFA")), "format 2 is not filled with F");
        Bytes wrongFill = PinBlocks.format0(pin, PAN).xor(Bytes.hex("0000000000000001"));
        assertRefused(() -> PinBlocks.pin(wrongFill, PAN), "format 0 is not filled with F");
        assertRefused(() -> PinBlock4.decipher(hsm, KEY, Bytes.zeros(8), PAN), "16 bytes, not 8");
    }

    @Test
    void aFillThatTheFormatDoesNotHaveIsRefused() {
        Pin pin = Pin.of("1234");
        assertThatThrownBy(() -> PinBlocks.format3(pin, PAN, RANDOM))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("digits A to F");
        assertThatThrownBy(() -> PinBlocks.format1(pin, Bytes.zeros(8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("7 bytes, not 8");
        assertThatThrownBy(() -> PinBlock4.encipher(hsm, KEY, pin, PAN, Bytes.zeros(7)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("8 random bytes, not 7");
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(EmvDataException.class).hasMessageContaining(message);
    }
}
