package dev.tapbench.emv.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tapbench.emv.Tlv;
import dev.tapbench.emv.TlvException;
import dev.tapbench.ports.Bytes;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** BER-TLV: every byte lies in an object or is filler, and an object's encoding reads back the same. */
class TlvFuzzTest {
    static Stream<byte[]> objects() {
        return Stream.of(
                        Seeds.of("tlv.decode", "data"),
                        Seeds.of("gpo.decode", "response"),
                        Seeds.of("record.decode", "response"),
                        Seeds.of("transcript.ppse", "fci"))
                .flatMap(s -> s);
    }

    @MethodSource
    @FuzzTest(maxDuration = "")
    void objects(byte[] input) {
        Bytes data = Bytes.of(input);
        List<Tlv> objects;
        try {
            objects = Tlv.parseAll(data);
        } catch (TlvException e) {
            Whole.requirePlace(e, data.length());
            return;
        }
        requireAll(data, 0, data.length(), objects);
    }

    /** The objects between two places, and nothing but filler between them. */
    private static void requireAll(Bytes data, int from, int to, List<Tlv> objects) {
        int at = from;
        for (Tlv object : objects) {
            requireFiller(data, at, object.offset());
            at = object.offset() + object.encoded().length();
            assertThat(data.slice(object.offset(), at)).isEqualTo(object.encoded());
            requireReadsBack(object);
            if (object.constructed()) {
                requireAll(data, at - object.value().length(), at, object.children());
            } else {
                assertThat(object.children()).isEmpty();
            }
        }
        requireFiller(data, at, to);
    }

    private static void requireFiller(Bytes data, int from, int to) {
        assertThat(data.slice(from, to)).as("between objects").isEqualTo(Bytes.zeros(to - from));
    }

    private static void requireReadsBack(Tlv object) {
        Tlv same = Tlv.of(object.tag(), object.value());
        assertThat(same.tag()).isEqualTo(object.tag());
        assertThat(same.value()).isEqualTo(object.value());
        assertThat(same.encoded().length()).isLessThanOrEqualTo(object.encoded().length());
        assertThat(object.encoded().toHex()).startsWith(Tlv.hexTag(object.tag()));
    }
}
