package dev.tapbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.cucumber.java.en.Then;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each gate is provoked: a run that passes otherwise ends 3. */
class GatesTest {
    private static final String SOUND = """
            Feature: a card

              @TC-X-001 @P-08 @shows
              Scenario: a consumer gets a card
                Given a blank card in the personalization device
                When the consumer asks the personalization device for a prepaid card with 20.00 EUR
                Then the issuer has issued the account
            """;

    @TempDir
    private Path home;

    @BeforeEach
    void aHomeWithOneRequirement() throws IOException {
        Path standard = Path.of("../features").toAbsolutePath().normalize();
        Path features = Files.createDirectories(home.resolve("features"));
        for (String part : List.of("cards", "risk", "benches")) {
            Files.createDirectories(features.resolve(part));
            try (var files = Files.walk(standard.resolve(part))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path copy = features.resolve(standard.relativize(file).toString());
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
        }
        requirements("nothingToRefuse: it is a request, so that there is nothing to refuse");
        scenarios(SOUND);
    }

    private void requirements(String more) throws IOException {
        Files.writeString(
                home.resolve("features/requirements.yaml"),
                "requirements:\n  - id: P-08\n    text: a\n    source: b\n    " + more + "\n");
    }

    private void scenarios(String text) throws IOException {
        Files.writeString(home.resolve("features/a.feature"), text);
    }

    /** What does not hold, but for the sentences that this one feature does not use. */
    private List<String> gates(Captured tapbench) {
        assertThat(tapbench.in(home).run("certify", "--json", "--no-report", "--hsm", "embedded:"))
                .as(tapbench.err())
                .isEqualTo(ExitStatus.GATE);
        JsonNode gates = JsonMapper.shared().readTree(tapbench.out()).path("gates");
        return gates.valueStream()
                .map(JsonNode::asString)
                .filter(gate -> !gate.startsWith("the sentence "))
                .toList();
    }

    private Captured test() {
        return new Captured(home).everything();
    }

    @Test
    void nothingElseIsWrongWithTheHome() {
        assertThat(gates(test())).isEmpty();
        Captured certify = new Captured(home).in(home);
        assertThat(certify.run("certify", "--no-report", "--hsm", "embedded:"))
                .as("a scenario in work need not hold the gates of 'test': " + certify.err())
                .isZero();
    }

    @Test
    void anUnusedSentence() {
        Captured tapbench = test();
        gates(tapbench);
        assertThat(tapbench.out()).contains("the sentence 'When the cardholder taps' is used by no scenario");
        assertThat(tapbench.out()).doesNotContain("'Given a blank card in the personalization device'");
    }

    @Test
    void aRequirementThatIsNotShown() throws IOException {
        scenarios(SOUND.replace("@P-08", "@P-07"));
        assertThat(gates(test())).anyMatch(gate -> gate.startsWith("requirement P-08 is not shown"));
    }

    @Test
    void aRequirementOfWhichNoViolationIsRefused() throws IOException {
        requirements("");
        assertThat(gates(test())).singleElement().asString().startsWith("no violation of requirement P-08 is refused");
    }

    @Test
    void aScenarioWithoutRequirement() throws IOException {
        scenarios(SOUND + SOUND.substring(SOUND.indexOf("\n  @TC")).replace("@TC-X-001 @P-08 @shows", "@TC-X-002"));
        assertThat(gates(test())).singleElement().asString().startsWith("scenario TC-X-002 in a.feature is about no");
    }

    @Test
    void aScenarioThatAssertsNothing() throws IOException {
        scenarios(SOUND.replace("    Then the issuer has issued the account\n", ""));
        assertThat(gates(test()))
                .singleElement()
                .asString()
                .startsWith("scenario TC-X-001 in a.feature asserts nothing");
    }

    @Test
    void aFaultThatWasNotRejected() throws IOException {
        Files.createDirectories(home.resolve("reports/runs"));
        Files.writeString(home.resolve("reports/runs/qualify.json"), """
                {"schema":"tapbench.qualify/1","rows":[
                {"id":"F-001","party":"card","expect":"rejected","verdict":"rejected","ok":true,"by":[],"wrongReason":null,"seconds":1.0},
                {"id":"F-002","party":"card","expect":"rejected","verdict":"accepted","ok":false,"by":[],"wrongReason":null,"seconds":1.0}]}
                """);
        assertThat(gates(test())).singleElement().asString().startsWith("the last qualification accepted F-002");
    }

    /** A Then that looked at nothing would make the gate above worthless. */
    @Test
    void everyThenAsserts() {
        JavaClasses steps = new ClassFileImporter().importPackages("dev.tapbench.steps");
        List<JavaMethod> thens = steps.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.isAnnotatedWith(Then.class))
                .toList();
        assertThat(thens).hasSizeGreaterThan(10);
        assertThat(thens)
                .allSatisfy(then -> assertThat(asserts(then, new HashSet<>()))
                        .as(then.getFullName())
                        .isTrue());
    }

    private static boolean asserts(JavaMethod method, Set<JavaMethod> seen) {
        return seen.add(method)
                && method.getMethodCallsFromSelf().stream()
                        .anyMatch(call -> call.getTargetOwner().getPackageName().startsWith("org.assertj.")
                                || (call.getTargetOwner().getPackageName().startsWith("dev.tapbench.steps")
                                        && call.getTarget()
                                                .resolveMember()
                                                .filter(target -> asserts(target, seen))
                                                .isPresent()));
    }
}
