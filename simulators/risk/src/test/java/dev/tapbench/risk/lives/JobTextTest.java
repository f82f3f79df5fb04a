package dev.tapbench.risk.lives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.risk.Behaviour;
import dev.tapbench.risk.Currencies;
import dev.tapbench.risk.CvmMethod;
import dev.tapbench.risk.HolderVerification;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JobTextTest {
    static List<LivesJob> jobs() {
        CardholderType odd = new CardholderType(
                "a=b \\n\n\\ é",
                Lives.ALL,
                1,
                1,
                2,
                Lives.NONE,
                Lives.ALL,
                Lives.MOST,
                Lives.NONE,
                Lives.ALL,
                5,
                6,
                Lives.MOST);
        return List.of(
                Lives.job(Lives.line(), true, Lives.lively(), 123_456_789_012L, Long.MIN_VALUE),
                Lives.job(Lives.prepaid(100_00, 3), false, List.of(odd), 1, 0),
                Lives.job(Lives.line().with(everyKey()), true, Lives.lively(), 1, 0));
    }

    private static Behaviour everyKey() {
        return Behaviour.USUAL
                .withOnlineApproval(Behaviour.OnlineApproval.COUNT)
                .withCurrencies(new Currencies(
                        Currencies.Other.CONVERT, Map.of(Currency.getInstance("USD"), new BigDecimal("0.92"))))
                .withCvm(HolderVerification.USUAL
                        .withAlwaysAbove(50_00)
                        .withMethods(List.of(CvmMethod.SENSOR, CvmMethod.PASSCODE))
                        .withArmedSeconds(60));
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void aJobIsWhatItsTextSays(LivesJob job) {
        assertThat(JobText.job(JobText.of(job))).isEqualTo(job);
    }

    @Test
    void whatIsNoJobIsSaid() {
        String text = JobText.of(jobs().get(0));
        assertThatThrownBy(() -> JobText.job("job"))
                .hasMessageContaining("'job'")
                .hasMessageContaining("place=value");
        assertThatThrownBy(() -> JobText.job("")).hasMessageContaining("the job has no job.profile.name");
        assertThatThrownBy(() -> JobText.job(text.replace("job.months=6", "job.months=0")))
                .hasMessageContaining("0 months");
        assertThatThrownBy(() -> JobText.job(text.replace("kind=LINE", "kind=LOAN")))
                .hasMessageContaining("'LOAN'")
                .hasMessageContaining("PREPAID");
    }
}
