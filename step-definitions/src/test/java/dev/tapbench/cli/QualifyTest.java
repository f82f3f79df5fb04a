package dev.tapbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Faulty devices of every kind: one that is caught, one that breaks nothing, one that is caught for something else, one that is none. */
class QualifyTest {
    @TempDir
    private Path folder;

    private final Captured tapbench = new Captured();

    @BeforeEach
    void faults() throws IOException {
        fault(
                "F-901",
                "terminal",
                "L-07",
                "simulators/parties/src/main/java/dev/tapbench/parties/terminal/Display.java",
                """
                -        Prompted prompted = new Prompted(by, prompt, detail);
                +        Prompted prompted = new Prompted(
                +            by, prompt == Prompt.LOAD_REFUSED ? Prompt.PRESENT_CARD_AGAIN : prompt, detail);
                """);
    }

    private void fault(String id, String party, String requirement, String file, String change) throws IOException {
        Path fault = Files.createDirectories(folder.resolve("faults").resolve(id));
        Files.writeString(fault.resolve("fault.yaml"), """
            id: %s
            party: %s
            wrong: a thing
            requirement: %s
            noticed: nothing
            """.formatted(id, party, requirement));
        Files.writeString(
                fault.resolve("change.patch"), "--- a/" + file + "\n+++ b/" + file + "\n@@ -1,1 +1,1 @@\n" + change);
    }

    private JsonNode judged(int status, String... more) {
        String[] arguments = new String[more.length + 4];
        System.arraycopy(new String[] {"qualify", "--faults", "faults", "--json"}, 0, arguments, 0, 4);
        System.arraycopy(more, 0, arguments, 4, more.length);
        assertThat(tapbench.in(folder).run(arguments)).as(tapbench.err()).isEqualTo(status);
        return JsonMapper.shared().readTree(tapbench.out()).path("rows");
    }

    @Test
    void aFaultyTerminalIsRejectedForWhatItBreaks() {
        JsonNode row = judged(ExitStatus.PASSED).get(0);
        assertThat(row.path("verdict").asString()).isEqualTo("rejected");
        assertThat(row.path("ok").asBoolean()).isTrue();
        assertThat(row.path("by").findValuesAsString("requirement")).containsOnly("L-07");
        assertThat(row.path("by").get(0).path("step").asString()).isEqualTo("Then the terminal refuses the load");
    }

    /** A fault of a terminal, which no reader could carry. */
    @Test
    void certifyRunsWithAFaultOfAnyParty() {
        Captured certify = new Captured().in(folder);
        assertThat(certify.run(
                        "certify",
                        "--fault",
                        "F-035",
                        "--only",
                        "TC-L-001,TC-L-002",
                        "--no-report",
                        "--hsm",
                        "embedded:"))
                .as(certify.err())
                .isEqualTo(ExitStatus.FAILED);
        assertThat(certify.out())
                .contains("failed (product)  L-06 L-07  TC-L-002")
                .contains("fault F-035");
        Captured reader = new Captured().in(folder);
        assertThat(reader.run("certify", "--reader", "jcardsim:?fault=F-035")).isEqualTo(ExitStatus.USAGE);
        assertThat(reader.err()).contains("is not a card's").contains("--fault F-035");
    }

    @Test
    void aFaultThatNothingNoticesSurvives() throws IOException {
        fault(
                "F-901",
                "terminal",
                "L-07",
                "simulators/parties/src/main/java/dev/tapbench/parties/terminal/Display.java",
                """
                -        Prompted prompted = new Prompted(by, prompt, detail);
                +        Prompted prompted = new Prompted(by, prompt, detail.strip());
                """);
        JsonNode row = judged(ExitStatus.FAILED).get(0);
        assertThat(row.path("verdict").asString()).isEqualTo("accepted");
        assertThat(row.path("ok").asBoolean()).isFalse();
        assertThat(row.path("by")).isEmpty();
        assertThat(row.path("wrongReason").isNull()).isTrue();
        assertThat(tapbench.err()).contains("not ok  F-901: it survives");
    }

    @Test
    void aFaultThatIsNoticedForSomethingElseSurvivesToo() throws IOException {
        Files.writeString(
                folder.resolve("faults/F-901/fault.yaml"),
                Files.readString(folder.resolve("faults/F-901/fault.yaml")).replace("L-07", "R-10"));
        JsonNode row = judged(ExitStatus.FAILED).get(0);
        assertThat(row.path("verdict").asString()).isEqualTo("accepted");
        assertThat(row.path("wrongReason").asString()).contains("failed TC-L-023 (L-01): ");
    }

    @Test
    void aPatchThatNoLongerAppliesJudgesNothing() throws IOException {
        fault("F-901", "card", "L-08", "simulators/card/src/main/java/dev/tapbench/card/Load.java", "-gone\n+here\n");
        JsonNode row = judged(ExitStatus.FAILED).get(0);
        assertThat(row.path("verdict").asString()).isEqualTo("broken");
        assertThat(row.path("ok").asBoolean()).isFalse();
        assertThat(row.path("wrongReason").asString()).contains("hunk 1 no longer applies");
        assertThat(folder.resolve("reports"))
                .as("another catalogue's result is not kept")
                .doesNotExist();
    }

    @Test
    void wrongUsageIsToldBeforeAnythingRuns() throws IOException {
        for (String[] wrong : new String[][] {
            {"qualify", "--only", "F-01"}, {"qualify", "--faults", "nowhere"}, {"qualify", "--threads", "0"}
        }) {
            Captured command = new Captured().in(folder);
            assertThat(command.run(wrong)).isEqualTo(ExitStatus.USAGE);
            assertThat(command.err().lines()).hasSize(1);
        }
        Files.writeString(folder.resolve("faults/F-901/fault.yaml"), "id: F-901\nparty: terminl\n");
        Captured command = new Captured().in(folder);
        assertThat(command.run("qualify", "--faults", "faults")).isEqualTo(ExitStatus.USAGE);
        assertThat(command.err()).contains("fault.yaml:2:1").contains("did you mean 'terminal'?");
    }

    @Test
    void theResultIsKeptForRequirements() {
        assertThat(tapbench.in(folder).run("qualify", "--only", "F-001"))
                .as(tapbench.err())
                .isZero();
        Captured requirements = new Captured().in(folder);
        assertThat(requirements.run("requirements", "--json")).isZero();
        JsonMapper.shared().readTree(requirements.out()).path("requirements").forEach(row -> {
            if (row.path("id").asString().equals("L-08")) {
                assertThat(row.path("caught").asInt()).isEqualTo(1);
            } else {
                assertThat(row.path("caught").asInt())
                        .as(row.path("id").asString())
                        .isZero();
            }
        });
    }
}
