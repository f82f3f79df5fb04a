package dev.tapbench.drivers.jcardsim;

import static dev.tapbench.drivers.jcardsim.ProbeCards.reader;
import static dev.tapbench.drivers.jcardsim.ProbeCards.select;
import static dev.tapbench.drivers.jcardsim.ProbeCards.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.DeviceException;
import dev.tapbench.ports.card.CardBlueprint.Power;
import dev.tapbench.ports.card.CardFactory;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.PersistentWrite;
import dev.tapbench.ports.card.PersistentWrite.Kind;
import dev.tapbench.ports.card.PowerCutException;
import dev.tapbench.ports.card.Reader;
import dev.tapbench.ports.card.TearableCard;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Power is cut before each write, in each kind of place, and what is left is what a card would have left. */
class TearTest {
    private static final String APPLET = "dev.tapbench.drivers.jcardsim.applet.TransactionApplet";
    private static final String STATE = "800100000E";
    private static final String WRITE = "80100005";
    private static final String WRITE_AND_COMMIT = "80100105";
    private static final String WRITE_AND_ABORT = "80100205";
    private static final String WRONG_PIN = "80150001";
    private static final String RIGHT_PIN = "80150000";
    private static final String COPY_NON_ATOMIC = "80160005";
    private static final String CATCH_EVERYTHING = "80170005";
    /** The writes of one command that sets all kinds of state. */
    private static final int KINDS = 10;

    private final Reader reader = reader("jcardsim:");
    private final Reader wired = reader("jcardsim:?medium=wired");

    private TearableCard card(Power power) {
        return (TearableCard) ((CardFactory) reader).make(ProbeCards.blueprint(APPLET, power, 1));
    }

    private Bytes once(TearableCard card, String command) {
        try (CardLink link = reader.tap(card)) {
            select(link);
            return send(link, command);
        }
    }

    private List<PersistentWrite> writesOf(TearableCard card, String command) {
        List<PersistentWrite> writes = new ArrayList<>();
        card.onWrite(writes::add);
        once(card, command);
        card.onWrite(null);
        return writes;
    }

    /** Cuts before the n-th write of a command and gives what was cut. */
    private PersistentWrite cut(TearableCard card, int n, String command) {
        card.cutBeforeWrite(card.writes() + n);
        PowerCutException cut = catchThrowableOfType(PowerCutException.class, () -> once(card, command));
        assertThat(cut).as("power was cut before write %d of %s", n, command).isNotNull();
        return cut.next();
    }

    @Test
    void eachWriteIsCountedWithItsPlace() {
        TearableCard card = card(Power.FIELD);
        long before = card.writes();
        List<PersistentWrite> writes = writesOf(card, WRITE);
        assertThat(writes).hasSize(KINDS);
        assertThat(card.writes()).isEqualTo(before + KINDS);
        assertThat(writes).extracting(PersistentWrite::number).containsExactlyElementsOf(numbersFrom(before + 1));
        assertThat(writes)
                .allSatisfy(w -> assertThat(w.source())
                        .matches("TransactionApplet\\.writeAll\\(TransactionApplet\\.java:\\d+\\)"));
        assertThat(writes).extracting(PersistentWrite::source).doesNotHaveDuplicates();
        assertThat(writes).extracting(PersistentWrite::inTransaction).containsOnly(false);
        assertThat(writes.get(KINDS - 1).kind()).isEqualTo(Kind.KEY);
    }

    private static List<Long> numbersFrom(long first) {
        List<Long> numbers = new ArrayList<>();
        for (int i = 0; i < KINDS; i++) {
            numbers.add(first + i);
        }
        return numbers;
    }

    @Test
    void aTransactionHasOneWriteMoreAndAnAbortPutsEachBack() {
        TearableCard card = card(Power.FIELD);
        List<PersistentWrite> committed = writesOf(card, WRITE_AND_COMMIT);
        assertThat(committed).hasSize(KINDS + 1);
        assertThat(committed.get(KINDS).kind()).isEqualTo(Kind.COMMIT);
        assertThat(committed).extracting(PersistentWrite::inTransaction).containsOnly(true);
        List<PersistentWrite> aborted = writesOf(card, WRITE_AND_ABORT);
        assertThat(aborted.subList(KINDS, aborted.size()))
                .hasSize(KINDS + 1)
                .extracting(PersistentWrite::kind)
                .containsOnly(Kind.RECOVERY);
    }

    @Test
    void withoutATransactionTheFirstWritesAreThereAndTheOthersAreNot() {
        Bytes blank = once(card(Power.FIELD), STATE);
        TearableCard whole = card(Power.FIELD);
        once(whole, WRITE);
        Bytes full = once(whole, STATE);
        int known = 0;
        for (int n = 1; n <= KINDS; n++) {
            TearableCard card = card(Power.FIELD);
            cut(card, n, WRITE);
            Bytes left = once(card, STATE);
            int fresh = 0;
            for (int i = 0; i < left.length(); i++) {
                assertThat(left.at(i)).as("byte %d", i).isIn(blank.at(i), full.at(i));
                fresh += left.at(i) != blank.at(i) ? 1 : 0;
            }
            assertThat(fresh).as("cut before write %d", n).isBetween(known, known + 2);
            known = fresh;
        }
        assertThat(known).as("all but the key").isEqualTo(KINDS - 1);
    }

    @Test
    void insideATransactionNothingIsThereUntilTheCommitIsWritten() {
        TearableCard fresh = card(Power.FIELD);
        Bytes blank = once(fresh, STATE);
        for (int n = 1; n <= KINDS + 1; n++) {
            TearableCard card = card(Power.FIELD);
            PersistentWrite next = cut(card, n, WRITE_AND_COMMIT);
            assertThat(next.kind() == Kind.COMMIT).isEqualTo(n == KINDS + 1);
            assertThat(once(card, STATE)).as("cut before write %d", n).isEqualTo(blank);
            assertThat(once(card, WRITE_AND_COMMIT)).isEqualTo(Bytes.hex("9000"));
        }
    }

    /** Power fails again and again while the card puts back what the first cut has left. */
    @Test
    void recoveryCanBeCutAtEachWriteAndEndsTheSame() {
        Bytes blank = once(card(Power.FIELD), STATE);
        TearableCard torn = card(Power.FIELD);
        cut(torn, KINDS + 1, WRITE_AND_COMMIT);
        for (int n = 1; n <= KINDS + 1; n++) {
            TearableCard card = torn.copy("torn-" + n);
            for (int again = 1; again <= 3; again++) {
                card.cutBeforeWrite(card.writes() + n);
                PowerCutException cut = catchThrowableOfType(PowerCutException.class, () -> reader.tap(card));
                assertThat(cut.next().kind()).isEqualTo(Kind.RECOVERY);
            }
            assertThat(once(card, STATE)).as("recovery cut before write %d", n).isEqualTo(blank);
        }
    }

    @Test
    void anAbortCanBeCutAtEachWriteAndEndsTheSame() {
        Bytes blank = once(card(Power.FIELD), STATE);
        for (int n = KINDS + 1; n <= 2 * KINDS + 1; n++) {
            TearableCard card = card(Power.FIELD);
            assertThat(cut(card, n, WRITE_AND_ABORT).kind()).isEqualTo(Kind.RECOVERY);
            assertThat(once(card, STATE)).as("abort cut before write %d", n).isEqualTo(blank);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void aNonAtomicCopyIsTornByteByByte(int n) {
        TearableCard card = card(Power.FIELD);
        assertThat(cut(card, n, COPY_NON_ATOMIC).kind()).isEqualTo(Kind.NON_ATOMIC);
        Bytes left = once(card, STATE);
        assertThat(left.at(11)).as("first byte").isEqualTo(n > 1 ? 5 : 0);
        assertThat(left.at(12)).as("last byte").isEqualTo(0);
    }

    @Test
    void aTearGivesNoTryBack() {
        TearableCard card = card(Power.FIELD);
        once(card, WRONG_PIN);
        assertThat(cut(card, 2, RIGHT_PIN).kind()).isEqualTo(Kind.PIN);
        assertThat(once(card, STATE).at(13)).as("tries left").isEqualTo(1);
        assertThat(cut(card, 1, RIGHT_PIN).kind()).isEqualTo(Kind.PIN);
        assertThat(once(card, STATE).at(13)).as("not compared yet").isEqualTo(1);
        assertThat(once(card, RIGHT_PIN)).isEqualTo(Bytes.hex("9000"));
        assertThat(once(card, STATE).at(13)).isEqualTo(3);
    }

    @Test
    void anAppletThatCatchesEverythingDoesNotGoOn() {
        TearableCard card = card(Power.FIELD);
        cut(card, 1, CATCH_EVERYTHING);
        Bytes left = once(card, STATE);
        assertThat(left.at(0)).as("the write that was cut").isEqualTo(0);
        assertThat(left.at(5)).as("the write of its handler").isEqualTo(0);
    }

    @Test
    void aCutIsNoCrashAndEndsTheLink() {
        TearableCard card = card(Power.FIELD);
        card.cutBeforeWrite(card.writes() + 1);
        CardLink link = reader.tap(card);
        select(link);
        assertThatExceptionOfType(PowerCutException.class)
                .isThrownBy(() -> send(link, WRITE))
                .withMessageContaining("probe-1")
                .withMessageContaining("80100005")
                .withMessageContaining("TransactionApplet.java");
        assertThatExceptionOfType(DeviceException.class)
                .isThrownBy(() -> send(link, WRITE))
                .withMessageContaining("tap again");
        assertThat(once(card, WRITE)).as("cut once").isEqualTo(Bytes.hex("9000"));
        link.close();
    }

    @Test
    void inAPhoneBothLinksEnd() {
        TearableCard phone = card(Power.DEVICE);
        try (CardLink inside = wired.tap(phone)) {
            CardLink tap = reader.tap(phone);
            select(tap);
            phone.cutBeforeWrite(phone.writes() + 1);
            assertThatExceptionOfType(PowerCutException.class).isThrownBy(() -> send(tap, WRITE_AND_COMMIT));
            assertThatExceptionOfType(DeviceException.class).isThrownBy(() -> send(inside, STATE));
        }
        assertThat(once(phone, STATE)).isEqualTo(once(card(Power.FIELD), STATE));
    }

    @Test
    void anOrderCanBeTakenBackAndThePastCannotBeCut() {
        TearableCard card = card(Power.FIELD);
        card.cutBeforeWrite(card.writes() + 1);
        card.cutBeforeWrite(0);
        assertThat(once(card, WRITE)).isEqualTo(Bytes.hex("9000"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> card.cutBeforeWrite(card.writes()))
                .withMessageContaining("already");
    }
}
