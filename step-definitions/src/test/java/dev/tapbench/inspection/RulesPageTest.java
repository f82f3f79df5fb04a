package dev.tapbench.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.parties.inspection.Rule;
import dev.tapbench.parties.inspection.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The list of rules in {@code docs/inspect.md} is written from their declarations. */
class RulesPageTest {
    private static final Path PAGE = Path.of("../docs/inspect.md");
    private static final String MARK =
            "<!-- Written from the declarations from here on; RulesPageTest says how to write it again. -->\n";

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
        String page = Files.readString(PAGE);
        assertThat(page).contains(MARK);
        String written = page.substring(0, page.indexOf(MARK) + MARK.length()) + rules();
        if (Boolean.getBoolean("tapbench.docs.write")) {
            Files.writeString(PAGE, written);
            page = written;
        }
        assertThat(page)
                .as(
                        "docs/inspect.md does not list the rules as they are; to write it again: ./mvnw -pl step-definitions -am test"
                                + " -Dtest=RulesPageTest -Dsurefire.failIfNoSpecifiedTests=false -Dtapbench.docs.write=true")
                .isEqualTo(written);
    }
}
