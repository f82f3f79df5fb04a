package dev.tapbench.cli;

import dev.tapbench.WrittenPage;
import dev.tapbench.profiles.ScenarioNeed;
import dev.tapbench.profiles.StatementAnswer;
import dev.tapbench.profiles.StatementQuestion;
import dev.tapbench.profiles.StatementRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tables of {@code docs/statement.md} are written from the declarations. */
class StatementPageTest {
    private static String words(List<StatementAnswer> answers) {
        return answers.stream().map(answer -> "`" + answer + "`").collect(Collectors.joining(", "));
    }

    private static String tables() {
        StringBuilder page = new StringBuilder();
        page.append("\n## The questions\n\n| key | asks | answers |\n|---|---|---|\n");
        for (StatementQuestion question : StatementQuestion.values()) {
            page.append("| `%s` | %s | %s%s |\n"
                    .formatted(
                            question.key(),
                            question.text(),
                            words(question.answers()).replace("`a card profile`", "a card profile"),
                            question.takesSeveral() ? "; one or several" : ""));
        }
        page.append("\n## What a scenario may need\n\nWhere several needs are not met, the first is told.\n\n");
        page.append("| tag | needs | answers that meet it |\n|---|---|---|\n");
        for (ScenarioNeed need : ScenarioNeed.values()) {
            page.append("| `%s` | %s | `%s`: %s |\n"
                    .formatted(
                            need.tag(),
                            need.words(),
                            need.question().label(),
                            words(need.answers()).replace("`a card profile`", "a card profile")));
        }
        page.append("\n## Contradictions\n\n| rule | at | what must be true |\n|---|---|---|\n");
        for (StatementRule rule : StatementRule.ALL) {
            page.append("| %s | `%s` | %s |\n".formatted(rule.id(), rule.key(), rule.expected()));
        }
        page.append(
                "\nHow the card is held against its statement are the rules of [the inspection](inspect.md#card-against-statement).\n");
        return page.toString();
    }

    @Test
    void thePageHasTheQuestionsTheNeedsAndTheRules() throws IOException {
        new WrittenPage(Path.of("../docs/statement.md"), StatementPageTest.class).hold(tables());
    }
}
