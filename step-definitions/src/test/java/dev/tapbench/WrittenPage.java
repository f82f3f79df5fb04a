package dev.tapbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A page of the documentation whose end is written from declarations.
 *
 * @param file the page
 * @param test the class that holds it, for people
 */
public record WrittenPage(Path file, Class<?> test) {
    /**
     * Compares the page with what is declared, and writes it first where that was asked for.
     *
     * @param written what has to stand behind the page's mark
     */
    public void hold(String written) throws IOException {
        String mark = "<!-- Written from the declarations from here on; " + test.getSimpleName()
                + " says how to write it again. -->\n";
        String page = Files.readString(file);
        assertThat(page).contains(mark);
        String expected = page.substring(0, page.indexOf(mark) + mark.length()) + written;
        if (Boolean.getBoolean("tapbench.docs.write")) {
            Files.writeString(file, expected);
            page = expected;
        }
        assertThat(page)
                .as(
                        "%s is not what is declared; to write it again: ./mvnw -pl step-definitions -am test -Dtest=%s"
                                + " -Dsurefire.failIfNoSpecifiedTests=false -Dtapbench.docs.write=true",
                        file, test.getSimpleName())
                .isEqualTo(expected);
    }
}
