package dev.tapbench.emv.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tapbench.emv.ApduDecoder;
import dev.tapbench.emv.CounterReport;
import dev.tapbench.emv.Dgi;
import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.Iad;
import dev.tapbench.emv.IssuerAuthenticationData;
import dev.tapbench.emv.LoadReceipt;
import dev.tapbench.emv.Pan;
import dev.tapbench.emv.PendingLoad;
import dev.tapbench.emv.TagDictionary;
import dev.tapbench.emv.Tlv;
import dev.tapbench.ports.Bytes;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Values with a fixed layout: what is taken reads back the same, what is not is refused as the card's defect. */
class ValuesFuzzTest {
    /** One value a kind: read, then encoded again. */
    private static final List<UnaryOperator<Bytes>> KINDS = List.of(
            v -> Iad.parse(v).encode(),
            v -> IssuerAuthenticationData.parse(v).encode(),
            v -> PendingLoad.parse(v).encode(),
            v -> LoadReceipt.parse(v).encode(),
            v -> nines(CounterReport.parse(v).encode(), v),
            v -> padded(Pan.ofBcd(v).toBcd(), v.length()));

    private static final List<Integer> TAGS =
            List.copyOf(TagDictionary.entries().keySet());

    /** The three amount limits may be FF.., which is written with nines; both say that they never trip. */
    private static Bytes nines(Bytes again, Bytes value) {
        Bytes same = again;
        for (int at : new int[] {9, 15, 29}) {
            if (value.slice(at, at + 6).equals(Bytes.hex("FFFFFFFFFFFF"))) {
                assertThat(again.slice(at, at + 6)).isEqualTo(Bytes.hex("999999999999"));
                same = Bytes.concat(same.slice(0, at), value.slice(at, at + 6), same.from(at + 6));
            }
        }
        return same;
    }

    /** Format cn may be filled with more F than the last digit needs (EMV Book 3, 4.3). */
    private static Bytes padded(Bytes digits, int length) {
        return digits.then(Bytes.hex("FF".repeat(length - digits.length())));
    }

    static Stream<byte[]> fixedLayout() {
        return Seeds.hex(
                "000FA501039000000000010002000012340F000000000000000000000000000000",
                "01AABBCCDD00800000",
                "02010001000000005000097800010000",
                "054761739001010119");
    }

    @MethodSource
    @FuzzTest(maxDuration = "")
    void fixedLayout(byte[] input) {
        if (input.length == 0) {
            return;
        }
        Bytes value = Bytes.of(input).from(1);
        Bytes again;
        try {
            again = KINDS.get(Math.floorMod(input[0], KINDS.size())).apply(value);
        } catch (EmvDataException e) {
            assertThat(e.getMessage()).isNotBlank();
            return;
        }
        assertThat(again).isEqualTo(value);
    }

    static Stream<byte[]> everyTag() {
        return Stream.of(
                        Seeds.of("iad.decode", "iad").map(v -> behind(0x9F10, v)),
                        Seeds.of("cvm-list.decode", "cvm_list").map(v -> behind(0x8E, v)),
                        Seeds.of("cvm-results.decode", "v").map(v -> behind(0x9F34, v)),
                        Seeds.of("afl.decode", "afl").map(v -> behind(0x94, v)))
                .flatMap(s -> s);
    }

    private static byte[] behind(int tag, byte[] value) {
        return Bytes.of(TAGS.indexOf(tag)).then(Bytes.of(value)).toArray();
    }

    /** Any value under any tag of the dictionary, as a card answers GET DATA. */
    @MethodSource
    @FuzzTest(maxDuration = "")
    void everyTag(byte[] input) {
        if (input.length == 0) {
            return;
        }
        int tag = TAGS.get((input[0] & 0xFF) % TAGS.size());
        Bytes object = Tlv.encode(tag, Bytes.of(input).from(1));
        Whole.require(new ApduDecoder()
                .decode(Bytes.hex("80CA000000"), object.then(Bytes.hex("9000")))
                .response());
    }

    static Stream<byte[]> dataGroupings() {
        return Seeds.hex("010106700412345678", "8010080011223344556677", "9102FF0003A50100");
    }

    @MethodSource
    @FuzzTest(maxDuration = "")
    void dataGroupings(byte[] input) {
        List<Dgi> groupings;
        try {
            groupings = Dgi.parseAll(Bytes.of(input));
        } catch (EmvDataException e) {
            assertThat(e.getMessage()).contains("at byte");
            return;
        }
        Bytes again = Bytes.concat(groupings.stream().map(Dgi::encode).toArray(Bytes[]::new));
        assertThat(Dgi.parseAll(again)).isEqualTo(groupings);
        assertThat(again.length()).isLessThanOrEqualTo(input.length);
    }
}
