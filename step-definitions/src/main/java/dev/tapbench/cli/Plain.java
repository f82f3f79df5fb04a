package dev.tapbench.cli;

import dev.tapbench.emv.DecodedNode;
import dev.tapbench.emv.calc.Answer;
import dev.tapbench.ports.Bytes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of the calculator as JSON has them: bytes and keys as hexadecimal text. */
final class Plain {
    private Plain() {}

    static @Nullable Object of(@Nullable Object value) {
        if (value instanceof Bytes || value instanceof Answer.TdesKey) {
            return value.toString();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Plain::of).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> plain = new LinkedHashMap<>();
            map.forEach((name, each) -> plain.put(String.valueOf(name), of(each)));
            return plain;
        }
        return value;
    }

    /**
     * A decoded node.
     *
     * @param known false where no specification of this project says what the bytes are
     */
    record Node(String name, String clause, String bytes, String meaning, boolean known, List<Node> children) {
        static Node of(DecodedNode node) {
            return new Node(
                    node.name(),
                    node.clause(),
                    node.bytes().toHex(),
                    node.meaning(),
                    node.known(),
                    node.children().stream().map(Node::of).toList());
        }
    }
}
