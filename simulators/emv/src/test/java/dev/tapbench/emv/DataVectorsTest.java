package dev.tapbench.emv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.emv.testing.Vector;
import dev.tapbench.ports.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The coded data of EMV against known answers. */
class DataVectorsTest {
    static Stream<Vector> tlvDecode() {
        return Vector.of("tlv.decode");
    }

    @ParameterizedTest
    @MethodSource
    void tlvDecode(Vector vector) {
        if (vector.expected().has("error")) {
            TlvException.Part part = switch (vector.expected().get("error").asString()) {
                case "tag" -> TlvException.Part.TAG;
                case "len" -> TlvException.Part.LENGTH;
                default -> TlvException.Part.VALUE;
            };
            assertThatThrownBy(() -> Tlv.parseAll(vector.in("data")))
                    .isInstanceOfSatisfying(
                            TlvException.class, e -> assertThat(e.part()).isEqualTo(part));
        } else if (vector.expected().has("tree")) {
            assertThat(tree(Tlv.parseAll(vector.in("data"))))
                    .isEqualTo(vector.expected().get("tree").toString());
        } else {
            List<String> leaves = new ArrayList<>();
            leaves(Tlv.parseAll(vector.in("data")), leaves);
            assertThat(leaves).isEqualTo(pairs(vector.expected().get("tags")));
        }
    }

    private static String tree(List<Tlv> objects) {
        StringBuilder text = new StringBuilder("[");
        for (Tlv object : objects) {
            text.append(text.length() > 1 ? "," : "")
                    .append("[\"")
                    .append(Tlv.hexTag(object.tag()))
                    .append("\",")
                    .append(object.constructed() ? tree(object.children()) : "\"" + object.value() + "\"")
                    .append(']');
        }
        return text.append(']').toString();
    }

    private static void leaves(List<Tlv> objects, List<String> into) {
        for (Tlv object : objects) {
            if (object.constructed()) {
                leaves(object.children(), into);
            } else {
                into.add(Tlv.hexTag(object.tag()) + "=" + object.value());
            }
        }
    }

    private static List<String> pairs(JsonNode array) {
        return array.valueStream()
                .map(p -> p.get(0).asString() + "=" + p.get(1).asString())
                .toList();
    }

    static Stream<Vector> tlvEncode() {
        return Vector.of("tlv.encode");
    }

    @ParameterizedTest
    @MethodSource
    void tlvEncode(Vector vector) {
        assertThat(Tlv.encode(Integer.parseInt(vector.text("tag"), 16), vector.in("value")))
                .isEqualTo(vector.out("encoded"));
    }

    static Stream<Vector> dolDecode() {
        return Vector.of("dol.decode");
    }

    @ParameterizedTest
    @MethodSource
    void dolDecode(Vector vector) {
        if (vector.expected().has("error")) {
            assertThatThrownBy(() -> Dol.parse(vector.in("dol"))).isInstanceOf(EmvDataException.class);
            return;
        }
        Dol dol = Dol.parse(vector.in("dol"));
        assertThat(dol.length()).isEqualTo(vector.expected().get("data_length").asInt());
        assertThat(dol.entries().stream().map(e -> Tlv.hexTag(e.tag()) + "=" + e.length()))
                .isEqualTo(vector.expected()
                        .get("entries")
                        .valueStream()
                        .map(p -> p.get(0).asString() + "=" + p.get(1).asInt())
                        .toList());
        assertThat(dol.encode()).isEqualTo(vector.in("dol"));
    }

    static Stream<Vector> dolFill() {
        return Vector.of("dol.fill");
    }

    @ParameterizedTest
    @MethodSource
    void dolFill(Vector vector) {
        Map<Integer, Bytes> values = new HashMap<>();
        vector.inputs()
                .get("values")
                .forEachEntry((tag, value) -> values.put(Integer.parseInt(tag, 16), Bytes.hex(value.asString())));
        assertThat(Dol.parse(vector.in("dol")).fill(values)).isEqualTo(vector.out("data"));
    }

    static Stream<Vector> dolSplit() {
        return Vector.of("dol.split");
    }

    @ParameterizedTest
    @MethodSource
    void dolSplit(Vector vector) {
        Map<Integer, Bytes> values = Dol.parse(vector.in("dol")).split(vector.in("data"));
        assertThat(values).hasSize(vector.expected().get("count").asInt());
        assertThat(values.get(0x9F66)).isEqualTo(vector.out("v9F66"));
        assertThat(values.get(0x9F37)).isEqualTo(vector.out("v9F37"));
        assertThat(values.get(0x9F02)).isEqualTo(vector.out("v9F02"));
    }

    static Stream<Vector> aflDecode() {
        return Vector.of("afl.decode");
    }

    @ParameterizedTest
    @MethodSource
    void aflDecode(Vector vector) {
        if (vector.expected().has("error")) {
            assertThatThrownBy(() -> Afl.parse(vector.in("afl"))).isInstanceOf(EmvDataException.class);
            return;
        }
        Afl afl = Afl.parse(vector.in("afl"));
        assertThat(afl.entries().stream()
                        .map(e -> List.of(e.sfi(), e.first(), e.last(), e.authenticated())
                                .toString()
                                .replace(" ", "")))
                .isEqualTo(vector.expected()
                        .get("entries")
                        .valueStream()
                        .map(JsonNode::toString)
                        .toList());
        assertThat(afl.encode()).isEqualTo(vector.in("afl"));
    }

    static Stream<Vector> cvmListDecode() {
        return Vector.of("cvm-list.decode");
    }

    @ParameterizedTest
    @MethodSource
    void cvmListDecode(Vector vector) {
        if (vector.expected().has("error")) {
            assertThatThrownBy(() -> CvmList.parse(vector.in("cvm_list"))).isInstanceOf(EmvDataException.class);
            return;
        }
        CvmList list = CvmList.parse(vector.in("cvm_list"));
        assertThat(list.amountX()).isEqualTo(vector.expected().get("amount_x").asLong());
        assertThat(list.amountY()).isEqualTo(vector.expected().get("amount_y").asLong());
        assertThat(list.rules().stream().map(r -> String.format(Locale.ROOT, "%02X=%02X", r.code(), r.condition())))
                .isEqualTo(pairs(vector.expected().get("rules")));
        assertThat(list.encode()).isEqualTo(vector.in("cvm_list"));
    }

    static Stream<Vector> iadDecode() {
        return Vector.of("iad.decode");
    }

    @ParameterizedTest
    @MethodSource
    void iadDecode(Vector vector) {
        Iad iad = Iad.parse(vector.in("iad"));
        assertThat(Bytes.of(iad.dki())).isEqualTo(vector.out("kdi"));
        assertThat(Bytes.of(iad.cci())).isEqualTo(vector.out("cci"));
        assertThat(iad.cvr().value()).isEqualTo(vector.out("cvr"));
        assertThat(iad.encode()).isEqualTo(vector.in("iad"));
    }
}
