package dev.tapbench.reports.allure;

import dev.tapbench.reports.Cause;

/**
 * The defect categories of the report. Allure matches whole messages only, so the cause, which follows from the exception's
 * type, stands at the beginning of each message.
 */
final class Categories {
    private Categories() {}

    /** How a message of that cause begins. */
    static String prefix(Cause cause) {
        return cause.label() + ": ";
    }

    static String json() {
        return """
                [
                  {"name": "Product: it did not do what it must", "matchedStatuses": ["failed"], "messageRegex": "(?s)product: .*"},
                  {"name": "Bench: a device or the wire to it", "matchedStatuses": ["broken"], "messageRegex": "(?s)bench: .*"},
                  {"name": "Test: the scenario itself", "matchedStatuses": ["broken"], "messageRegex": "(?s)test: .*"},
                  {"name": "Tapbench: our own defect", "matchedStatuses": ["broken"], "messageRegex": "(?s)tapbench: .*"},
                  {"name": "Skipped: the bench lacks something", "matchedStatuses": ["skipped"]}
                ]
                """;
    }
}
