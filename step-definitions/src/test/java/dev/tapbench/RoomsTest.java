package dev.tapbench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The arrows between the rooms, as the README draws them. */
class RoomsTest {
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.tapbench");

    /** Which rooms a room may use, besides itself and everything outside. */
    private static final Map<String, List<String>> MAY_USE = Map.of(
            "ports", List.of(),
            "drivers", List.of("ports"),
            "emv", List.of("ports"),
            "card", List.of(),
            "risk", List.of(),
            "profiles", List.of("risk", "emv", "ports"),
            "parties", List.of("profiles", "emv", "ports", "risk"),
            "campaign", List.of("parties", "profiles", "ports"),
            "reports", List.of("ports", "emv"));

    private static String room(JavaClass type) {
        String[] parts = type.getPackageName().split("\\.", -1);
        return parts.length < 3 ? "" : parts[2];
    }

    @Test
    void everyRoomHasClasses() {
        Map<String, Long> counts =
                ALL.stream().collect(Collectors.groupingBy(RoomsTest::room, TreeMap::new, Collectors.counting()));
        assertThat(counts.keySet()).containsAll(MAY_USE.keySet()).contains("bench", "cli", "measure");
        assertThat(counts)
                .allSatisfy((room, count) -> assertThat(count).as(room).isPositive());
    }

    @Test
    void aRoomUsesOnlyWhatItMay() {
        MAY_USE.forEach((room, rooms) -> classes()
                .that()
                .resideInAPackage("dev.tapbench." + room + "..")
                .should()
                .onlyDependOnClassesThat(new DescribedPredicate<>("are of " + room + ", " + rooms + " or of no room") {
                    @Override
                    public boolean test(JavaClass type) {
                        return !type.getPackageName().startsWith("dev.tapbench.")
                                || room(type).equals(room)
                                || rooms.contains(room(type));
                    }
                })
                .check(ALL));
    }

    @Test
    void theCardUsesTheJavaCardInterfaceOnly() {
        classes()
                .that()
                .resideInAPackage("dev.tapbench.card..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.tapbench.card..", "javacard..", "javacardx..", "java.lang", "org.jspecify..")
                .check(ALL);
    }

    @Test
    void nobodyImportsADriver() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.tapbench.drivers..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.tapbench.drivers..")
                .check(ALL);
        SlicesRuleDefinition.slices()
                .matching("dev.tapbench.drivers.(*)..")
                .should()
                .notDependOnEachOther()
                .check(ALL);
    }

    @Test
    void aDriverIsOnePublicClass() {
        Map<String, List<String>> publicClasses = ALL.stream()
                .filter(type -> room(type).equals("drivers"))
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC) && type.isTopLevelClass())
                // What instrumented applets call has to be public for the virtual machine; see the package's note.
                .filter(type -> !type.getPackageName().endsWith(".jcardsim.chip"))
                .collect(Collectors.groupingBy(
                        JavaClass::getPackageName, Collectors.mapping(JavaClass::getSimpleName, Collectors.toList())));
        assertThat(publicClasses).hasSizeGreaterThanOrEqualTo(3);
        assertThat(publicClasses)
                .allSatisfy((driver, names) -> assertThat(names).as(driver).hasSize(1));
    }

    @Test
    void partiesMeetInMessagesOnly() {
        for (String party : List.of("issuer", "personalization", "terminal", "phone", "inspection")) {
            String[] others = List.of("issuer", "personalization", "terminal", "phone", "inspection").stream()
                    .filter(other -> !other.equals(party))
                    .map(other -> "dev.tapbench.parties." + other + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage("dev.tapbench.parties." + party + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .check(ALL);
        }
        noClasses()
                .that()
                .resideInAPackage("dev.tapbench.parties.messages..")
                .should()
                .dependOnClassesThat(new DescribedPredicate<>("are of a party") {
                    @Override
                    public boolean test(JavaClass type) {
                        return room(type).equals("parties")
                                && !type.getPackageName().contains(".messages");
                    }
                })
                .check(ALL);
    }

    @Test
    void onlyTheReportRoomKnowsAllure() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.tapbench.reports.allure..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.qameta..")
                .check(ALL);
    }

    /** Measures compare it with the driver; everyone else meets it through the ports. */
    @Test
    void onlyDriverCardAndMeasureKnowTheSimulator() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.tapbench.drivers.jcardsim..",
                        "dev.tapbench.card..",
                        "dev.tapbench.measure.bare..",
                        "dev.tapbench.measure.applet..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.licel..", "javacard..", "javacardx..")
                .check(ALL);
    }

    @Test
    void measuresKnowNeitherSentencesNorCommandLine() {
        noClasses()
                .that()
                .resideInAPackage("dev.tapbench.measure..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.tapbench.steps..", "dev.tapbench.cli..")
                .check(ALL);
    }

    @Test
    void onlyTheCommandLinePrints() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.tapbench.cli..")
                // Talks to a person while a command waits for them.
                .and()
                .resideOutsideOfPackage("dev.tapbench.drivers.person..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(ALL);
    }
}
