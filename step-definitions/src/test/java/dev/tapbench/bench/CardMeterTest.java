package dev.tapbench.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.DeviceException;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.card.ScriptedCard;
import dev.tapbench.profiles.InventoryFile.Change;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What use costs a card, by its commands and answers. */
class CardMeterTest {
    @ParameterizedTest
    @CsvSource({
        "80A8000002830000, 770012349000, 1, 0, 0, 1",
        "80A8000002830000, 6985,         0, 0, 0, 1",
        "80A80000028300,   6112,         1, 0, 0, 1",
        "80AE800000,       9000,         0, 0, 0, 1",
        "0020008000,       63C1,         0, 1, 0, 1",
        "0020008000,       9000,         0, 0, 0, 1",
        "8482010000,       6300,         0, 0, 1, 1",
        "8482010000,       9000,         0, 0, 0, 1",
        "80CA9F1700,       9000,         0, 0, 0, 0",
        "00A4,             9000,         0, 0, 0, 0",
    })
    void oneCommandCosts(String command, String response, int transactions, int pins, int keys, int writes) {
        CardCost cost = CardCost.of(Bytes.hex(command), Bytes.hex(response));
        assertThat(cost.transactions()).isEqualTo(transactions);
        assertThat(cost.wrongPins()).isEqualTo(pins);
        assertThat(cost.wrongKeys()).isEqualTo(keys);
        assertThat(cost.writes()).isEqualTo(writes);
    }

    @ParameterizedTest
    @CsvSource({
        "8C24000000, 9000, PIN,      false",
        "0CDADF4700, 9000, LIMIT,    false",
        "0CDADF4500, 9000, DATA,     true",
        "00DADF2400, 9000, SETTINGS, false",
        "0CDC010C00, 9000, DATA,     true",
        "8C1E000000, 9000, BLOCKED,  true",
        "8C16000000, 9000, BLOCKED,  true",
        "8C1E000000, 6988, ,         false",
        "00DADF2501, 9000, ,         false",
        "0020008000, 63C0, ,         true",
        "0020008000, 6983, ,         true",
        "0020008000, 63C1, ,         false",
    })
    void whatOutlastsAScenario(String command, String response, Change change, boolean destructive) {
        CardCost cost = CardCost.of(Bytes.hex(command), Bytes.hex(response));
        assertThat(cost.changes()).isEqualTo(change == null ? Set.of() : Set.of(change));
        assertThat(cost.destructive()).isEqualTo(destructive);
    }

    @Test
    void costsAddUpAndTheFewestTriesCount() {
        CardCost one = CardCost.of(Bytes.hex("0020008000"), Bytes.hex("63C1"));
        CardCost two = CardCost.of(Bytes.hex("0020008000"), Bytes.hex("63C2"));
        CardCost both = one.and(CardCost.NONE).and(two);
        assertThat(both.wrongPins()).isEqualTo(2);
        assertThat(both.fewestTries()).isEqualTo(OptionalInt.of(1));
    }

    /** Whether a PIN is sent to a card that has found more of them wrong than it should have. */
    @Test
    void noPinIsRiskedAfterOneWrongTooMany() {
        ScriptedCard card =
                ScriptedCard.named("A-1").answers("0020008000", "63C2").answers("0020008000", "63C1");
        CardMeter meter = new CardMeter();
        meter.begin("A-1");
        meter.allow("A-1", 1);
        try (CardLink link = meter.on(card.reader(Medium.CONTACTLESS)).tap(card)) {
            byte[] verify = Bytes.hex("0020008000").toArray();
            link.transmit(verify);
            assertThat(meter.foundTooManyWrong("A-1")).isFalse();
            link.transmit(verify);
            assertThat(meter.foundTooManyWrong("A-1")).isTrue();
            assertThatThrownBy(() -> link.transmit(verify))
                    .isInstanceOf(DeviceException.class)
                    .hasMessageContaining("A-1 has found 2 PINs wrong, expected at most 1");
        }
        assertThat(meter.cost("A-1").wrongPins()).isEqualTo(2);
    }
}
