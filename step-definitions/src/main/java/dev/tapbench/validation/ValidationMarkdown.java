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
        assessment.against().ifPresent(comparison -> against(text, comparison));
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

    private static void against(StringBuilder text, Comparison comparison) {
        text.append("\n### Against ").append(comparison.old()).append("\n\n");
        table(text, Comparison.EXPOSURE_HEAD, comparison.exposureRows());
        if (!comparison.months().isEmpty()) {
            text.append('\n');
            table(text, Comparison.MONTH_HEAD, comparison.monthRows());
        }
        if (comparison.differences().isEmpty()) {
            text.append("\nWhatever an owner does, both devices do the same.\n");
        } else {
            text.append("\nWhere the two devices part:\n\n");
            table(text, Comparison.PARTING_HEAD, comparison.partingRows());
        }
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
