package dev.tapbench.drivers.jcardsim;

import static dev.tapbench.drivers.jcardsim.ProbeCards.reader;
import static dev.tapbench.drivers.jcardsim.ProbeCards.select;
import static dev.tapbench.drivers.jcardsim.ProbeCards.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardBlueprint.Power;
import dev.tapbench.ports.card.CardFactory;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.Reader;
import dev.tapbench.ports.card.RecordingReader;
import dev.tapbench.ports.trace.ApduExchanged;
import dev.tapbench.ports.trace.TraceEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A command takes what the table says: its own overhead, its bytes on the line, its writes, its cryptography. */
class TimingTest {
    private static final String PACKAGE = "dev.tapbench.drivers.jcardsim.applet.";

    /** The figure of the table as it stands in the file. */
    private static long figure(String name) throws IOException {
        try (InputStream in = TimingTest.class.getResourceAsStream("chip/timing.tsv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(name + "\t"))
                    .mapToLong(line -> Long.parseLong(line.split("\t", -1)[1]))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static long worked(String target, String applet, String command) {
        Reader reader = reader(target);
        Card card = ((CardFactory) reader).make(ProbeCards.blueprint(PACKAGE + applet, Power.FIELD, 1));
        try (CardLink link = reader.tap(card)) {
            select(link);
            long before = link.workedNanos().orElseThrow();
            send(link, command);
            return link.workedNanos().orElseThrow() - before;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "jcardsim:, line.contactless",
        "jcardsim:?medium=wired, line.wired",
        "jcardsim:?medium=contact, line.contact-t0",
        "jcardsim:?medium=contact-t1, line.contact-t1"
    })
    void eachByteTakesItsLinesTime(String target, String line) throws IOException {
        int bytes = 5 + 3;
        assertThat(worked(target, "ProbeApplet", "8002000001")).isEqualTo(figure("command") + bytes * figure(line));
    }

    @Test
    void eachWriteTakesItsTime() throws IOException {
        long overhead = figure("command") + (4 + 2) * figure("line.contactless");
        assertThat(worked("jcardsim:", "TransactionApplet", "80100005")).isEqualTo(overhead + 10 * figure("write"));
        assertThat(worked("jcardsim:", "TransactionApplet", "80100105")).isEqualTo(overhead + 11 * figure("write"));
    }

    @Test
    void cryptographyTakesItsTime() throws IOException {
        long overhead = figure("command") + (5 + 38) * figure("line.contactless");
        // A MAC and a cipher over one block each, and one block of SHA-1 with its padding.
        assertThat(worked("jcardsim:", "VolatileApplet", "8004000024"))
                .isEqualTo(overhead + 2 * figure("des-block") + 2 * figure("hash-block"));
    }

    @Test
    void theTraceHasTheModelsTime() throws IOException {
        Reader reader = reader("jcardsim:");
        Card card = ((CardFactory) reader).make(ProbeCards.blueprint(PACKAGE + "ProbeApplet", Power.FIELD, 1));
        List<TraceEvent> events = new ArrayList<>();
        try (CardLink link = new RecordingReader(reader, events::add).tap(card)) {
            link.transmit(Bytes.hex("8002000001").toArray());
        }
        assertThat(events)
                .filteredOn(ApduExchanged.class::isInstance)
                .extracting(event -> ((ApduExchanged) event).nanos())
                .containsExactly(figure("command") + (5 + 2) * figure("line.contactless"));
    }
}
