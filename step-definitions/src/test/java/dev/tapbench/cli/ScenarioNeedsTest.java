package dev.tapbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.profiles.ScenarioNeed;
import dev.tapbench.reports.ScenarioInfo;
import io.cucumber.gherkin.GherkinParser;
import io.cucumber.messages.types.Envelope;
import io.cucumber.messages.types.Pickle;
import io.cucumber.messages.types.PickleStep;
import io.cucumber.messages.types.PickleTag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Each scenario that ships declares what it needs of a card, and nothing besides. What it needs follows from the requirements that it is
 * about and the sentences that it says; the rows of a table share their tags, and so their needs.
 */
class ScenarioNeedsTest {
    private static final Pattern CARD =
            Pattern.compile("\\b(a|another) (prepaid card|card on account|card that is|new card)\\b|\\bblank card\\b");
    private static final Pattern FOB = Pattern.compile("\\ba fob\\b");
    private static final Pattern PHONE = Pattern.compile("\\bphone\\b");
    private static final Pattern TAP = Pattern.compile("\\btap(s|ped)?\\b");
    private static final Pattern LOAD = Pattern.compile("\\bloads?\\b");
    private static final Pattern PREPAID = Pattern.compile("\\bprepaid card\\b|\\ba fob\\b");
    private static final Pattern ACCOUNT = Pattern.compile("\\ba card on account\\b");
    private static final Pattern CHANNEL = Pattern.compile("\\bSELECTABLE\\b|\\bpersonalization device\\b");
    private static final Pattern AES = Pattern.compile("\\bAES keys\\b");
    private static final Pattern SCRIPT = Pattern.compile("\\bhas ordered\\b|\\bscript\\b"
            + "|\\b(PUT DATA|UPDATE RECORD|PIN CHANGE|APPLICATION BLOCK|APPLICATION UNBLOCK|CARD BLOCK)\\b");
    private static final Pattern PIN = Pattern.compile("\\bPIN\\b|\\bVERIFY\\b");
    private static final Pattern SIGNATURE =
            Pattern.compile("\\bINTERNAL AUTHENTICATE\\b|\\boffline DDA\\b|\\bthat does not open\\b");
    private static final Pattern CDA = Pattern.compile("\\bCDA\\b");

    private final Path features = new Captured().environment().features();

    private List<Pickle> pickles() throws IOException {
        GherkinParser parser = GherkinParser.builder().includeSource(false).build();
        List<Pickle> pickles = new ArrayList<>();
        try (Stream<Path> files = Files.walk(features)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".feature"))
                    .sorted()
                    .toList()) {
                try (Stream<Envelope> envelopes = parser.parse(file)) {
                    envelopes.map(Envelope::getPickle).flatMap(Optional::stream).forEach(pickles::add);
                }
            }
        }
        return pickles;
    }

    private static List<String> tags(Pickle pickle) {
        return pickle.getTags().stream().map(PickleTag::getName).toList();
    }

    /** By the tags that they share. */
    private Map<List<String>, List<Pickle>> scenarios() throws IOException {
        return pickles().stream()
                .collect(Collectors.groupingBy(ScenarioNeedsTest::tags, LinkedHashMap::new, Collectors.toList()));
    }

    private static boolean says(Pickle pickle, Pattern words) {
        return pickle.getSteps().stream()
                .map(PickleStep::getText)
                .anyMatch(text -> words.matcher(text).find());
    }

    private static boolean about(List<String> requirements, String letters) {
        return requirements.stream().anyMatch(id -> letters.indexOf(id.charAt(0)) >= 0);
    }

    private static Set<ScenarioNeed> needs(Pickle pickle) {
        List<String> about = new ScenarioInfo("", "", 0, "", "", pickle.getName(), tags(pickle)).requirements();
        Set<ScenarioNeed> needs = EnumSet.of(ScenarioNeed.KEYS);
        boolean card = says(pickle, CARD);
        boolean fob = says(pickle, FOB);
        boolean phone = says(pickle, PHONE);
        boolean load = about(about, "L") || says(pickle, LOAD);
        // The bench looks at a card over its contacts, and at a phone over its wire.
        add(needs, card, ScenarioNeed.CARD, ScenarioNeed.CONTACT);
        add(needs, fob, ScenarioNeed.FOB);
        add(needs, phone, ScenarioNeed.PHONE, ScenarioNeed.WIRE);
        add(needs, about(about, "LR") || phone || says(pickle, TAP), ScenarioNeed.CONTACTLESS);
        add(needs, load, ScenarioNeed.LOAD);
        add(needs, load || says(pickle, PREPAID), ScenarioNeed.FUNDS_ON_CHIP);
        add(needs, says(pickle, ACCOUNT), ScenarioNeed.FUNDS_ON_ACCOUNT);
        add(needs, about(about, "P") || says(pickle, CHANNEL), ScenarioNeed.PERSONALIZATION);
        add(needs, says(pickle, AES), ScenarioNeed.SCP03_CHANNEL);
        add(needs, about.contains("T-04") || says(pickle, SCRIPT), ScenarioNeed.SCRIPTS);
        add(needs, about(about, "R"), ScenarioNeed.CVM_RESET);
        add(needs, (card || fob) && says(pickle, PIN), ScenarioNeed.OFFLINE_PIN);
        add(needs, (card || fob) && about(about, "L"), ScenarioNeed.ENCIPHERED_PIN);
        add(needs, phone && about(about, "LR"), ScenarioNeed.VERIFICATION_ON_DEVICE);
        add(needs, says(pickle, SIGNATURE), ScenarioNeed.DDA);
        add(needs, about(about, "LRT") || says(pickle, CDA), ScenarioNeed.COMBINED_AUTHENTICATION);
        add(needs, about(about, "LRTC"), ScenarioNeed.COMMON_CORE_DEFINITIONS);
        return needs;
    }

    private static void add(Set<ScenarioNeed> needs, boolean where, ScenarioNeed... these) {
        if (where) {
            needs.addAll(List.of(these));
        }
    }

    /** C-05 is about cards of which nobody has the keys. */
    private static boolean isForAnyCard(List<String> tags) {
        return tags.contains("@C-05");
    }

    @Test
    void eachScenarioDeclaresWhatItNeedsAndNothingBesides() throws IOException {
        scenarios().forEach((tags, rows) -> {
            if (!isForAnyCard(tags)) {
                Set<ScenarioNeed> needed = EnumSet.noneOf(ScenarioNeed.class);
                rows.forEach(row -> needed.addAll(needs(row)));
                assertThat(ScenarioNeed.of(tags))
                        .as(rows.get(0).getName() + " in " + rows.get(0).getUri())
                        .containsExactlyInAnyOrderElementsOf(needed);
            }
        });
    }

    @Test
    void anyCardNeedsNoKeysButAWayToIt() throws IOException {
        List<List<String>> any = scenarios().keySet().stream()
                .filter(ScenarioNeedsTest::isForAnyCard)
                .toList();
        assertThat(any)
                .isNotEmpty()
                .allSatisfy(tags -> assertThat(ScenarioNeed.of(tags))
                        .containsAnyOf(ScenarioNeed.CONTACTLESS, ScenarioNeed.CONTACT)
                        .isSubsetOf(ScenarioNeed.CONTACTLESS, ScenarioNeed.CONTACT, ScenarioNeed.TRANSACTION_COUNTERS));
    }

    /** One that no scenario has would be a question that a statement answers for nothing. */
    @Test
    void eachNeedIsDeclaredSomewhere() throws IOException {
        assertThat(scenarios().keySet().stream().flatMap(tags -> ScenarioNeed.of(tags).stream()))
                .contains(ScenarioNeed.values());
    }
}
