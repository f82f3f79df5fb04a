package dev.tapbench.emv.calc;

import dev.tapbench.emv.Commands;
import dev.tapbench.emv.DataDecoder;
import dev.tapbench.emv.Dol;
import dev.tapbench.emv.TagDictionary;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.ports.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Data object lists: what a card asks for, and what a terminal answers. */
final class DolOperations {
    private static final String CLAUSE = "EMV Book 3, 5.4";
    private static final Key DOL =
            Key.bytes("dol", "data object list: tag and length of each value, such as 9F02069F1A02");
    private static final Key VALUES =
            Key.map("values", "values by tag in hexadecimal, such as {\"9F02\":\"000000001000\"}; others become zeros");

    private DolOperations() {}

    static List<Operation> all() {
        return List.of(
                Operation.named("dol.decode", "Lists what a data object list asks for.", CLAUSE)
                        .takes(DOL)
                        .gives("entries", "[tag, length in bytes] of each value, in order")
                        .gives("data_length", "bytes of all values together")
                        .example("dol=9F02069F03069F1A0295055F2A029A039C019F3704")
                        .computed(DolOperations::decode),
                Operation.named("dol.fill", "Puts together the values that a data object list asks for.", CLAUSE)
                        .takes(DOL, VALUES)
                        .gives("data", "the values, padded or cut to the lengths asked for")
                        .example("dol=9F02069F1A029C01", "values={\"9F02\":\"000000001000\",\"9F1A\":\"0528\"}")
                        .computed(DolOperations::fill),
                Operation.named("dol.split", "Takes apart the values that a terminal sent.", CLAUSE)
                        .takes(DOL, Key.bytes("data", "the values, as long together as the list asks for"))
                        .gives("count", "how many values")
                        .gives("vTAG", "each value under v and its tag, such as v9F02")
                        .example("dol=9F02069F1A029C01", "data=000000001000052800")
                        .computed(DolOperations::split),
                Operation.named("gpo.command", "Makes a GET PROCESSING OPTIONS command.", "EMV Book 3, 6.5.8")
                        .takes(
                                Key.bytes("pdol", "tag 9F38 of the FCI; none where the FCI has none")
                                        .optional(),
                                VALUES.optional())
                        .gives("command", "the C-APDU")
                        .example("pdol=9F33039F3501", "values={\"9F33\":\"F8C822\",\"9F35\":\"22\"}")
                        .computed(DolOperations::getProcessingOptions));
    }

    private static void decode(Inputs in, Answer out) {
        Dol dol = Dol.parse(in.bytes("dol"));
        List<Object> entries = new ArrayList<>();
        for (Dol.Entry entry : dol.entries()) {
            entries.add(List.of(Tlv.tagBytes(entry.tag()), entry.length()));
        }
        out.give("entries", entries).give("data_length", dol.length(), "bytes");
        out.decoded(DataDecoder.value(Tags.PDOL, in.bytes("dol")).children());
    }

    private static void fill(Inputs in, Answer out) {
        Dol dol = Dol.parse(in.bytes("dol"));
        out.give("data", filled(dol, in, out));
    }

    private static Bytes filled(Dol dol, Inputs in, Answer out) {
        Bytes data = dol.fill(in.has("values") ? values(in) : Map.of());
        dol.split(data).forEach((tag, value) -> out.step(Tlv.hexTag(tag), value, TagDictionary.name(tag)));
        out.decoded(DataDecoder.dol(dol, data));
        return data;
    }

    private static Map<Integer, Bytes> values(Inputs in) {
        Map<Integer, Bytes> values = new HashMap<>();
        in.map("values").forEach((tag, value) -> {
            String path = "values." + tag;
            Bytes bytes = Inputs.bytes(path, tag);
            if (bytes.isEmpty() || bytes.length() > 3) {
                throw InputProblem.value(path, tag, "a tag of 1 to 3 bytes as the name");
            }
            values.put((int) bytes.toNumber(), Inputs.bytes(path, value));
        });
        return values;
    }

    private static void split(Inputs in, Answer out) {
        Dol dol = Dol.parse(in.bytes("dol"));
        Map<Integer, Bytes> values = dol.split(in.bytes("data"));
        out.give("count", values.size());
        values.forEach((tag, value) -> out.give("v" + Tlv.hexTag(tag), value, TagDictionary.name(tag)));
        out.decoded(DataDecoder.dol(dol, in.bytes("data")));
    }

    private static void getProcessingOptions(Inputs in, Answer out) {
        Dol pdol = Dol.parse(in.optionalBytes("pdol").orElse(Bytes.empty()));
        Bytes data = filled(pdol, in, out);
        out.give("command", Commands.gpo(data).toBytes());
    }
}
