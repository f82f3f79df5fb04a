package dev.tapbench.drivers.pcsc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.drivers.jcardsim.ProbeCards;
import dev.tapbench.drivers.vpcd.VpcdPresenterDriver;
import dev.tapbench.ports.DeviceException;
import dev.tapbench.ports.ProductException;
import dev.tapbench.ports.Target;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardBlueprint;
import dev.tapbench.ports.card.CardFactory;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.CardRemovedException;
import dev.tapbench.ports.card.DecoratedReader;
import dev.tapbench.ports.card.PresentedReader;
import dev.tapbench.ports.card.Presenter;
import dev.tapbench.ports.card.Reader;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes wrong at a bench of hardware: each says what to do, and none of it is the card's fault unless it is. */
@SuppressWarnings("NullAway.Init")
@Timeout(150)
class PcscTroubleTest {
    private static final Target READER = Target.parse("pcsc:Virtual PCD 00 00?timeout=1");

    private PcscService service;
    private Presenter presenter;
    /** What the simulated card does with a command instead of answering it. */
    private UnaryOperator<byte[]> trouble = command -> command;

    private final CountDownLatch stuck = new CountDownLatch(1);

    @BeforeEach
    void open() {
        service = PcscService.open();
        presenter = new VpcdPresenterDriver().open(Target.parse("vpcd:35963"), medium -> new TroubledReader());
    }

    @AfterEach
    void close() throws IOException {
        stuck.countDown();
        if (service != null) {
            presenter.close();
            service.close();
        }
    }

    private final class TroubledReader extends DecoratedReader implements CardFactory {
        private final Reader reader;

        TroubledReader() {
            this(ProbeCards.reader("jcardsim:"));
        }

        private TroubledReader(Reader reader) {
            super(reader);
            this.reader = reader;
        }

        @Override
        public CardLink tap(Card card) {
            CardLink link = reader.tap(card);
            return command -> link.transmit(trouble.apply(command));
        }

        @Override
        public Card make(CardBlueprint blueprint) {
            return ((CardFactory) reader).make(blueprint);
        }

        @Override
        public boolean reads(Card card) {
            return ((CardFactory) reader).reads(card);
        }
    }

    private static Card card() {
        return ProbeCards.card(ProbeCards.reader("jcardsim:"), CardBlueprint.Power.FIELD, 1);
    }

    private Reader reader() {
        return new PresentedReader(new PcscDriver().open(READER), presenter);
    }

    @Test
    void aCardThatAnotherProgramHoldsIsToldSo() {
        try (CardLink held = reader().tap(card())) {
            ProbeCards.select(held);
            assertThatThrownBy(() -> new PcscDriver().open(READER).tap(card()))
                    .isInstanceOf(DeviceException.class)
                    .isNotInstanceOf(CardRemovedException.class)
                    .hasMessageContaining("SCARD_E_SHARING_VIOLATION")
                    .hasMessageContaining("another program holds the card");
            assertThat(new PcscDriver().probe().devices())
                    .anySatisfy(
                            device -> assertThat(device.notes()).anyMatch(n -> n.contains("another program holds")));
        }
    }

    @Test
    void aCommandThatHangsEnds() {
        trouble = command -> {
            try {
                stuck.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return command;
        };
        CardLink link = reader().tap(card());
        assertThatThrownBy(() -> ProbeCards.send(link, ProbeCards.SELECT.toHex()))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("gave no answer to 00A40400 within 1 s");
        link.close();
    }

    /** The reader sees no more than that a card is gone; it has crashed, which is the product's. */
    @Test
    void aCardThatCrashesHasFailed() {
        trouble = command -> {
            throw new ProductException("the applet crashed");
        };
        try (CardLink link = reader().tap(card())) {
            assertThatThrownBy(() -> ProbeCards.send(link, ProbeCards.SELECT.toHex()))
                    .isInstanceOf(ProductException.class)
                    .hasMessageContaining("the applet crashed");
        }
    }

    @Test
    void aServiceThatIsKilledIsNoCardThatLeft() throws Exception {
        Reader reader = reader();
        CardLink link = reader.tap(card());
        ProbeCards.select(link);
        service.kill();
        assertThatThrownBy(() -> ProbeCards.send(link, ProbeCards.SELECT.toHex()))
                .isInstanceOf(DeviceException.class)
                .isNotInstanceOf(CardRemovedException.class);
        link.close();
        assertThatThrownBy(() -> reader.tap(card())).hasMessageContaining("SCARD_E_NO_SERVICE");
        service.close();
        service = PcscService.open();
        try (CardLink again = reader.tap(card())) {
            ProbeCards.select(again);
        }
    }

    @Test
    void anEmptyReaderIsWaitedForNoLongerThanThat() {
        Reader alone = new PcscDriver().open(READER);
        assertThatThrownBy(() -> alone.tap(card()))
                .isInstanceOf(CardRemovedException.class)
                .hasMessageContaining("SCARD_E_NO_SMARTCARD");
        assertThatThrownBy(() -> new PcscDriver().open(Target.parse("pcsc:Nobody's")))
                .hasMessageContaining("no PC/SC reader is named");
    }
}
