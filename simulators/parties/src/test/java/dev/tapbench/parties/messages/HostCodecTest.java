package dev.tapbench.parties.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.trace.MessageType;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HostCodecTest {
    private static final Bytes MAC = Bytes.hex("80FF00017F0D0A2F");

    private static HostMessage request() {
        return HostMessage.of("0100")
                .with(2, "6799990100000000019")
                .with(3, "280000")
                .with(4, "000000005000")
                .with(41, "TERM0001")
                .withChipData(Bytes.hex("9F2608 00FF80C3A9E282AC 9F2701 80"));
    }

    @Test
    void writesAsciiNumericsBinaryBitmapAndRawBinaryElements() {
        String expected = ascii("0100") + "7000000000800201" + ascii("196799990100000000019") + ascii("280000")
                + ascii("000000005000") + ascii("TERM0001") + ascii("015") + "9F260800FF80C3A9E282AC9F270180"
                + MAC.toHex();

        assertThat(HostCodec.encode(request(), MAC).toHex()).isEqualTo(expected);
    }

    @Test
    void readsBackWhatItWrote() {
        HostCodec.Decoded decoded = HostCodec.decode(HostCodec.encode(request(), MAC));

        assertThat(decoded.message()).isEqualTo(request());
        assertThat(decoded.mac()).isEqualTo(MAC);
    }

    @Test
    void everyByteValueSurvivesInChipData() {
        byte[] all = new byte[255];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) (i + 1);
        }
        HostMessage message = HostMessage.of("0220").withChipData(Bytes.of(all));

        assertThat(HostCodec.decode(HostCodec.encode(message, MAC)).message()).isEqualTo(message);
    }

    @Test
    void putsTheMacIntoTheSecondaryBitmapWhereThereIsOne() {
        HostMessage message = HostMessage.of("0800").with(7, "1103120000").with(70, "001");
        Bytes bytes = HostCodec.encode(message, MAC);

        assertThat(bytes.toHex())
                .isEqualTo(ascii("0800") + "82000000000000000400000000000001" + ascii("1103120000") + ascii("001")
                        + MAC.toHex());
        assertThat(HostCodec.decode(bytes).message()).isEqualTo(message);
    }

    @Test
    void refusesBytesThatAreNoMessage() {
        Bytes good = HostCodec.encode(request(), MAC);

        for (int length = 0; length < good.length(); length++) {
            Bytes cut = good.slice(0, length);
            assertThatThrownBy(() -> HostCodec.decode(cut)).isInstanceOf(HostFormatException.class);
        }
        assertThatThrownBy(() -> HostCodec.decode(good.then(Bytes.of(0))))
                .isInstanceOf(HostFormatException.class)
                .hasMessageContaining("read back");
        assertThatThrownBy(() -> HostCodec.decode(Bytes.hex(ascii("0999")).then(good.from(4))))
                .isInstanceOf(HostFormatException.class)
                .hasMessageContaining("30393939");
    }

    @Test
    void aRefusalShowsNoCardNumber() {
        Bytes good = HostCodec.encode(request(), MAC);
        String bad = good.toHex().replace(ascii("280000"), ascii("28000X"));

        assertThatThrownBy(() -> HostCodec.decode(Bytes.hex(bad)))
                .isInstanceOf(HostFormatException.class)
                .hasMessageContaining("DE3")
                .hasMessageNotContaining("679999010000");
    }

    @Test
    void refusesElementsInAWrongFormat() {
        HostMessage message = HostMessage.of("0100");

        assertThatThrownBy(() -> message.with(4, "50.00")).hasMessageContaining("DE4 as [0-9]{12}");
        assertThatThrownBy(() -> message.with(48, "x")).hasMessageContaining("DE48");
        assertThatThrownBy(() -> HostMessage.of("0200")).hasMessageContaining("0200");
        assertThatThrownBy(() -> message.require(11))
                .isInstanceOf(HostFormatException.class)
                .hasMessageContaining("DE11");
    }

    @Test
    void knowsWhatAnswersWhat() {
        assertThat(HostMessage.of("0221").responseMti()).isEqualTo("0230");
        assertThat(HostMessage.of("0421").responseMti()).isEqualTo("0430");
        assertThat(HostMessage.of("0100").responseMti()).isEqualTo("0110");
        assertThat(HostMessage.of("0221").repeated()).isTrue();
        assertThat(HostMessage.of("0110").type()).isEqualTo(MessageType.AUTHORIZATION_RESPONSE);
    }

    @Test
    void aRepeatHasTheDuplicateKeyOfTheFirst() {
        HostMessage first = HostMessage.of("0220")
                .with(7, "1103120000")
                .with(11, "000007")
                .with(32, "123456")
                .with(41, "TERM0001");
        HostMessage repeat = HostMessage.of("0221").echoing(first, 7, 11, 32, 41);

        assertThat(repeat.duplicateKey()).isEqualTo(first.duplicateKey());
        assertThat(first.with(11, "000008").duplicateKey()).isNotEqualTo(first.duplicateKey());
    }

    private static String ascii(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.US_ASCII)).toHex();
    }
}
