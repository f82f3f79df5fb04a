package dev.tapbench.inspection;

import dev.tapbench.WrittenPage;
import dev.tapbench.parties.inspection.Rule;
import dev.tapbench.parties.inspection.Rules;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The list of rules in {@code docs/inspect.md} is written from their declarations. */
class RulesPageTest {
    private static String rules() {
        StringBuilder page = new StringBuilder();
        for (Rules.Theme theme : Rules.themes()) {
            page.append("\n### ").append(theme.title()).append("\n\n");
            page.append("| rule | what must be true | severity | clause |\n|---|---|---|---|\n");
            for (Rule rule : theme.rules()) {
                page.append("| ")
                        .append(rule.id())
                        .append(" | ")
                        .append(rule.expected())
                        .append(" | ")
                        .append(rule.severity().label())
                        .append(" | ")
                        .append(rule.clause())
                        .append(" |\n");
            }
        }
        return page.toString();
    }

    @Test
    void thePageListsTheRules() throws IOException {
        new WrittenPage(Path.of("../docs/inspect.md"), RulesPageTest.class).hold(rules());
    }
}
