package dev.tapbench.parties.messages;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tapbench.ports.Bytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;

/** What comes over a wire is a message that reads back the same, or refused as the sender's mistake. */
class MessagesFuzzTest {
    private static final Bytes MAC = Bytes.hex("80FF00017F0D0A2F");

    static Stream<byte[]> host() {
        HostMessage request = HostMessage.of("0100")
                .with(2, "6799990100000000019")
                .with(3, "280000")
                .with(4, "000000005000")
                .with(7, "1103120000")
                .with(11, "000001")
                .with(35, "6799990100000000019=3012")
                .with(41, "TERM0001")
                .with(49, "978")
                .withChipData(Bytes.hex("9F260800FF80C3A9E282AC9F270180"));
        HostMessage reversal = HostMessage.of("0420").with(39, "00").with(90, "0".repeat(42));
        HostMessage echo = HostMessage.of("0800").with(7, "1103120000").with(70, "001");
        return Stream.of(request, reversal, echo)
                .map(message -> HostCodec.encode(message, MAC).toArray());
    }

    @MethodSource
    @FuzzTest(maxDuration = "")
    void host(byte[] input) {
        Bytes data = Bytes.of(input);
        HostCodec.Decoded decoded;
        try {
            decoded = HostCodec.decode(data);
        } catch (HostFormatException e) {
            assertThat(e.getMessage()).isNotBlank();
            return;
        }
        assertThat(HostCodec.encode(decoded.message(), decoded.mac())).isEqualTo(data);
        assertThat(decoded.mac()).isEqualTo(data.from(data.length() - HostCodec.MAC_LENGTH));
        assertThat(decoded.message().named())
                .containsEntry("MTI", decoded.message().mti());
        assertThat(HostSeal.peek(data)).isEqualTo(decoded.message());
    }

    static Stream<byte[]> frames() {
        return Stream.of("0003AABBCC0000", "0002AABB0001", "FFFF00", "01")
                .map(hex -> Bytes.hex(hex).toArray());
    }

    @MethodSource
    @FuzzTest(maxDuration = "")
    void frames(byte[] input) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(input);
        ByteArrayOutputStream again = new ByteArrayOutputStream();
        try {
            for (Optional<Bytes> frame = HostFrames.read(in); frame.isPresent(); frame = HostFrames.read(in)) {
                HostFrames.write(again, frame.get());
            }
        } catch (EOFException e) {
            assertThat(again.size()).as("whole frames before a cut one").isLessThan(input.length);
            assertThat(Bytes.of(input).slice(0, again.size())).isEqualTo(Bytes.of(again.toByteArray()));
            return;
        }
        assertThat(Bytes.of(again.toByteArray())).isEqualTo(Bytes.of(input));
    }

    /** Messages with each kind of field: text, number, date, bytes, list. */
    private static final List<Class<? extends SessionMessage>> KINDS = List.of(
            PersonalizationRequest.class,
            PreparedData.class,
            DeviceCommands.class,
            DeviceResponses.class,
            PreparationOrder.class);

    static Stream<byte[]> json() {
        return Stream.of(
                        "0{\"session\":\"S1\",\"number\":1,\"product\":\"prepaid\",\"funds\":2000,\"currency\":978}",
                        "2{\"session\":\"S1\",\"number\":2,\"commands\":[\"00A4040000\"]}",
                        "3{\"session\":\"S1\",\"number\":3,\"responses\":[\"9000\",null,7]}",
                        "3{\"session\":\"S1\",\"number\":3,\"responses\":[\"900\"]}")
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource
    @FuzzTest(maxDuration = "")
    void json(byte[] input) {
        if (input.length == 0) {
            return;
        }
        requireReadsBack(
                KINDS.get(Math.floorMod(input[0] - '0', KINDS.size())),
                new String(input, 1, input.length - 1, StandardCharsets.UTF_8));
    }

    private static <M extends SessionMessage> void requireReadsBack(Class<M> kind, String json) {
        M message;
        try {
            message = MessageJson.read(json, kind);
        } catch (JacksonException e) {
            return;
        }
        if (message != null) {
            assertThat(MessageJson.read(MessageJson.write(message), kind)).isEqualTo(message);
        }
    }
}
