package dev.tapbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.tapbench.campaign.FaultCatalogue;
import dev.tapbench.profiles.FaultFile;
import dev.tapbench.profiles.RequirementsFile;
import dev.tapbench.profiles.RequirementsFile.Requirement;
import dev.tapbench.reports.ScenarioInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The home's own catalogues agree: faults with today's sources, requirements with scenarios. */
class CatalogueTest {
    private final Environment environment = new Captured().environment();
    private final RequirementsFile requirements =
            RequirementsFile.read(environment.features().resolve("requirements.yaml"));
    private final List<Scenarios.Item> scenarios =
            Scenarios.read(environment.features()).items();

    @Test
    void everyFaultStillAppliesAndCompiles() {
        FaultCatalogue faults = Faults.of(environment);
        assertThat(faults.ids()).contains("F-001");
        for (String id : faults.ids()) {
            assertThatCode(() -> faults.classes(id)).as(id).doesNotThrowAnyException();
        }
    }

    @Test
    void everyFaultAndScenarioNamesRequirementsThatExist() {
        List<String> known =
                requirements.requirements().stream().map(Requirement::id).toList();
        for (FaultFile fault : Faults.all(environment)) {
            assertThat(known).as(fault.id()).containsAll(fault.requirement());
        }
        for (Scenarios.Item scenario : scenarios) {
            assertThat(known).as(scenario.id()).containsAll(scenario.requirements());
        }
    }

    @Test
    void noScenarioShowsWhatIsSaidToBeNotYetShown() {
        Set<String> shown = new TreeSet<>();
        scenarios.stream().filter(s -> s.tags().contains("@shows")).forEach(s -> shown.addAll(s.requirements()));
        assertThat(requirements.due()).isSubsetOf(shown);
        requirements.requirements().stream()
                .filter(r -> r.notYet().isPresent())
                .forEach(r -> assertThat(shown).as("take the flag notYet away").doesNotContain(r.id()));
    }

    /** The rows of an outline share its tag; so the tags are counted where they are written, and the rows by their numbers. */
    @Test
    void everyScenarioAndEveryRowHasAnIdOfItsOwn() throws IOException {
        assertThat(scenarios).extracting(Scenarios.Item::id).doesNotContain("").doesNotHaveDuplicates();
        List<String> written = new ArrayList<>();
        try (Stream<Path> files = Files.walk(environment.features())) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".feature")).toList()) {
                Pattern.compile("@TC-[A-Z]+-[0-9]+")
                        .matcher(Files.readString(file))
                        .results()
                        .forEach(id -> written.add(id.group()));
            }
        }
        assertThat(written).doesNotHaveDuplicates().hasSize((int) scenarios.stream()
                .map(s -> ScenarioInfo.idTag(s.tags()))
                .distinct()
                .count());
    }

    /** L-02 speaks of three kinds of device: a row that went missing would leave it shown by the others. */
    @Test
    void cardFobAndPhoneAreEachLoaded() {
        assertThat(scenarios.stream()
                        .filter(s ->
                                s.requirements().contains("L-02") && s.tags().contains("@shows"))
                        .map(Scenarios.Item::name))
                .anyMatch(name -> name.contains("prepaid card"))
                .anyMatch(name -> name.contains("fob"))
                .anyMatch(name -> name.contains("phone"));
    }
}
