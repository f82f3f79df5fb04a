package dev.tapbench.drivers.person;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.drivers.jcardsim.ProbeCards;
import dev.tapbench.drivers.pcsc.PcscDriver;
import dev.tapbench.drivers.pcsc.PcscService;
import dev.tapbench.drivers.vpcd.VpcdPresenterDriver;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.Target;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardBlueprint;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.CardNotGivenException;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.card.PresentedCard;
import dev.tapbench.ports.card.PresentedReader;
import dev.tapbench.ports.card.Presenter;
import dev.tapbench.ports.card.Reader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A person at a reader of the system's PC/SC service: another thread reads the terminal, and moves cards or types. */
@SuppressWarnings("NullAway.Init")
@Timeout(120)
class PersonThroughPcscTest {
    private static final Presenter.Place PLACE = new Presenter.Place("Virtual PCD 00 00", Medium.CONTACTLESS);
    private static final Pattern CARD = Pattern.compile("'(probe-\\d)'");

    private final Card first = card(1);
    private final Card second = card(2);
    private final Map<String, Card> pocket = Map.of(first.id(), first, second.id(), second);
    private final List<String> prompts = new CopyOnWriteArrayList<>();
    private final PipedOutputStream keys = new PipedOutputStream();
    private PcscService service;
    private Presenter hand;
    private PrintStream screen;
    private Thread person;
    private Reader reader;

    private static Card card(long seed) {
        return ProbeCards.card(ProbeCards.reader("jcardsim:"), CardBlueprint.Power.FIELD, seed);
    }

    @BeforeEach
    void comeToTheBench() throws IOException {
        service = PcscService.open();
        hand = new VpcdPresenterDriver()
                .open(Target.parse("vpcd:35963"), medium -> ProbeCards.reader("jcardsim:?medium=" + medium.label()));
        PipedInputStream seen = new PipedInputStream();
        screen = new PrintStream(new PipedOutputStream(seen), true, UTF_8);
        BufferedReader lines = new BufferedReader(new InputStreamReader(seen, UTF_8));
        person = new Thread(() -> lines.lines().forEach(this::obey), "person");
        person.start();
        reader = new PresentedReader(
                new PcscDriver().open(Target.parse("pcsc:Virtual PCD 00 00")),
                new PersonDriver(new PipedInputStream(keys), screen, true)
                        .open(Target.parse("person:?patience=90"), medium -> reader));
    }

    @AfterEach
    void leave() throws Exception {
        if (service != null) {
            screen.close();
            person.join();
            hand.close();
            reader.close();
            service.close();
        }
    }

    private void obey(String line) {
        String prompt = line.strip();
        if (prompt.isEmpty()) {
            return;
        }
        prompts.add(prompt);
        Matcher card = CARD.matcher(prompt);
        Optional<Card> mine = card.find() ? Optional.ofNullable(pocket.get(card.group(1))) : Optional.empty();
        if (prompt.startsWith("Take")) {
            hand.takeAway(PLACE);
        } else if (mine.isPresent()) {
            hand.present(mine.get(), PLACE);
        } else {
            type("s not in my pocket");
        }
    }

    private void type(String line) {
        try {
            keys.write((line + "\n").getBytes(UTF_8));
            keys.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Bytes drawn(Card card) {
        try (CardLink link = reader.tap(card)) {
            ProbeCards.select(link);
            return ProbeCards.send(link, "8008000008");
        }
    }

    @Test
    void theReaderSeesCardsComeAndGo() {
        Bytes drawn = drawn(first);
        Bytes other = drawn(second);
        assertThat(other).isNotEqualTo(drawn);
        assertThat(drawn(new PresentedCard("whichever"))).isEqualTo(other);
        assertThat(prompts).hasSize(3);
        assertThat(prompts.get(0)).startsWith("Bring 'probe-1' to reader 'Virtual PCD 00 00' (contactless)");
        assertThat(prompts.get(1)).startsWith("Take 'probe-1' away");
        assertThat(prompts.get(2)).startsWith("Bring 'probe-2'");
        assertThatThrownBy(() -> reader.tap(card(3)))
                .isInstanceOf(CardNotGivenException.class)
                .hasMessageEndingWith("skipped at the bench, not in my pocket");
    }
}
