package dev.tapbench.reports.requirements;

import static dev.tapbench.reports.requirements.Events.prompt;
import static dev.tapbench.reports.requirements.LoadStories.honest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Prompt;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whose fault it is when a scenario's steps passed and its requirements do not hold. */
class RequirementCheckTest {
    private static RequirementCheck check(String kind, Story story, String... requirements) {
        return RequirementCheck.of(kind, List.of(requirements), story.events());
    }

    @Test
    void nothingIsWrongWithAnHonestStory() {
        RequirementCheck honest = check("shows", honest(), "L-07", "L-09", "L-14");
        assertThat(honest.violations()).isEmpty();
        assertThat(honest.falseTags()).isEmpty();
    }

    @Test
    void whatTheStoryDoesNotBearOutIsTheScenariosFault() {
        RequirementCheck check = check("shows", honest().endingBefore("tap 3"), "L-14");
        assertThat(check.violations()).isEmpty();
        assertThat(check.falseTags()).singleElement().asString().contains("does not bear out @L-14 @shows");
        assertThat(check("other", honest(), "L-14").falseTags()).hasSize(1);
        assertThat(check("shows", honest(), "L-99").falseTags()).hasSize(1);
        assertThat(check("shows", honest(), "L-04", "L-05", "L-06", "L-07", "L-08")
                        .falseTags())
                .hasSize(1);
    }

    @Test
    void whatTookEffectAgainstTheRequirementIsTheProductsFault() {
        Story early = honest().before("tap 2", "early", prompt(Party.READER, Prompt.ENTER_PIN));
        for (String kind : List.of("shows", "refuses")) {
            RequirementCheck check = check(kind, early, "L-09");
            assertThat(check.falseTags()).isEmpty();
            assertThat(check.violations()).singleElement().asString().startsWith("requirement L-09 is violated: ");
        }
    }
}
