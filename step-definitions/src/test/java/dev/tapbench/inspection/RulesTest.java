package dev.tapbench.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.parties.inspection.CardImage;
import dev.tapbench.parties.inspection.Finding;
import dev.tapbench.parties.inspection.Inspection;
import dev.tapbench.parties.inspection.Knowledge;
import dev.tapbench.parties.inspection.Rule;
import dev.tapbench.parties.inspection.Rules;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule is tripped by one card, which trips no other, and not by the card that differs in that one thing. */
class RulesTest {
    /** Rules from here on compare with the profile: a card that is wrong in another way may well differ from it. */
    private static final String FIRST_OF_PROFILE = "IN-320";
    /** Likewise with the statement; what else is wrong with such a card the other trips have. */
    private static final String FIRST_OF_STATEMENT = "IN-340";

    static Stream<Trip> trips() {
        return Stream.of(
                        DirectoryTrips.ALL,
                        FciTrips.ALL,
                        OptionsTrips.ALL,
                        RecordTrips.ALL,
                        HolderTrips.ALL,
                        DolTrips.ALL,
                        CertificateTrips.ALL,
                        CvmTrips.ALL,
                        ActionTrips.ALL,
                        DataTrips.ALL,
                        MediaTrips.ALL,
                        ProfileTrips.ALL,
                        StatementTrips.ALL)
                .flatMap(List::stream);
    }

    @Test
    void ourCardHasNoFindingAndOneHundredRulesRunOnIt() {
        Inspection inspection = Inspection.of(OurCard.IMAGE, OurCard.KNOWLEDGE);
        assertThat(inspection.findings()).isEmpty();
        assertThat(inspection.run()).hasSizeGreaterThanOrEqualTo(100);
        assertThat(inspection.run().size() + inspection.notApplicable().size()).isEqualTo(Rules.ALL.size());
    }

    @Test
    void identifiersAreUniqueAndInOrder() {
        List<String> ids = Rules.ALL.stream().map(Rule::id).toList();
        assertThat(ids).doesNotHaveDuplicates().isSorted().allMatch(id -> id.matches("IN-[0-9]{3}"));
    }

    @Test
    void eachRuleHasOneTrip() {
        assertThat(trips().map(Trip::rule))
                .containsExactlyInAnyOrderElementsOf(
                        Rules.ALL.stream().map(Rule::id).toList());
    }

    @ParameterizedTest
    @MethodSource("trips")
    void isTrippedByThisCardAndNotByTheOther(Trip trip) {
        Knowledge knowledge = knowledge(trip.rule());
        List<Rule> rules = rules(trip.rule());
        CardImage other = TestIssuer.resigned(trip.sound().apply(OurCard.IMAGE));
        Inspection sound = Inspection.of(other, knowledge, rules);
        assertThat(sound.run()).extracting(Rule::id).contains(trip.rule());
        assertThat(sound.findings()).isEmpty();

        Inspection tripped = Inspection.of(TestIssuer.resigned(trip.change().apply(other)), knowledge, rules);
        Set<String> expected = new TreeSet<>(trip.also());
        expected.add(trip.rule());
        assertThat(tripped.findings().stream().map(Finding::id).collect(Collectors.toSet()))
                .as(() -> tripped.findings().toString())
                .isEqualTo(expected);
        assertThat(tripped.findings())
                .allSatisfy(finding -> assertThat(List.of(finding.at(), finding.found(), finding.clause()))
                        .doesNotContain("")
                        .noneMatch(text -> text.contains("null")));
    }

    private static Knowledge knowledge(String rule) {
        if (rule.compareTo(FIRST_OF_STATEMENT) >= 0) {
            return OurCard.STATED;
        }
        return rule.compareTo(FIRST_OF_PROFILE) < 0 ? OurCard.KNOWLEDGE.withoutProfile() : OurCard.KNOWLEDGE;
    }

    private static List<Rule> rules(String rule) {
        return rule.compareTo(FIRST_OF_STATEMENT) < 0
                ? Rules.ALL
                : Rules.ALL.stream()
                        .filter(one -> one.id().compareTo(FIRST_OF_STATEMENT) >= 0)
                        .toList();
    }
}
