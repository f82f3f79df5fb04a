package dev.tapbench.emv.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.emv.DecodedNode;
import dev.tapbench.emv.Dgi;
import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.Tlv;
import dev.tapbench.emv.TlvException;
import dev.tapbench.ports.Bytes;
import java.util.List;

/** What holds of every decoding: no byte is left out, and what is broken has a place. */
final class Whole {
    private Whole() {}

    /**
     * The children of every node are its bytes, in order, behind tag and length at most. Compares without AssertJ until
     * something is wrong: a fuzzer comes here thousands of times a second.
     */
    static void require(DecodedNode node) {
        if (node.name().isBlank()) {
            fail("a node without a name", node);
        }
        if (node.header() > 0 && !contents(node.bytes()).contains(node.value())) {
            fail("a header of " + node.header() + " bytes that is no tag and length", node);
        }
        if (node.children().isEmpty()) {
            return;
        }
        int inside = node.children().stream().mapToInt(c -> c.bytes().length()).sum();
        int header = node.bytes().length() - inside;
        if (header < 0) {
            fail("more bytes in the parts than in the whole", node);
        }
        int at = header;
        for (DecodedNode child : node.children()) {
            int end = at + child.bytes().length();
            if (!node.bytes().slice(at, end).equals(child.bytes())) {
                fail("other bytes in '" + child.name() + "' than stand there", node);
            }
            at = end;
            require(child);
        }
        if (header > 0 && !contents(node.bytes()).contains(node.bytes().from(header))) {
            fail(header + " bytes before the parts that are no tag and length", node);
        }
    }

    private static void fail(String what, DecodedNode node) {
        throw new AssertionError(what + ": " + String.join("\n", node.lines()));
    }

    /** What lies behind tag and length, or behind identifier and length of a data grouping. */
    private static List<Bytes> contents(Bytes whole) {
        List<Dgi> groupings;
        try {
            groupings = Dgi.parseAll(whole);
        } catch (EmvDataException e) {
            groupings = List.of();
        }
        if (groupings.size() == 1) {
            return List.of(groupings.get(0).data(), value(whole));
        }
        return List.of(value(whole));
    }

    private static Bytes value(Bytes whole) {
        try {
            return Tlv.parse(whole).value();
        } catch (TlvException e) {
            return Bytes.empty();
        }
    }

    /** The place of an error lies in the data, or right behind it where something is missing. */
    static void requirePlace(TlvException e, int length) {
        assertThat(e.offset()).as(String.valueOf(e.getMessage())).isBetween(0, length);
        assertThat(e.getMessage()).contains("byte " + e.offset());
    }
}
