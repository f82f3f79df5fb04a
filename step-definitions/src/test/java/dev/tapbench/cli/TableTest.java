package dev.tapbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
    private static Table table() {
        Table table = new Table(1, "id", "scenario", "verdict");
        table.row("TC-L-001", "a name that is quite long for a narrow screen", "passed");
        return table;
    }

    @Test
    void nothingIsCutInAPipe() {
        assertThat(table().lines(0)).anyMatch(line -> line.endsWith("narrow screen  passed"));
    }

    @Test
    void oneColumnGivesWayOnATerminal() {
        assertThat(table().lines(50))
                .allMatch(line -> line.length() <= 50)
                .anyMatch(line -> line.contains("…  passed"))
                .hasSize(2);
    }

    @Test
    void aNarrowTerminalGetsBlocks() {
        assertThat(table().lines(24)).allMatch(line -> line.length() <= 24).containsSequence("TC-L-001");
        assertThat(table().lines(24)).contains("  passed");
    }

    @Test
    void whatIsWrappedIsWhole() {
        assertThat(table().wrapped(50))
                .allMatch(line -> line.length() <= 50)
                .containsExactly(
                        "id        scenario                         verdict",
                        "TC-L-001  a name that is quite long for a  passed",
                        "          narrow screen");
        assertThat(table().wrapped(24))
                .allMatch(line -> line.length() <= 24)
                .containsExactly("TC-L-001", "  a name that is quite", "  long for a narrow", "  screen", "  passed");
    }

    @Test
    void aWordLongerThanTheLineIsBroken() {
        assertThat(Paragraph.lines("abcdefgh ij", 4)).containsExactly("abcd", "efgh", "ij");
        assertThat(Paragraph.lines("", 4)).containsExactly("");
    }
}
