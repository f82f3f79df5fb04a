package dev.tapbench.reports;

import dev.tapbench.emv.ApduDecoder;
import dev.tapbench.emv.DataDecoder;
import dev.tapbench.emv.DecodedExchange;
import dev.tapbench.emv.DecodedNode;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.trace.ApduExchanged;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Decodes the exchanges of one scenario, card by card, and masks what it decoded. */
final class Decoding {
    private final Masker masker;
    private final Map<String, ApduDecoder> decoders = new HashMap<>();

    Decoding(Masker masker) {
        this.masker = masker;
    }

    /** The exchange in words; call it in the order of the exchanges. */
    TraceRow.Decoded decode(ApduExchanged apdu, BitSet commandMask, BitSet responseMask) {
        DecodedExchange exchange = decoders.computeIfAbsent(apdu.card(), card -> new ApduDecoder())
                .decode(apdu.command(), apdu.response());
        List<DecodedNode> answer = exchange.response().children();
        String status = answer.isEmpty()
                ? exchange.response().meaning()
                : answer.get(answer.size() - 1).meaning();
        return new TraceRow.Decoded(
                exchange.command().name(),
                exchange.command().clause(),
                masker.text(status),
                parts(exchange.command(), commandMask),
                parts(exchange.response(), responseMask));
    }

    /** The data objects of a response without its status word. */
    List<TraceRow.Node> objects(Bytes data) {
        BitSet mask = masker.apdus().objects(data);
        List<TraceRow.Node> nodes = new ArrayList<>();
        int at = 0;
        for (DecodedNode object : DataDecoder.tlv(data)) {
            nodes.add(node(object, mask, at));
            at += object.bytes().length();
        }
        return nodes;
    }

    private List<TraceRow.Node> parts(DecodedNode whole, BitSet mask) {
        return whole.children().isEmpty() ? List.of(node(whole, mask, 0)) : children(whole, mask, 0);
    }

    private TraceRow.Node node(DecodedNode node, BitSet mask, int offset) {
        BitSet own = mask.get(2 * offset, 2 * (offset + node.bytes().length()));
        // The decoder's meanings are without secrets; where bytes are hidden, only what it masked itself stays.
        String meaning = own.isEmpty() || node.meaning().contains("*") ? masker.text(node.meaning()) : "";
        return new TraceRow.Node(
                node.name(),
                node.clause(),
                masker.secrets().hide(ApduMask.hex(node.bytes(), own)),
                meaning,
                node.known(),
                children(node, mask, offset));
    }

    /** Children leave out nothing but tag and length, which come first: the last child ends where its parent ends. */
    private List<TraceRow.Node> children(DecodedNode parent, BitSet mask, int offset) {
        int length =
                parent.children().stream().mapToInt(c -> c.bytes().length()).sum();
        int at = offset + Math.max(0, parent.bytes().length() - length);
        List<TraceRow.Node> nodes = new ArrayList<>();
        for (DecodedNode child : parent.children()) {
            nodes.add(node(child, mask, at));
            at += child.bytes().length();
        }
        return nodes;
    }
}
