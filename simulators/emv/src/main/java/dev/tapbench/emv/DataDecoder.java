package dev.tapbench.emv;

import dev.tapbench.ports.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Data objects and DOL data as nodes that leave no byte out. */
public final class DataDecoder {
    private DataDecoder() {}

    /** The value of a tag, without tag and length. */
    public static DecodedNode value(int tag, Bytes value) {
        return ValueDecoder.node(tag, value, value, Optional.empty());
    }

    /** All objects; filler between them and bytes that are no TLV become nodes of their own. */
    public static List<DecodedNode> tlv(Bytes data) {
        List<Tlv> objects;
        try {
            objects = Tlv.parseAll(data);
        } catch (TlvException e) {
            return List.of(broken(data, e));
        }
        return tlv(data, objects);
    }

    /** The same of objects that were parsed out of {@code data} already. */
    static List<DecodedNode> tlv(Bytes data, List<Tlv> objects) {
        return nodes(data, 0, objects, currency(objects));
    }

    static DecodedNode broken(Bytes data, TlvException e) {
        return DecodedNode.unknown("bytes that are no BER-TLV", data, String.valueOf(e.getMessage()));
    }

    private static List<DecodedNode> nodes(Bytes data, int start, List<Tlv> objects, Optional<Currency> currency) {
        if (objects.size() == 1 && objects.get(0).encoded().length() == data.length()) {
            return List.of(node(objects.get(0), currency));
        }
        List<DecodedNode> nodes = new ArrayList<>();
        int at = start;
        for (Tlv object : objects) {
            filler(data, at - start, object.offset() - start, nodes);
            nodes.add(node(object, currency));
            at = object.offset() + object.encoded().length();
        }
        filler(data, at - start, data.length(), nodes);
        return nodes;
    }

    private static void filler(Bytes data, int from, int to, List<DecodedNode> nodes) {
        if (to > from) {
            nodes.add(DecodedNode.leaf("filler", "EMV Book 3, B1", data.slice(from, to), ""));
        }
    }

    private static DecodedNode node(Tlv object, Optional<Currency> currency) {
        int header = object.encoded().length() - object.value().length();
        if (!object.constructed()) {
            return ValueDecoder.node(object.tag(), object.encoded(), object.value(), currency)
                    .after(header);
        }
        List<DecodedNode> children = nodes(object.value(), object.offset() + header, object.children(), currency);
        return new DecodedNode(
                TagDictionary.title(object.tag()),
                TagDictionary.clause(object.tag()),
                object.encoded(),
                "",
                children,
                TagDictionary.known(object.tag()),
                header);
    }

    private static Optional<Currency> currency(List<Tlv> objects) {
        return Tlv.find(objects, Tags.TRANSACTION_CURRENCY)
                .or(() -> Tlv.find(objects, Tags.APPLICATION_CURRENCY))
                .flatMap(found -> code(found.value()));
    }

    private static Optional<Currency> code(Bytes value) {
        try {
            return Optional.of(Currency.ofCode(value));
        } catch (EmvDataException e) {
            return Optional.empty();
        }
    }

    /** The values that a DOL asked for; what does not have its length is one unknown node. */
    public static List<DecodedNode> dol(Dol dol, Bytes data) {
        if (data.length() != dol.length()) {
            return List.of(DecodedNode.unknown(
                    "data for a DOL",
                    data,
                    "the list asks for " + dol.length() + " bytes, these are " + data.length()));
        }
        Bytes code = dol.split(data).get(Tags.TRANSACTION_CURRENCY);
        Optional<Currency> currency = code == null ? Optional.empty() : code(code);
        List<DecodedNode> nodes = new ArrayList<>();
        int at = 0;
        for (Dol.Entry entry : dol.entries()) {
            // Not from the map: a list may ask for a tag twice, and every byte is shown.
            Bytes value = data.slice(at, at + entry.length());
            nodes.add(ValueDecoder.node(entry.tag(), value, value, currency));
            at += entry.length();
        }
        return nodes;
    }
}
