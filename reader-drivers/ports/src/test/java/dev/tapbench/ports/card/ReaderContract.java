package dev.tapbench.ports.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.DeviceException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every reader must do. A driver's test extends this class and says how its reader is opened, which card lies there and
 * one exchange that the card answers at any time, also as the first of an activation.
 */
@SuppressWarnings("NullAway.Init")
public abstract class ReaderContract {
    private Reader reader;

    /** Opens the reader under test. */
    protected abstract Reader open();

    /** A card for this reader. */
    protected abstract Card card(Reader opened);

    /** A command that the card answers. */
    protected abstract Bytes command();

    /** What it answers, status word included. */
    protected abstract Bytes response();

    /** A command that the card refuses. */
    protected abstract Bytes refusedCommand();

    /** The status word that it refuses it with. */
    protected abstract Bytes refusal();

    @BeforeEach
    final void openReader() {
        reader = open();
    }

    @AfterEach
    final void closeReader() {
        reader.close();
    }

    @Test
    void theReaderSaysWhatItIs() {
        assertThat(reader.name()).isNotBlank();
        Capability expected = switch (reader.medium()) {
            case CONTACTLESS -> Capability.CONTACTLESS;
            case WIRED -> Capability.WIRED;
            case CONTACT_T0, CONTACT_T1 -> Capability.CONTACT;
        };
        assertThat(reader.capabilities()).contains(expected);
        assertThat(reader.capabilities().contains(Capability.SIMULATED))
                .as("a reader with the capability 'simulated' makes its own cards, any other does not")
                .isEqualTo(reader instanceof CardFactory);
        if (reader.capabilities().contains(Capability.TEARING)) {
            assertThat(card(reader))
                    .as("a reader with the capability 'tearing' reads cards whose power can be cut")
                    .isInstanceOf(TearableCard.class);
        }
    }

    @Test
    void theCardAnswersOverTheLinkAndTheCommandStaysAsItWas() {
        byte[] command = command().toArray();
        try (CardLink link = reader.tap(card(reader))) {
            assertThat(Bytes.of(link.transmit(command))).isEqualTo(response());
        }
        assertThat(Bytes.of(command)).isEqualTo(command());
    }

    @Test
    void aClosedLinkRefuses() {
        CardLink link = reader.tap(card(reader));
        link.close();
        assertThatExceptionOfType(DeviceException.class)
                .isThrownBy(() -> link.transmit(command().toArray()));
    }

    @Test
    void closingALinkAgainIsHarmless() {
        Card card = card(reader);
        CardLink first = reader.tap(card);
        first.close();
        try (CardLink second = reader.tap(card)) {
            first.close();
            assertThat(Bytes.of(second.transmit(command().toArray()))).isEqualTo(response());
        }
    }

    @Test
    void aCardCanBeTappedAgain() {
        Card card = card(reader);
        for (int tap = 1; tap <= 3; tap++) {
            try (CardLink link = reader.tap(card)) {
                assertThat(Bytes.of(link.transmit(command().toArray())))
                        .as("tap %d", tap)
                        .isEqualTo(response());
            }
        }
    }

    @Test
    void aStatusWordIsDataAndNoException() {
        try (CardLink link = reader.tap(card(reader))) {
            assertThat(Bytes.of(link.transmit(refusedCommand().toArray()))).isEqualTo(refusal());
        }
    }

    @Test
    void aCardOfAnotherReaderIsRefusedByName() {
        Card stranger = () -> "a stranger";
        assertThatExceptionOfType(DeviceException.class)
                .isThrownBy(() -> reader.tap(stranger))
                .withMessageContaining("a stranger");
    }

    @Test
    void closingTheReaderAgainIsHarmless() {
        reader.close();
        assertThatCode(reader::close).doesNotThrowAnyException();
    }
}
