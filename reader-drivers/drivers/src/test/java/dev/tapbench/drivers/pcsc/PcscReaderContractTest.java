package dev.tapbench.drivers.pcsc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.drivers.jcardsim.ProbeCards;
import dev.tapbench.drivers.vpcd.VpcdPresenterDriver;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.Target;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardBlueprint;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.CardRemovedException;
import dev.tapbench.ports.card.GetResponseLink;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.card.PresentedReader;
import dev.tapbench.ports.card.Presenter;
import dev.tapbench.ports.card.Reader;
import dev.tapbench.ports.card.ReaderContract;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Simulated cards behind the system's PC/SC service. */
@SuppressWarnings("NullAway.Init")
class PcscReaderContractTest {
    private static PcscService service;

    @BeforeAll
    static void openService() {
        service = PcscService.open();
    }

    @AfterAll
    static void closeService() throws IOException {
        if (service != null) {
            service.close();
        }
    }

    @Nested
    class Contactless extends OverPort {
        Contactless() {
            super("pcsc:Virtual PCD 00 00", "vpcd:35963");
        }
    }

    @Nested
    class Contact extends OverPort {
        Contact() {
            super("pcsc:Virtual PCD 00 01?medium=contact", "vpcd:35964");
        }
    }

    /** By part of a name and by number. */
    @Nested
    class Wired extends OverPort {
        Wired() {
            super("pcsc:1?medium=wired", "vpcd:35964");
        }
    }

    private abstract static class OverPort extends ReaderContract {
        private final Target reader;
        private final Presenter presenter;
        private Reader opened;

        OverPort(String reader, String presenter) {
            this.reader = Target.parse(reader);
            this.presenter = new VpcdPresenterDriver()
                    .open(Target.parse(presenter), medium -> ProbeCards.reader("jcardsim:?medium=" + medium.label()));
        }

        @AfterEach
        void takeAway() {
            presenter.close();
        }

        @Override
        protected Reader open() {
            opened = GetResponseLink.on(new PresentedReader(new PcscDriver().open(reader), presenter));
            return opened;
        }

        @Override
        protected Card card(Reader unused) {
            return ProbeCards.card(ProbeCards.reader("jcardsim:"), CardBlueprint.Power.FIELD, 1);
        }

        @Override
        protected Bytes command() {
            return ProbeCards.SELECT;
        }

        @Override
        protected Bytes response() {
            return Bytes.hex("9000");
        }

        @Override
        protected Bytes refusedCommand() {
            return Bytes.hex("00A4040005F00000000100");
        }

        @Override
        protected Bytes refusal() {
            return Bytes.hex("6A82");
        }

        /** What javax.smartcardio cannot do: the field goes off between two taps of a card that stays where it is. */
        @Test
        void volatileStateIsGoneAfterEachTap() {
            Card card = card(opened);
            for (int tap = 1; tap <= 2; tap++) {
                try (CardLink link = opened.tap(card)) {
                    ProbeCards.select(link);
                    assertThat(ProbeCards.send(link, "8004000003"))
                            .as("tap %d", tap)
                            .isEqualTo(Bytes.hex(tap == 1 ? "0000009000" : "0000559000"));
                    assertThat(ProbeCards.send(link, "80035500")).isEqualTo(Bytes.hex("9000"));
                    assertThat(ProbeCards.send(link, "8004000003")).isEqualTo(Bytes.hex("5555559000"));
                }
            }
        }

        /** A card that is taken out in the middle of a tap has left, and can come again. */
        @Test
        void aCardThatLeavesIsPresentedAgain() {
            Card card = card(opened);
            try (CardLink link = opened.tap(card)) {
                ProbeCards.select(link);
                presenter.takeAway(new Presenter.Place(opened.name(), opened.medium()));
                assertThatThrownBy(() -> ProbeCards.send(link, "8004000003"))
                        .isInstanceOf(CardRemovedException.class)
                        .hasMessageContaining("present the card again");
            }
            try (CardLink link = opened.tap(card)) {
                ProbeCards.select(link);
            }
        }

        /** Two cards at one reader, one after the other. */
        @Test
        void eachCardIsItself() {
            Card other = ProbeCards.card(ProbeCards.reader("jcardsim:"), CardBlueprint.Power.FIELD, 2);
            Card card = card(opened);
            Bytes drawn = drawn(card);
            assertThat(drawn(other)).isNotEqualTo(drawn);
            assertThat(drawn(card)).isEqualTo(drawn);
        }

        private Bytes drawn(Card card) {
            try (CardLink link = opened.tap(card)) {
                ProbeCards.select(link);
                return ProbeCards.send(link, "8008000008");
            }
        }

        @Test
        void mediumIsWhatTheTargetSays() {
            assertThat(opened.medium()).isEqualTo(Medium.of(reader));
        }
    }
}
