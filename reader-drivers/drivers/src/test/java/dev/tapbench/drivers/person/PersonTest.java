package dev.tapbench.drivers.person;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.ports.DeviceException;
import dev.tapbench.ports.Target;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.CardNotGivenException;
import dev.tapbench.ports.card.FeltReader;
import dev.tapbench.ports.card.NamedCard;
import dev.tapbench.ports.card.PinSource;
import dev.tapbench.ports.card.PresentedCard;
import dev.tapbench.ports.card.PresentedReader;
import dev.tapbench.ports.card.Presenter;
import dev.tapbench.ports.card.Reader;
import dev.tapbench.ports.card.RunAbortedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A person who does what the terminal says, or types an answer to it. */
@Timeout(60)
class PersonTest {
    private static final Card FIRST = new NamedCard("card-1");
    private static final Card SECOND = new NamedCard("card-2");

    private final List<String> prompts = new ArrayList<>();
    private final FeltReader felt = new FeltReader("ACS 00");
    private final PipedOutputStream keys = new PipedOutputStream();

    /** Somebody reads each line at once, and acts. */
    private PrintStream screen(Consumer<String> acts) {
        return new PrintStream(
                new ByteArrayOutputStream() {
                    @Override
                    public void flush() {
                        String line = toString(UTF_8).strip();
                        reset();
                        if (!line.isEmpty()) {
                            prompts.add(line);
                            acts.accept(line);
                        }
                    }
                },
                false,
                UTF_8);
    }

    private PresentedReader reader(String target, Consumer<String> acts) throws IOException {
        Presenter person = new PersonDriver(new PipedInputStream(keys), screen(acts), true)
                .open(Target.parse(target), medium -> felt);
        return new PresentedReader(felt, person);
    }

    private void does(String prompt) {
        if (prompt.contains("Bring")) {
            felt.put();
        } else {
            felt.take();
        }
    }

    private void types(String line) {
        try {
            keys.write((line + "\n").getBytes(UTF_8));
            keys.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void tap(Reader reader, Card card) {
        try (CardLink link = reader.tap(card)) {
            assertThat(link.transmit(new byte[] {0, 0, 0, 0})).hasSize(2);
        }
    }

    @Test
    void cardsComeAndGoAsTheTerminalSays() throws IOException {
        Reader reader = reader("person:Ada", this::does);
        tap(reader, FIRST);
        tap(reader, FIRST);
        tap(reader, SECOND);
        assertThat(prompts).hasSize(3);
        assertThat(prompts.get(0)).startsWith("Ada: Bring 'card-1' to reader 'ACS 00' (contactless) within 60 s.");
        assertThat(prompts.get(1)).startsWith("Ada: Take 'card-1' away from reader 'ACS 00'.");
        assertThat(prompts.get(2)).startsWith("Ada: Bring 'card-2'");
    }

    @Test
    void nothingIsAskedForACardThatIsThere() throws IOException {
        Reader reader = reader("person:", this::does);
        felt.put();
        tap(reader, new PresentedCard("whichever"));
        assertThat(prompts).isEmpty();
        tap(reader, FIRST);
        assertThat(prompts).hasSize(2).first().asString().startsWith("Take the card away");
    }

    /** It was taken in between, and is asked for again. */
    @Test
    void aCardThatHasGoneIsAskedForAgain() throws IOException {
        Reader reader = reader("person:", this::does);
        tap(reader, FIRST);
        felt.take();
        tap(reader, FIRST);
        assertThat(prompts).hasSize(2).allSatisfy(prompt -> assertThat(prompt).contains("Bring 'card-1'"));
    }

    @Test
    void aPersonWithoutTheCardSkipsWithTheirReason() throws IOException {
        Reader reader = reader("person:?patience=3600", prompt -> types("s it is lost"));
        assertThatThrownBy(() -> reader.tap(FIRST))
                .isInstanceOf(CardNotGivenException.class)
                .hasMessage("'card-1' was not brought to reader 'ACS 00': skipped at the bench, it is lost");
    }

    /** What comes there later is any card, and not the one that was asked for in vain. */
    @Test
    void aCardThatDidNotComeIsNotTakenForTheNextOne() throws IOException {
        Reader reader = reader("person:?patience=1", prompt -> {
            if (prompt.contains("Take")) {
                felt.take();
            }
        });
        assertThatThrownBy(() -> reader.tap(FIRST)).isInstanceOf(DeviceException.class);
        felt.put();
        assertThatThrownBy(() -> reader.tap(FIRST)).isInstanceOf(DeviceException.class);
        assertThat(prompts).hasSize(3).element(1).asString().startsWith("Take the card away");
    }

    /** Digits may be a PIN that somebody typed too early. */
    @Test
    void digitsAreNotRepeated() throws IOException {
        Reader reader = reader("person:", prompt -> {
            if (prompt.contains("no answer")) {
                felt.put();
            } else {
                types("47 11");
            }
        });
        tap(reader, FIRST);
        assertThat(prompts)
                .last()
                .asString()
                .contains("no answer")
                .doesNotContain("47")
                .doesNotContain("11");
    }

    @Test
    void whatTheReaderMeasuresIsForwarded() throws IOException {
        try (CardLink link = reader("person:", this::does).tap(FIRST)) {
            link.transmit(new byte[] {0, 0, 0, 0});
            assertThat(link.workedNanos()).hasValue(FeltReader.WORKED_NANOS);
        }
    }

    @Test
    void aPersonEndsTheRun() throws IOException {
        Reader reader = reader("person:?patience=3600", prompt -> types("a"));
        assertThatThrownBy(() -> reader.tap(FIRST)).isInstanceOf(RunAbortedException.class);
    }

    /** What does not mean anything is told, and what was typed before the question is no answer to it. */
    @Test
    void onlyAnAnswerIsOne() throws IOException {
        Reader reader = reader("person:", prompt -> {
            if (prompt.contains("no answer")) {
                felt.put();
            } else {
                types("what?");
            }
        });
        types("a");
        tap(reader, FIRST);
        assertThat(prompts).last().asString().startsWith("'what?' is no answer.");
    }

    @Test
    void nobodyThereIsBrokenWithTheRemedy() throws IOException {
        Reader reader = reader("person:?patience=1", prompt -> {});
        long began = System.nanoTime();
        assertThatThrownBy(() -> reader.tap(FIRST))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("no card came to reader 'ACS 00' within 1 s: expected 'card-1'")
                .hasMessageContaining("have somebody at the bench");
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(30));
    }

    @Test
    void aCardThatNobodyTakesAwayIsBroken() throws IOException {
        Reader reader = reader("person:?patience=1", prompt -> {});
        felt.put();
        assertThatThrownBy(() -> reader.tap(FIRST))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("a card is still on reader 'ACS 00' after 1 s");
    }

    @ParameterizedTest
    @CsvSource({
        "person:?patience=0, expected seconds",
        "person:?input=file, expected piped",
        "person:?wait=1, unknown option",
        "person:, standard input is no terminal: start in one"
    })
    void whatNobodyCanAnswerToIsUsage(String target, String message) {
        PersonDriver driver = new PersonDriver(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(new ByteArrayOutputStream(), false, UTF_8),
                false);
        assertThatThrownBy(() -> driver.check(Target.parse(target)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
        driver.check(Target.parse("person:?input=piped"));
        assertThat(driver.probe().available()).isFalse();
        assertThat(driver.probe().remedy()).contains("start in one");
    }

    /** What is typed is shown nowhere, also when it is no PIN. */
    @Test
    void aPinIsTypedAndNotShown() throws IOException {
        Iterator<String> answers = List.of("48x1", "4821", "s nobody knows it").iterator();
        PinSource pins = new PersonDriver(new PipedInputStream(keys), screen(prompt -> types(answers.next())), false)
                .pins(Target.parse("person:Ada?input=piped"));
        assertThat(pins.keyedIn(FIRST, PinSource.Which.RIGHT)).isEqualTo("4821");
        assertThatThrownBy(() -> pins.keyedIn(FIRST, PinSource.Which.WRONG))
                .isInstanceOf(CardNotGivenException.class)
                .hasMessage("a wrong PIN for 'card-1' was not keyed in: skipped at the bench, nobody knows it");
        assertThat(prompts).hasSize(3).noneMatch(prompt -> prompt.contains("4821") || prompt.contains("48x1"));
        assertThat(prompts.get(0)).startsWith("Ada: Type the PIN of 'card-1', 4 to 12 digits.");
        assertThat(prompts.get(1)).isEqualTo(prompts.get(0));
        assertThat(prompts.get(2)).startsWith("Ada: Type a wrong PIN for 'card-1'");
    }

    @Test
    void aPinThatNobodyTypesIsBroken() throws IOException {
        PinSource piped = new PersonDriver(new ByteArrayInputStream(new byte[0]), screen(prompt -> {}), false)
                .pins(Target.parse("person:?input=piped"));
        assertThatThrownBy(() -> piped.keyedIn(FIRST, PinSource.Which.RIGHT))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("nobody typed the PIN of 'card-1': the program that answers has ended");
    }
}
