package dev.tapbench.emv;

import dev.tapbench.ports.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Some bytes and what they mean.
 *
 * @param name in the words of the specification
 * @param clause where that is said; empty where nothing says it
 * @param bytes all of them: children lie inside and, where there are any, leave no byte out except tag and length of a data
 *     object; not masked
 * @param meaning for people, without secrets; may be empty
 * @param children parts, in order
 * @param known false where no specification of this project says what the bytes are
 * @param header how many of the bytes are tag and length; 0 where the node is no whole data object
 */
public record DecodedNode(
        String name,
        String clause,
        Bytes bytes,
        String meaning,
        List<DecodedNode> children,
        boolean known,
        int header) {
    public DecodedNode {
        children = List.copyOf(children);
    }

    /** A node that is no whole data object. */
    public DecodedNode(
            String name, String clause, Bytes bytes, String meaning, List<DecodedNode> children, boolean known) {
        this(name, clause, bytes, meaning, children, known, 0);
    }

    /** The bytes without tag and length. */
    public Bytes value() {
        return bytes.from(header);
    }

    DecodedNode after(int headerLength) {
        return new DecodedNode(name, clause, bytes, meaning, children, known, headerLength);
    }

    static DecodedNode leaf(String name, String clause, Bytes bytes, String meaning) {
        return new DecodedNode(name, clause, bytes, meaning, List.of(), true);
    }

    static DecodedNode of(String name, String clause, Bytes bytes, String meaning, List<DecodedNode> children) {
        return new DecodedNode(name, clause, bytes, meaning, children, true);
    }

    static DecodedNode unknown(String name, Bytes bytes, String meaning) {
        return new DecodedNode(name, "", bytes, meaning, List.of(), false);
    }

    /** The part with that name, this one included, depth first; empty when there is none. */
    public Optional<DecodedNode> find(String wanted) {
        if (name.equals(wanted)) {
            return Optional.of(this);
        }
        return children.stream().flatMap(c -> c.find(wanted).stream()).findFirst();
    }

    /** As text, a line a node, children indented by two spaces; the bytes are clear. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        String tail = meaning.isEmpty() ? "" : ": " + meaning;
        lines.add((known ? "" : "? ") + name + (clause.isEmpty() ? "" : " [" + clause + "]") + " " + bytes + tail);
        for (DecodedNode child : children) {
            child.lines().forEach(line -> lines.add("  " + line));
        }
        return lines;
    }
}
