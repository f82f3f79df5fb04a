package dev.tapbench.reports;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The taps of a scenario as bars against the limit, drawn without a script. */
final class TapTimeline {
    private static final int WIDTH = 320;
    private static final int ROW = 16;
    private static final int LABEL = 44;
    private static final int NUMBERS = 92;

    private TapTimeline() {}

    /** {@code 3 taps: 180 ms, 95 ms, 210 ms}. */
    static String title(List<Tap> taps) {
        return taps.size()
                + (taps.size() == 1 ? " tap: " : " taps: ")
                + taps.stream().map(TapTimeline::time).collect(Collectors.joining(", "));
    }

    private static String time(Tap tap) {
        return String.format(Locale.ROOT, "%.0f ms", tap.millis());
    }

    /** A drawing: one bar a tap, a line at the limit. */
    static String svg(List<Tap> taps) {
        double longest = taps.stream().mapToDouble(Tap::millis).max().orElse(0);
        double scale = WIDTH / Math.max(Tap.LIMIT_MILLIS * 1.1, longest);
        int height = taps.size() * ROW + 14;
        double limit = LABEL + Tap.LIMIT_MILLIS * scale;
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg class=\"taps\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\" "
                        + "font-family=\"system-ui,sans-serif\" font-size=\"10\">",
                LABEL + WIDTH + NUMBERS,
                height,
                title(taps)));
        int y = 2;
        for (Tap tap : taps) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"0\" y=\"%d\">tap %d</text><rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"11\" "
                            + "fill=\"%s\"/><text x=\"%.1f\" y=\"%d\">%s, %d APDUs</text>",
                    y + 9,
                    tap.number(),
                    LABEL,
                    y,
                    Math.max(1, tap.millis() * scale),
                    tap.overLimit() ? "#c2410c" : "#2a6fdb",
                    LABEL + tap.millis() * scale + 4,
                    y + 9,
                    time(tap),
                    tap.apdus()));
            y += ROW;
        }
        return svg.append(String.format(
                        Locale.ROOT,
                        "<line x1=\"%1$.1f\" y1=\"0\" x2=\"%1$.1f\" y2=\"%2$d\" stroke=\"#c2410c\""
                                + " stroke-dasharray=\"3 2\"/><text x=\"%1$.1f\" y=\"%3$d\" fill=\"#c2410c\""
                                + " text-anchor=\"end\">%4$d ms </text></svg>",
                        limit,
                        height - 10,
                        height - 1,
                        Tap.LIMIT_MILLIS))
                .toString();
    }

    /** The drawing as a page of its own, for a report's attachment. */
    static String page(List<Tap> taps) {
        return "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + title(taps)
                + "</title><style>body{margin:8px;font:13px system-ui,sans-serif;color:#1b1f24}svg{max-width:640px}"
                + "</style></head><body><p>" + EvidenceHtml.escape(NOTE) + "</p>" + svg(taps) + "</body></html>\n";
    }

    /** What the bars say, and what they do not. */
    static final String NOTE =
            "How long the card worked in each tap at the terminal: a simulated card by its timing model, a real"
                    + " one by the clock. The line is at " + Tap.LIMIT_MILLIS
                    + " ms, what the trade says of a whole tap; it is no verdict.";
}
