package dev.tapbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A row of an outline has an id of its own, wherever it stands, and can be chosen by it. */
class RowsTest {
    private static final String TWO_TABLES = """
            Feature: a card

              Rule: it pays

                @TC-X-001
                Scenario Outline: <row> it holds what it was made with
                  Given a prepaid card that holds <what>
                  Then the card holds <what>

                  Examples:
                    | row | what      |
                    | 07  | 20.00 EUR |
                    | 03  | 30.00 EUR |

                  Examples:
                    | row | what      |
                    | 05  | 40.00 EUR |

              @TC-X-002
              Scenario: 20 is its number of coins
                Given a prepaid card that holds 20.00 EUR
                Then the card holds 20.00 EUR
            """;

    @TempDir
    private Path folder;

    private final Captured tapbench = new Captured();

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("card.feature"), TWO_TABLES);
    }

    private List<String> listed(String only) {
        int status = tapbench.run("certify", "--features", folder.toString(), "--list", "--json", "--only", only);
        assertThat(status).isEqualTo(ExitStatus.PASSED);
        return JsonMapper.shared().readTree(tapbench.out()).path("scenarios").values().stream()
                .map(row -> row.path("id").asString())
                .toList();
    }

    @Test
    void anOutlineIsAllItsRows() {
        assertThat(listed("TC-X-001")).containsExactly("TC-X-001-07", "TC-X-001-03", "TC-X-001-05");
    }

    @Test
    void aRowIsChosenByItsOwnNumber() {
        assertThat(listed("TC-X-001-05")).containsExactly("TC-X-001-05");
    }

    @Test
    void aScenarioWhoseNameBeginsWithANumberIsNoRow() {
        assertThat(listed("TC-X-002")).containsExactly("TC-X-002");
    }

    private int run(String only) {
        return tapbench.run(
                "certify",
                "--features",
                folder.toString(),
                "--hsm",
                "embedded:",
                "--no-report",
                "--out",
                folder.resolve("runs").toString(),
                "--only",
                only);
    }

    @Test
    void whatIsChosenIsWhatRuns() throws IOException {
        assertThat(run("TC-X-001-03,TC-X-002")).as(tapbench.err()).isEqualTo(ExitStatus.PASSED);
        List<String> ran = Files.readAllLines(folder.resolve("runs/latest/results.ndjson")).stream()
                .map(line -> JsonMapper.shared().readTree(line))
                .map((JsonNode row) -> row.path("id").asString())
                .toList();
        assertThat(ran).containsExactlyInAnyOrder("TC-X-001-03", "TC-X-002");
    }

    @Test
    void aNumberThatStandsTwiceInATableIsADefectOfTheTest() throws IOException {
        Files.writeString(folder.resolve("card.feature"), TWO_TABLES.replace("| 05  |", "| 07  |"));
        assertThat(run("TC-X-001")).isEqualTo(ExitStatus.BROKEN);
        assertThat(tapbench.out()).contains("the id TC-X-001-07 stands at card.feature:12 and at card.feature:17");
    }
}
