package dev.tapbench.emv.fuzz;

import dev.tapbench.emv.testing.Vector;
import dev.tapbench.ports.Bytes;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What the fuzzer starts from: the inputs of the known answers, those that must be refused among them. */
final class Seeds {
    private Seeds() {}

    /** The input of that name of each known answer of a computation. */
    static Stream<byte[]> of(String op, String input) {
        List<byte[]> found = Vector.all()
                .filter(v -> v.op().equals(op) && v.inputs().path(input).isString())
                .map(v -> v.in(input).toArray())
                .toList();
        if (found.isEmpty()) {
            throw new IllegalStateException("no known answer of " + op + " with the input " + input);
        }
        return found.stream();
    }

    /** Seeds of our own, each in hexadecimal digits. */
    static Stream<byte[]> hex(String... seeds) {
        return Stream.of(seeds).map(seed -> Bytes.hex(seed).toArray());
    }

    /** The transcripts of whole cards: command and response in turn, each a piece. */
    static Stream<byte[]> transcripts() {
        return Vector.all()
                .filter(v -> v.inputs().path("apdus").isArray())
                .map(v -> Pieces.join(v.inputs()
                        .get("apdus")
                        .valueStream()
                        .flatMap(JsonNode::valueStream)
                        .map(apdu -> Bytes.hex(apdu.asString()))
                        .toArray(Bytes[]::new)));
    }
}
