package dev.tapbench.drivers.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.ports.DeviceException;
import dev.tapbench.ports.Target;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.FeltReader;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.card.NamedCard;
import dev.tapbench.ports.card.PinSource;
import dev.tapbench.ports.card.PresentedReader;
import dev.tapbench.ports.card.Presenter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A robot by command line; here it is a script. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the programs at the bench are shell scripts")
@Timeout(60)
class ProgramTest {
    private static final Card FIRST = new NamedCard("card 1; $(touch shell)");
    private static final Card SECOND = new NamedCard("card-2");
    private static final Presenter.Place HERE = new Presenter.Place("ACS 00", Medium.CONTACTLESS);
    private static final Presenter.Place SLOT = new Presenter.Place("Omnikey", Medium.CONTACT_T0);

    @TempDir
    private Path folder;

    private Path robot(String... lines) throws IOException {
        Path file = folder.resolve("robot.sh");
        Files.writeString(file, "#!/bin/sh\ncd '" + folder + "'\n" + String.join("\n", lines) + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    private Presenter presenter(String options) {
        return new ProgramDriver().open(Target.parse("program:" + folder.resolve("robot.sh") + options), medium -> {
            throw new AssertionError("a robot carries its own cards");
        });
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(folder.resolve("calls"));
    }

    @Test
    void itIsCalledWithEachArgumentAsItIs() throws IOException {
        robot("printf '%s|' \"$@\" >>calls", "echo >>calls");
        try (Presenter presenter = presenter("")) {
            presenter.present(FIRST, HERE);
            assertThat(presenter.holds(FIRST, HERE)).isTrue();
            assertThat(presenter.holds(SECOND, HERE)).isFalse();
            presenter.takeAway(HERE);
            assertThat(presenter.holds(FIRST, HERE)).isFalse();
            presenter.present(SECOND, HERE);
        }
        assertThat(calls())
                .containsExactly(
                        "present|" + FIRST.id() + "|contactless|ACS 00|",
                        "remove|" + FIRST.id() + "|contactless|ACS 00|",
                        "present|card-2|contactless|ACS 00|",
                        "remove|card-2|contactless|ACS 00|");
        assertThat(folder.resolve("shell")).doesNotExist();
    }

    /** A card is in one place, and what has slipped away is fetched before it is presented once more. */
    @Test
    void aCardIsRemovedBeforeItComesElsewhere() throws IOException {
        robot("echo \"$1 $2 $3\" >>calls");
        Presenter presenter = presenter("");
        presenter.present(SECOND, HERE);
        presenter.present(SECOND, SLOT);
        presenter.present(SECOND, SLOT);
        assertThat(calls())
                .containsExactly(
                        "present card-2 contactless",
                        "remove card-2 contactless",
                        "present card-2 contact",
                        "remove card-2 contact",
                        "present card-2 contact");
    }

    @Test
    void anotherEndIsBrokenWithItsLastWords() throws IOException {
        robot("echo ready", "echo 'homing' >&2", "echo 'gripper is empty' >&2", "echo >&2", "exit 3");
        Presenter presenter = presenter("");
        assertThatThrownBy(() -> presenter.present(SECOND, HERE))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("ended with 3: expected 0; it says 'gripper is empty'");
        assertThat(presenter.holds(SECOND, HERE)).isFalse();
    }

    /** The program and what it has started end, although each would go on. */
    @Test
    void oneThatTakesTooLongIsEndedWithItsChildren() throws IOException {
        robot("sleep 600 &", "echo $! >child", "echo $$ >self", "wait");
        Presenter presenter = presenter("?patience=1");
        assertThatThrownBy(() -> presenter.present(SECOND, HERE))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("was not done after 1 s and was ended")
                .hasMessageContaining("patience");
        for (String name : List.of("child", "self")) {
            long pid = Long.parseLong(Files.readString(folder.resolve(name)).strip());
            Optional<ProcessHandle> left = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
            assertThat(left).as(name).isEmpty();
        }
    }

    /** More than a pipe holds. */
    @Test
    void oneThatPrintsMuchIsNotHeldUp() throws IOException {
        robot("i=0", "while [ $i -lt 2000 ]", "do", "printf '%0100d\\n' $i", "i=$((i+1))", "done", "echo >moved");
        presenter("?patience=20").present(SECOND, HERE);
        assertThat(folder.resolve("moved")).exists();
    }

    @Test
    void whatItSaysWhenAskedForAPinIsNotTold() throws IOException {
        robot("echo 'my pin is 4711' >&2", "exit 3");
        PinSource pins = new ProgramDriver().pins(Target.parse("program:" + folder.resolve("robot.sh")));
        assertThatThrownBy(() -> pins.keyedIn(SECOND, PinSource.Which.RIGHT))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("ended with 3: expected 0")
                .hasMessageNotContaining("4711");
    }

    /** It had put the card down before it failed: the next one is not held up by it. */
    @Test
    void aCardThatItMayHaveBroughtIsTakenAway() throws IOException {
        robot("echo \"$1 $2\" >>calls", "[ $1 = remove ] && rm -f card", "[ \"$1 $2\" != 'present card-2' ] || exit 3");
        FeltReader felt = new FeltReader("ACS 00");
        Presenter presenter = presenter("");
        assertThatThrownBy(() -> presenter.present(SECOND, HERE)).isInstanceOf(DeviceException.class);
        felt.put();
        assertThat(presenter.holds(SECOND, HERE)).isFalse();
        presenter.takeAway(HERE);
        presenter.present(FIRST, HERE);
        assertThat(calls()).containsExactly("present card-2", "remove card-2", "present " + FIRST.id());
    }

    /** Where nobody feels a card none was put down, and a robot asked to fetch it would fail for ever. */
    @Test
    void aCardThatDidNotComeIsNotFetched() throws IOException {
        robot("echo \"$1 $2\" >>calls", "[ \"$1 $2\" != 'present card-2' ] || exit 3", "[ $1 != remove ] || exit 4");
        Presenter presenter = presenter("");
        assertThatThrownBy(() -> presenter.present(SECOND, HERE)).isInstanceOf(DeviceException.class);
        presenter.present(FIRST, HERE);
        assertThatThrownBy(() -> presenter.present(SECOND, SLOT)).isInstanceOf(DeviceException.class);
        assertThatThrownBy(() -> presenter.present(SECOND, HERE)).hasMessageContaining("ended with 4");
        assertThat(calls())
                .startsWith("present card-2", "present " + FIRST.id(), "present card-2")
                .last()
                .asString()
                .startsWith("remove");
    }

    /** One that cannot be taken away does not keep the others there. */
    @Test
    void whatItHasBroughtElsewhereIsTakenAwayAtTheEnd() throws IOException {
        robot("echo \"$1 $3\" >>calls", "[ $1 != remove ] || exit 4");
        Presenter presenter = presenter("");
        presenter.present(FIRST, HERE);
        presenter.present(SECOND, SLOT);
        assertThatThrownBy(presenter::close).isInstanceOf(DeviceException.class);
        assertThat(calls()).contains("remove contactless", "remove contact");
    }

    /** A server that the robot leaves running keeps its pipes open; the call is over all the same. */
    @Test
    void whatItLeavesRunningIsNotWaitedFor() throws IOException {
        robot("sleep 600 &", "echo $! >child");
        presenter("?patience=30").present(SECOND, HERE);
        long pid = Long.parseLong(Files.readString(folder.resolve("child")).strip());
        ProcessHandle left = ProcessHandle.of(pid).orElseThrow();
        assertThat(left.destroyForcibly()).isTrue();
    }

    @Test
    void aCardThatItSaysToHaveBroughtAndNobodyFeelsIsBroken() throws IOException {
        robot("exit 0");
        FeltReader felt = new FeltReader("ACS 00");
        PresentedReader reader = new PresentedReader(felt, presenter("?patience=1"));
        assertThatThrownBy(() -> reader.tap(SECOND))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("no card came to reader 'ACS 00' within 1 s")
                .hasMessageContaining("has said that it is done");
        felt.put();
        PresentedReader found = new PresentedReader(felt, presenter(""));
        assertThatThrownBy(() -> found.tap(SECOND))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("has not brought is on reader 'ACS 00': take it away");
    }

    @Test
    void aPathIsSeenFromTheFolderOfItsFileAndANameIsACommand() throws IOException {
        ProgramDriver driver = new ProgramDriver();
        robot("exit 0");
        Target seen = driver.seenFrom(folder.resolve("benches"), Target.parse("program:../robot.sh?patience=5"));
        assertThat(seen.toString()).isEqualTo("program:" + folder.resolve("robot.sh") + "?patience=5");
        driver.check(seen);
        Target command = driver.seenFrom(folder, Target.parse("program:true"));
        assertThat(command.name()).isEqualTo("true");
        driver.check(command);
    }

    @Test
    void whatCannotBeRunIsUsage() throws IOException {
        ProgramDriver driver = new ProgramDriver();
        Path text = Files.writeString(folder.resolve("robot.txt"), "no program");
        assertThatThrownBy(() -> driver.check(Target.parse("program:" + text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("names no program: expected a file that this user may execute");
        assertThatThrownBy(() -> driver.check(Target.parse("program:no-such-robot")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected a command of the PATH");
        assertThatThrownBy(() -> driver.check(Target.parse("program:"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> driver.check(Target.parse("program:true?patience=no")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected seconds");
    }
}
