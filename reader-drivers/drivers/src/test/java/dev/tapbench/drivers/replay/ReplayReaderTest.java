package dev.tapbench.drivers.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.DeviceException;
import dev.tapbench.ports.Target;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardBlueprint;
import dev.tapbench.ports.card.CardFactory;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.Reader;
import dev.tapbench.ports.card.ReplayMismatchException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReplayReaderTest {
    private static final Path VECTORS = Path.of("../../simulators/emv/src/test/resources/vectors/vectors.json");
    private static final String TAPS = """
            = one contactless
            > 00A40400
            < 9000
            > 00B2010C00
            < 70009000
            = one contactless
            > 00A40400
            < 6283
            = two contactless
            > 00A40400
            < 6A82
            = one contact
            > 00A40400
            < 6999
            """;

    @TempDir
    private Path folder;

    private Reader reader(String text, String options) {
        try {
            Path file = Files.writeString(folder.resolve("r.apdu"), text);
            return new ReplayDriver().open(Target.parse("replay:" + file + options));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Card card(Reader reader, String name) {
        return ((CardFactory) reader)
                .make(new CardBlueprint(name, unused -> null, List.of(), CardBlueprint.Power.FIELD, 0));
    }

    private static String send(CardLink link, String command) {
        return Bytes.of(link.transmit(Bytes.hex(command).toArray())).toHex();
    }

    @Test
    void eachCardAnswersTapByTapOnItsMedium() {
        Reader antenna = reader(TAPS, "");
        Card one = card(antenna, "one");
        try (CardLink link = antenna.tap(one)) {
            assertThat(send(link, "00A40400")).isEqualTo("9000");
            assertThat(send(link, "00B2010C00")).isEqualTo("70009000");
        }
        try (CardLink link = antenna.tap(card(antenna, "two"))) {
            assertThat(send(link, "00A40400")).isEqualTo("6A82");
        }
        CardLink again = antenna.tap(one);
        assertThat(send(again, "00A40400")).isEqualTo("6283");
        again.close();
        assertThatThrownBy(() -> send(again, "00A40400")).isInstanceOf(DeviceException.class);
        assertThatThrownBy(() -> antenna.tap(one)).hasMessageContaining("no tap 3 of 'one'");
        Reader slot = reader(TAPS, "?medium=contact");
        try (CardLink link = slot.tap(card(slot, "one"))) {
            assertThat(send(link, "00A40400")).isEqualTo("6999");
        }
    }

    @Test
    void anotherCommandIsToldWithTheRecordedOne() {
        Reader reader = reader(TAPS, "");
        CardLink link = reader.tap(card(reader, "one"));
        assertThat(send(link, "00A40400")).isEqualTo("9000");
        assertThatThrownBy(() -> send(link, "00B2020C00"))
                .isInstanceOf(ReplayMismatchException.class)
                .hasMessageContaining("line 4")
                .hasMessageContaining("recorded is 00B2010C00, and 00B2020C00 came");
        CardLink more = reader.tap(card(reader, "two"));
        assertThat(send(more, "00A40400")).isEqualTo("6A82");
        assertThatThrownBy(() -> send(more, "00B2010C00")).hasMessageContaining("recorded is nothing more");
    }

    @Test
    void aCardOfAnotherReaderIsRefusedByName() {
        Card stranger = () -> "a stranger";
        Reader reader = reader(TAPS, "");
        assertThatThrownBy(() -> reader.tap(stranger))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("a stranger");
    }

    static Stream<Arguments> transcripts() {
        return JsonMapper.shared()
                .readTree(VECTORS.toFile())
                .get("vectors")
                .valueStream()
                .filter(vector -> vector.get("inputs").has("apdus"))
                .map(vector -> Arguments.of(
                        vector.get("id").asString(), vector.get("inputs").get("apdus")));
    }

    /** What others have recorded of real cards, as a plain script: any card, and over any number of taps. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("transcripts")
    void aTranscriptAnswersAsItDid(String id, JsonNode exchanges) {
        StringBuilder script = new StringBuilder("# ").append(id).append('\n');
        for (JsonNode exchange : exchanges) {
            String command = exchange.get(0).isNull() ? "*" : exchange.get(0).asString();
            script.append("> ")
                    .append(command)
                    .append("\n< ")
                    .append(exchange.get(1).asString())
                    .append('\n');
        }
        Reader reader = reader(script.toString(), "");
        Card any = () -> "whichever";
        int half = exchanges.size() / 2;
        for (int from : half == 0 ? new int[] {half} : new int[] {0, half}) {
            try (CardLink link = reader.tap(any)) {
                for (int i = from; i < (from == 0 ? half : exchanges.size()); i++) {
                    JsonNode command = exchanges.get(i).get(0);
                    assertThat(send(link, command.isNull() ? "00CA9F3600" : command.asString()))
                            .isEqualTo(exchanges.get(i).get(1).asString());
                }
            }
        }
        assertThat(exchanges.size()).isPositive();
    }
}
