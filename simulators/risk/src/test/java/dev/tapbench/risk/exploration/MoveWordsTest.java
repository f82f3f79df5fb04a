package dev.tapbench.risk.exploration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.risk.LostOrStolenLimits;
import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.SpendingLimits;
import java.util.Currency;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class MoveWordsTest {
    private static RiskProfile in(String currency) {
        return new RiskProfile(
                "words",
                RiskProfile.Kind.LINE,
                Currency.getInstance(currency),
                new SpendingLimits(255, 255, OptionalLong.empty(), 10_000),
                new LostOrStolenLimits(LostOrStolenLimits.Mode.ANY, 3, 3_000),
                OptionalLong.empty());
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        for (String currency : List.of("EUR", "JPY", "KWD")) {
            RiskProfile profile = in(currency);
            for (Move move : List.of(
                    new Move.Pay(15_001, true, Move.Issuer.NEVER),
                    new Move.Pay(0, true, Move.Issuer.AT_WISH),
                    new Move.Pay(1, false, Move.Issuer.AT_WISH),
                    new Move.Pay(1, true, Move.Issuer.NEVER, true),
                    new Move.Pay(Amounts.ENORMOUS, false, Move.Issuer.NEVER),
                    new Move.Pay(1, true, Move.Issuer.ALWAYS),
                    new Move.PayAbroad(true, false),
                    new Move.PayAbroad(false, true),
                    new Move.Load(5_000),
                    new Move.Passcode(),
                    new Move.PinInSlot())) {
                assertThat(MoveWords.parse(MoveWords.of(move, profile), profile))
                        .isEqualTo(move);
            }
        }
        assertThat(MoveWords.of(new Move.Pay(15_001, true, Move.Issuer.NEVER), in("EUR")))
                .isEqualTo("pay 150.01 EUR where nobody can be asked");
    }

    @Test
    void otherWordsAreRefused() {
        RiskProfile euro = in("EUR");
        assertThatThrownBy(() -> MoveWords.parse("pay 1.00 EUR somewhere", euro))
                .hasMessageContaining("'pay 1.00 EUR somewhere' is no move")
                .hasMessageContaining("such as");
        assertThatThrownBy(() -> MoveWords.parse("load 1.00 USD", euro)).hasMessageContaining("currency EUR");
        assertThatThrownBy(() -> MoveWords.parse("load 1.001 EUR", euro)).hasMessageContaining("no amount in EUR");
    }
}
