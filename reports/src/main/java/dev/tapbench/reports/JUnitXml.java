package dev.tapbench.reports;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * junit.xml as CI servers read it. Ours and not Cucumber's, because the format tells a failure (the product) from an error (all
 * that is broken), and Cucumber's writer does not.
 */
final class JUnitXml {
    private JUnitXml() {}

    /** @param scenarios by {@code file:line} of their rows */
    static String of(List<ResultRow> rows, Map<String, ScenarioInfo> scenarios, double seconds) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.append("<testsuites name=\"tapbench\" ")
                .append(attributes(rows, seconds))
                .append(">\n");
        new TreeMap<>(rows.stream().collect(Collectors.groupingBy(ResultRow::file)))
                .forEach((file, inFile) -> suite(xml, file, inFile, scenarios));
        return xml.append("</testsuites>\n").toString();
    }

    private static void suite(
            StringBuilder xml, String file, List<ResultRow> rows, Map<String, ScenarioInfo> scenarios) {
        double seconds = rows.stream().mapToDouble(ResultRow::seconds).sum();
        xml.append("  <testsuite name=\"")
                .append(escape(file))
                .append("\" ")
                .append(attributes(rows, seconds))
                .append(">\n");
        for (ResultRow row : rows) {
            ScenarioInfo info = scenarios.get(row.file() + ":" + row.line());
            String name = info == null ? row.id() : row.id() + ": " + info.name();
            xml.append("    <testcase classname=\"")
                    .append(escape(file.replaceAll("\\.feature$", "").replace('/', '.')))
                    .append("\" name=\"")
                    .append(escape(name))
                    .append("\" time=\"")
                    .append(time(row.seconds()))
                    .append("\"");
            xml.append(row.verdict() == Verdict.PASSED ? "/>\n" : ">\n      " + end(row) + "\n    </testcase>\n");
        }
        xml.append("  </testsuite>\n");
    }

    private static String end(ResultRow row) {
        String first = escape(row.message().lines().findFirst().orElse(""));
        String type = row.cause().map(Cause::label).orElse("");
        return switch (row.verdict()) {
            case SKIPPED -> "<skipped message=\"" + first + "\"/>";
            case FAILED ->
                "<failure type=\"" + type + "\" message=\"" + first + "\">" + escape(row.message()) + "</failure>";
            default -> "<error type=\"" + type + "\" message=\"" + first + "\">" + escape(row.message()) + "</error>";
        };
    }

    private static String attributes(List<ResultRow> rows, double seconds) {
        return "tests=\"" + rows.size() + "\" failures=\"" + count(rows, Verdict.FAILED) + "\" errors=\""
                + count(rows, Verdict.BROKEN) + "\" skipped=\"" + count(rows, Verdict.SKIPPED) + "\" time=\""
                + time(seconds) + "\"";
    }

    private static long count(List<ResultRow> rows, Verdict verdict) {
        return rows.stream().filter(r -> r.verdict() == verdict).count();
    }

    private static String time(double seconds) {
        return String.format(Locale.ROOT, "%.3f", seconds);
    }

    /** XML 1.0 has no character for most control codes: they become question marks. */
    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\n' -> escaped.append("&#10;");
                default -> escaped.appendCodePoint((c < 0x20 && c != '\t') || c == 0xFFFE || c == 0xFFFF ? '?' : c);
            }
        });
        return escaped.toString();
    }
}
