package dev.tapbench.validation;

import java.util.List;

/** A validation as Markdown, for a pull request. */
final class ValidationMarkdown {
    private ValidationMarkdown() {}

    static String of(Assessment assessment) {
        StringBuilder text = new StringBuilder("## Risk profile ")
                .append(assessment.profile().name())
                .append(", a ")
                .append(assessment.device())
                .append("\n\n")
                .append(Headline.of(assessment))
                .append("\n");
        assessment
                .gates()
                .forEach(gate ->
                        text.append("\n**Beyond a threshold**: ").append(gate).append(".\n"));
        text.append("\n### What a thief can spend\n\n");
        table(
                text,
                List.of("shops", "thief", "spends at most", "the shortest way"),
                ExposureWords.of(assessment.exposures()).stream()
                        .map(line ->
                                List.of(line.shops(), line.thief(), line.cell().amount(), line.way()))
                        .toList());
        if (!assessment.findings().isEmpty()) {
            text.append("\n### Findings about the numbers\n\n");
            table(
                    text,
                    List.of("id", "severity", "at", "what"),
                    assessment.findings().stream()
                            .map(f -> List.of(f.id(), Assessment.severity(f), f.key(), f.text()))
                            .toList());
        }
        assessment.honest().ifPresent(lives -> {
            text.append("\n### How honest owners fare\n\n");
            table(text, LivesRows.HEAD, LivesRows.of(lives));
            text.append('\n').append(LivesRows.legend(lives)).append('\n');
        });
        return text.toString();
    }

    static void table(StringBuilder text, List<String> head, List<List<String>> rows) {
        row(text, head);
        row(text, head.stream().map(cell -> "---").toList());
        rows.forEach(row -> row(text, row));
    }

    private static void row(StringBuilder text, List<String> cells) {
        cells.forEach(cell -> text.append("| ").append(cell.replace("|", "\\|")).append(' '));
        text.append("|\n");
    }
}
