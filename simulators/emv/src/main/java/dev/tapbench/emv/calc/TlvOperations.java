package dev.tapbench.emv.calc;

import dev.tapbench.emv.DataDecoder;
import dev.tapbench.emv.Tlv;
import dev.tapbench.ports.Bytes;
import java.util.ArrayList;
import java.util.List;

/** BER-TLV data objects. */
final class TlvOperations {
    private TlvOperations() {}

    static List<Operation> all() {
        return List.of(
                Operation.named("tlv.decode", "Takes data objects apart.", "EMV Book 3, Annex B")
                        .takes(Key.bytes("data", "data objects, one after the other"))
                        .gives("tags", "[tag, value] of each primitive object, in order")
                        .gives("tree", "[tag, value or objects inside] of each object, in order")
                        .example("data=6F1A840E315041592E5359532E4444463031A5088801015F2D02656E")
                        .computed(TlvOperations::decode),
                Operation.named("tlv.encode", "Makes a data object with the shortest length.", "EMV Book 3, Annex B")
                        .takes(
                                Key.bytes("tag", "1 to 3 bytes", 1, 2, 3),
                                Key.bytes("value", "of a constructed object the encoded objects inside"))
                        .gives("encoded", "tag, length, value")
                        .example("tag=9F02", "value=000000001000")
                        .computed(TlvOperations::encode));
    }

    private static void decode(Inputs in, Answer out) {
        List<Tlv> objects = Tlv.parseAll(in.bytes("data"));
        out.give("tags", leaves(objects)).give("tree", tree(objects)).decoded(DataDecoder.tlv(in.bytes("data")));
    }

    /** [tag, value] of each primitive object, at any depth. */
    static List<Object> leaves(List<Tlv> objects) {
        List<Object> leaves = new ArrayList<>();
        leaves(objects, leaves);
        return leaves;
    }

    private static void leaves(List<Tlv> objects, List<Object> into) {
        for (Tlv object : objects) {
            if (object.constructed()) {
                leaves(object.children(), into);
            } else {
                into.add(List.of(Tlv.tagBytes(object.tag()), object.value()));
            }
        }
    }

    private static List<Object> tree(List<Tlv> objects) {
        List<Object> nodes = new ArrayList<>();
        for (Tlv object : objects) {
            nodes.add(List.of(
                    Tlv.tagBytes(object.tag()), object.constructed() ? tree(object.children()) : object.value()));
        }
        return nodes;
    }

    private static void encode(Inputs in, Answer out) {
        Bytes tag = in.bytes("tag");
        Bytes encoded;
        try {
            encoded = Tlv.encode((int) tag.toNumber(), in.bytes("value"));
        } catch (IllegalArgumentException e) {
            throw InputProblem.value("tag", tag, "a tag (EMV Book 3, B1): " + e.getMessage());
        }
        out.give("encoded", encoded).decoded(DataDecoder.tlv(encoded));
    }
}
