package dev.tapbench.emv.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tapbench.emv.Afl;
import dev.tapbench.emv.CvmList;
import dev.tapbench.emv.Dol;
import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.TlvException;
import dev.tapbench.ports.Bytes;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Lists that steer a terminal: they read back the same, and what they ask for has the length that they say. */
class ListsFuzzTest {
    static Stream<byte[]> dataObjectList() {
        return Stream.concat(
                Seeds.of("dol.decode", "dol"),
                Stream.of(
                        Pieces.join(Bytes.hex("9F02069F1A0295055F2A02"), Bytes.hex("000000001000084000000000000840"))));
    }

    @MethodSource
    @FuzzTest(maxDuration = "")
    void dataObjectList(byte[] input) {
        Bytes data = Bytes.of(input);
        Dol dol;
        try {
            dol = Dol.parse(data);
        } catch (TlvException e) {
            Whole.requirePlace(e, data.length());
            return;
        }
        assertThat(dol.encode()).isEqualTo(data);
        Map<Integer, Bytes> values = new HashMap<>();
        dol.entries().forEach(e -> values.put(e.tag(), data.slice(0, Math.min(data.length(), 8))));
        Bytes filled = dol.fill(values);
        assertThat(filled.length()).isEqualTo(dol.length());
        assertThat(dol.fill(Map.of())).isEqualTo(Bytes.zeros(dol.length()));
        assertThat(dol.split(filled)).hasSize(values.size());
    }

    static Stream<byte[]> applicationFileLocator() {
        return Seeds.of("afl.decode", "afl");
    }

    @MethodSource
    @FuzzTest(maxDuration = "")
    void applicationFileLocator(byte[] input) {
        Bytes data = Bytes.of(input);
        try {
            assertThat(Afl.parse(data).encode()).isEqualTo(data);
        } catch (EmvDataException e) {
            assertThat(e.getMessage()).contains("AFL");
        }
    }

    static Stream<byte[]> verificationMethods() {
        return Seeds.of("cvm-list.decode", "cvm_list");
    }

    @MethodSource
    @FuzzTest(maxDuration = "")
    void verificationMethods(byte[] input) {
        Bytes data = Bytes.of(input);
        try {
            assertThat(CvmList.parse(data).encode()).isEqualTo(data);
        } catch (EmvDataException e) {
            assertThat(e.getMessage()).contains("CVM list");
        }
    }
}
