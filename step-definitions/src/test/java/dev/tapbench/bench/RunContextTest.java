package dev.tapbench.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.ports.Target;
import dev.tapbench.ports.card.ClassSource;
import dev.tapbench.profiles.BenchFile;
import dev.tapbench.profiles.CardProfile;
import dev.tapbench.profiles.CardProfileFile;
import dev.tapbench.risk.RiskProfile.Device;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RunContextTest {
    private static RunContext context(Optional<ClassSource> changed) {
        return context(changed, Optional.empty());
    }

    private static RunContext context(Optional<ClassSource> changed, Optional<CardProfile> profile) {
        return new RunContext(
                Path.of("home"),
                7,
                new BenchFile(
                        Path.of("bench.yaml"),
                        Target.parse("jcardsim:"),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of()),
                Target.parse("jcardsim:"),
                Target.parse("embedded:"),
                changed,
                Optional.empty(),
                false,
                profile,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of());
    }

    @Test
    void isCurrentUntilTheRunEnds() {
        RunContext context = context(Optional.empty());
        context.during(() -> {
            assertThat(RunContext.current()).isSameAs(context);
            assertThatThrownBy(() -> context.during(() -> {})).isInstanceOf(IllegalStateException.class);
        });
        assertThatThrownBy(RunContext::current).hasMessageContaining("tapbench certify");
    }

    @Test
    void aFaultyClassHidesTheSoundOne() {
        ClassSource sound = name -> new byte[] {1};
        ClassSource faulty = name -> name.equals("a.B") ? new byte[] {2} : null;
        assertThat(context(Optional.of(faulty)).cardClasses(sound).bytes("a.B")).containsExactly(2);
        assertThat(context(Optional.of(faulty)).cardClasses(sound).bytes("a.C")).containsExactly(1);
        assertThat(context(Optional.empty()).cardClasses(sound).bytes("a.B")).containsExactly(1);
    }

    /** A scenario is about a card's own money, whichever currency that has; the phone beside it pays with the same. */
    @Test
    void euroIsTheCurrencyOfTheRunsOwnProfile() {
        Path cards = Path.of("../features/cards");
        CardProfile crowns = CardProfileFile.read(cards.resolve("variants/other-currency.yaml"));
        CardProfile prepaid = CardProfileFile.read(cards.resolve("prepaid.yaml"));
        CardProfile phone = CardProfileFile.read(cards.resolve("phone.yaml"));
        RunContext own = context(Optional.empty(), Optional.of(crowns));
        assertThat(own.amount("20.00 EUR")).hasToString("20.00 NOK");
        assertThat(own.amount("20.00 CHF")).hasToString("20.00 CHF");
        assertThat(own.profile(prepaid)).isSameAs(crowns);
        assertThat(own.profile(phone).risk().currency()).hasToString("NOK");
        assertThat(own.profile(phone).device()).isEqualTo(Device.PHONE);
        RunContext standard = context(Optional.empty());
        assertThat(standard.amount("20.00 EUR")).hasToString("20.00 EUR");
        assertThat(standard.profile(phone)).isSameAs(phone);
    }
}
