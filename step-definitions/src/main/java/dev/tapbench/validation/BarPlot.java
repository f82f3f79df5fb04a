package dev.tapbench.validation;

import dev.tapbench.pages.Html;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Horizontal bars as an SVG without script. The words beside a bar say what it shows, so that nothing hangs on seeing it.
 *
 * @param title what is shown, and in which unit
 * @param threshold where a line is drawn; empty for none
 */
record BarPlot(String title, List<Bar> bars, OptionalDouble threshold) {
    private static final int WIDTH = 640;
    private static final int LABELS = 170;
    private static final int LONGEST = 330;
    private static final int ROW = 26;

    /**
     * One bar.
     *
     * @param value its length; infinite where there is no end
     * @param words what it says
     * @param marks further values on its line, such as percentiles
     */
    record Bar(String label, double value, String words, List<Double> marks) {
        Bar {
            marks = List.copyOf(marks);
        }
    }

    BarPlot {
        bars = List.copyOf(bars);
    }

    String svg() {
        int height = bars.size() * ROW + 8;
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\""
                        + " font-family=\"sans-serif\" font-size=\"13\"><title>%s</title>",
                WIDTH,
                height,
                WIDTH,
                height,
                Html.escape(title)));
        double most = most();
        for (int i = 0; i < bars.size(); i++) {
            bar(svg, bars.get(i), i * ROW + 4, most);
        }
        threshold.ifPresent(at -> svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"0\" x2=\"%.1f\" y2=\"%d\" stroke=\"#b91c1c\" stroke-dasharray=\"4 3\"/>",
                x(at, most),
                x(at, most),
                height)));
        return svg.append("</svg>").toString();
    }

    private double most() {
        double most = threshold.orElse(0);
        for (Bar bar : bars) {
            if (Double.isFinite(bar.value())) {
                most = Math.max(most, bar.value());
            }
            for (double mark : bar.marks()) {
                most = Math.max(most, mark);
            }
        }
        return most == 0 ? 1 : most;
    }

    private static double x(double value, double most) {
        return LABELS + LONGEST * Math.min(value, most) / most;
    }

    private static void bar(StringBuilder svg, Bar bar, int top, double most) {
        boolean endless = !Double.isFinite(bar.value());
        double end = endless ? LABELS + LONGEST : x(bar.value(), most);
        text(svg, LABELS - 8, top + 14, "end", bar.label());
        svg.append(String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>",
                LABELS,
                top + 3,
                Math.max(end - LABELS, 1),
                ROW - 12,
                endless ? "#c2410c" : "#2a6fdb"));
        if (endless) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<path d=\"M%.1f %d l12 %d l-12 %d z\" fill=\"#c2410c\"/>",
                    end,
                    top,
                    ROW / 2 - 3,
                    ROW / 2 - 3));
        }
        double last = end;
        for (double mark : bar.marks()) {
            double at = x(mark, most);
            last = Math.max(last, at);
            svg.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#1b1f24\" stroke-width=\"2\"/>",
                    at,
                    top + 1,
                    at,
                    top + ROW - 7));
        }
        text(svg, (int) last + (endless ? 18 : 6), top + 14, "start", bar.words());
    }

    private static void text(StringBuilder svg, int x, int y, String anchor, String words) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" fill=\"#1b1f24\">%s</text>",
                x,
                y,
                anchor,
                Html.escape(words)));
    }
}
