package dev.tapbench.drivers.jcardsim;

import static dev.tapbench.drivers.jcardsim.ProbeCards.reader;
import static dev.tapbench.drivers.jcardsim.ProbeCards.select;
import static dev.tapbench.drivers.jcardsim.ProbeCards.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.DeviceException;
import dev.tapbench.ports.card.CardBlueprint.Power;
import dev.tapbench.ports.card.CardFactory;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.Reader;
import dev.tapbench.ports.card.TearableCard;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A copy goes on as its original would, and neither sees what becomes of the other. */
class CopyTest {
    private static final String PACKAGE = "dev.tapbench.drivers.jcardsim.applet.";
    private static final String STATE = "800100000E";
    private static final String FINISH = "8004000024";
    private static final String RANDOM = "80010000";
    private static final String COUNT_STATIC = "80070000";

    private final Reader reader = reader("jcardsim:");

    private TearableCard card(String applet, long seed) {
        return (TearableCard) ((CardFactory) reader).make(ProbeCards.blueprint(PACKAGE + applet, Power.FIELD, seed));
    }

    private Bytes once(TearableCard card, String command) {
        try (CardLink link = reader.tap(card)) {
            select(link);
            return send(link, command);
        }
    }

    @Test
    void aCopyHoldsWhatItsOriginalHoldsAndNoMore() {
        TearableCard original = card("TransactionApplet", 1);
        once(original, "80100105");
        once(original, "80150001");
        TearableCard copy = original.copy("copy");
        assertThat(copy.id()).isEqualTo("copy");
        assertThat(copy.writes()).isEqualTo(original.writes());
        Bytes before = once(original, STATE);
        assertThat(once(copy, STATE)).isEqualTo(before);
        once(copy, "80100107");
        once(copy, "80150001");
        assertThat(once(original, STATE)).as("the original").isEqualTo(before);
        assertThat(once(copy, STATE)).isNotEqualTo(before);
        once(original, "80100109");
        assertThat(once(copy, STATE).at(0)).as("the copy").isEqualTo(7);
    }

    @Test
    void aReferenceToItselfIsOneToTheCopy() {
        TearableCard original = card("TransactionApplet", 1);
        once(original, "80100105");
        assertThat(once(original.copy("copy"), STATE).at(3))
                .as("the stored reference is the copy's own array")
                .isEqualTo(1);
    }

    @Test
    void keysAndEnginesAreCopied() {
        TearableCard original = card("VolatileApplet", 1);
        Bytes expected = once(original, FINISH);
        TearableCard copy = original.copy("copy");
        assertThat(once(copy, FINISH)).isEqualTo(expected);
        try (CardLink link = reader.tap(copy)) {
            select(link);
            send(link, "80020005");
            assertThat(send(link, "8005000008").length()).isEqualTo(10);
            assertThat(once(original, "8001000009").slice(0, 5)).isEqualTo(Bytes.zeros(5));
        }
    }

    @Test
    void theCopyDrawsTheSameRandomNumbers() {
        TearableCard original = card("ProbeApplet", 1);
        once(original, RANDOM);
        TearableCard copy = original.copy("copy");
        Bytes next = once(original, RANDOM);
        assertThat(once(copy, RANDOM)).isEqualTo(next);
        assertThat(once(copy, RANDOM)).isNotEqualTo(next);
    }

    @Test
    void staticFieldsAreCopied() {
        TearableCard original = card("ProbeApplet", 1);
        once(original, COUNT_STATIC);
        TearableCard copy = original.copy("copy");
        assertThat(once(copy, COUNT_STATIC)).isEqualTo(Bytes.hex("029000"));
        assertThat(once(copy, COUNT_STATIC)).isEqualTo(Bytes.hex("039000"));
        assertThat(once(original, COUNT_STATIC)).isEqualTo(Bytes.hex("029000"));
    }

    @Test
    void aCopyOfACopyIsACopy() {
        TearableCard copy = card("TransactionApplet", 1);
        once(copy, "80100105");
        Bytes state = once(copy, STATE);
        for (int i = 0; i < 20; i++) {
            copy = copy.copy("copy-" + i);
        }
        assertThat(once(copy, STATE)).isEqualTo(state);
    }

    @Test
    void anOrderToCutIsNotCopied() {
        TearableCard original = card("TransactionApplet", 1);
        original.cutBeforeWrite(original.writes() + 1);
        assertThat(once(original.copy("copy"), "80100105")).isEqualTo(Bytes.hex("9000"));
    }

    @Test
    void aCardInAReaderIsNotCopied() {
        TearableCard card = card("ProbeApplet", 1);
        try (CardLink link = reader.tap(card)) {
            assertThat(link).isNotNull();
            assertThatExceptionOfType(DeviceException.class)
                    .isThrownBy(() -> card.copy("copy"))
                    .withMessageContaining("probe-1")
                    .withMessageContaining("close its links first");
        }
    }

    /** Cards on two threads, and two on each thread in turn, all of the same classes. */
    @Test
    void cardsOnTwoThreadsDoNotMeet() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (int thread = 0; thread < 2; thread++) {
                int base = thread * 100;
                done.add(threads.submit(() -> useInTurn(base)));
            }
            for (Future<?> each : done) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void useInTurn(int base) {
        TearableCard one = card("TransactionApplet", base + 1);
        TearableCard two = card("TransactionApplet", base + 2);
        for (int round = 1; round <= 100; round++) {
            try (CardLink first = reader.tap(one);
                    CardLink second = reader.tap(two)) {
                select(first);
                select(second);
                send(first, String.format("801001%02X", round));
                send(second, String.format("801002%02X", round));
                assertThat(send(first, STATE).at(0)).isEqualTo(round);
                assertThat(send(second, STATE).at(0)).isEqualTo(0);
            }
        }
    }
}
