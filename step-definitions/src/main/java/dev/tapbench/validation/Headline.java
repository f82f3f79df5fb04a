package dev.tapbench.validation;

/** The one sentence that says what a validation came to. */
final class Headline {
    private Headline() {}

    static String of(Assessment assessment) {
        StringBuilder text = new StringBuilder();
        long errors = assessment.findings().stream()
                .filter(f -> Assessment.severity(f).equals("error"))
                .count();
        text.append(errors == 0 ? "No error in the numbers. " : errors + " errors in the numbers. ");
        text.append("A thief who does not know the PIN spends at most ")
                .append(amount(assessment, "offline"))
                .append(" where the issuer cannot be asked, and ")
                .append(amount(assessment, "mixed"))
                .append(" anywhere.");
        assessment
                .honest()
                .ifPresent(lives -> text.append(" Honest owners are asked ")
                        .append(LivesRows.two(lives.all().prompts().mean()))
                        .append(" times a month, and declined ")
                        .append(LivesRows.two(lives.all().fundsDeclines().mean()))
                        .append(" times for lack of funds."));
        return text.toString();
    }

    private static String amount(Assessment assessment, String where) {
        Exposures.Cell cell = assessment.exposures().cell(where, "noCvm");
        return cell.minor().isEmpty() ? "without end" : cell.amount();
    }
}
