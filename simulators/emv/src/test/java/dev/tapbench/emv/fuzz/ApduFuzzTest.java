package dev.tapbench.emv.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tapbench.emv.ApduDecoder;
import dev.tapbench.emv.CommandApdu;
import dev.tapbench.emv.DecodedExchange;
import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.ResponseApdu;
import dev.tapbench.ports.Bytes;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Commands and responses: what is read is sent the same, and a decoder that saw anything still shows every byte of the next. */
class ApduFuzzTest {
    static Stream<byte[]> command() {
        return Seeds.hex("00A4040007A000000003101000", "0084000000", "00200080", "80AE40000102", "0020008802AABB");
    }

    @MethodSource
    @FuzzTest(maxDuration = "")
    void command(byte[] input) {
        Bytes data = Bytes.of(input);
        CommandApdu command;
        try {
            command = CommandApdu.parse(data);
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).contains("C-APDU");
            return;
        }
        assertThat(command.toBytes()).isEqualTo(data);
        assertThat(CommandApdu.parse(command.toBytes())).isEqualTo(command);
    }

    static Stream<byte[]> response() {
        return Seeds.of("gpo.decode", "response");
    }

    @MethodSource
    @FuzzTest(maxDuration = "")
    void response(byte[] input) {
        Bytes data = Bytes.of(input);
        ResponseApdu response;
        try {
            response = ResponseApdu.parse(data);
        } catch (EmvDataException e) {
            assertThat(data.length()).isLessThan(2);
            return;
        }
        assertThat(response.toBytes()).isEqualTo(data);
        assertThat(response.sw().meaning()).isNotBlank();
    }

    static Stream<byte[]> exchanges() {
        return Seeds.transcripts();
    }

    @MethodSource
    @FuzzTest(maxDuration = "")
    void exchanges(byte[] input) {
        requireWhole(new Pieces(input));
    }

    static Stream<byte[]> personalization() {
        Bytes groupings = Bytes.hex("010104700212343000048011000182010300112233");
        return Stream.of(
                Pieces.join(
                        Bytes.hex("80500000081122334455667788"),
                        Bytes.hex("00010203040506070809010200112233445566778899AABBCCDDEEFF9000"),
                        Bytes.hex("848203001000112233445566778899AABBCCDDEEFF"),
                        Bytes.hex("9000")),
                Pieces.join(
                        Bytes.hex("80E20000").then(Bytes.of(groupings.length())).then(groupings),
                        Bytes.hex("9000"),
                        Bytes.hex("80E2800104AABB0101"),
                        Bytes.hex("9000")),
                Pieces.join(Bytes.hex("84E260000B8000FF01000011223344FF"), Bytes.hex("6A80")));
    }

    /** STORE DATA, whose groupings continue from one command to the next: every piece is made one. */
    @MethodSource
    @FuzzTest(maxDuration = "")
    void personalization(byte[] input) {
        ApduDecoder decoder = new ApduDecoder();
        Pieces pieces = new Pieces(input);
        while (pieces.hasNext()) {
            Bytes piece = pieces.next();
            Bytes command = piece.length() < 5 ? piece : storeData(piece);
            requireWhole(decoder, command, pieces.next());
        }
    }

    private static Bytes storeData(Bytes piece) {
        int ins = piece.at(1) == 0x50 || piece.at(1) == 0x82 ? piece.at(1) : 0xE2;
        Bytes data = piece.slice(5, Math.min(piece.length(), 260));
        Bytes header = Bytes.of(piece.at(0), ins, piece.at(2), piece.at(3));
        return data.isEmpty() ? header : Bytes.concat(header, Bytes.of(data.length()), data);
    }

    private static void requireWhole(Pieces pieces) {
        ApduDecoder decoder = new ApduDecoder();
        while (pieces.hasNext()) {
            requireWhole(decoder, pieces.next(), pieces.next());
        }
    }

    private static void requireWhole(ApduDecoder decoder, Bytes command, Bytes response) {
        DecodedExchange exchange = decoder.decode(command, response);
        assertThat(exchange.command().bytes()).isEqualTo(command);
        assertThat(exchange.response().bytes()).isEqualTo(response);
        Whole.require(exchange.command());
        Whole.require(exchange.response());
        assertThat(exchange.command().lines()).isNotEmpty();
        assertThat(exchange.response().lines()).isNotEmpty();
    }
}
