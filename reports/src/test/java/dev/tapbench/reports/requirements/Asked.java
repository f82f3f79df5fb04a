package dev.tapbench.reports.requirements;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;

/** A requirement's predicate, asked about a story. */
final class Asked {
    private Asked() {}

    static Finding shows(String requirement, Story story) {
        return Objects.requireNonNull(Predicates.all().get(requirement)).shows(story.events());
    }

    static Finding refuses(String requirement, Story story) {
        return Objects.requireNonNull(Predicates.all().get(requirement)).refuses(story.events());
    }

    /** Both readings find that the product broke the requirement. */
    static void productBroke(String requirement, String how, Story story) {
        assertThat(refuses(requirement, story)).matches(Finding::violated, how);
        assertThat(shows(requirement, story)).matches(Finding::violated, how);
    }
}
