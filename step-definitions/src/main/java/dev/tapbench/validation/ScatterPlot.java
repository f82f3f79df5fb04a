package dev.tapbench.validation;

import dev.tapbench.pages.Html;
import java.util.List;
import java.util.Locale;

/**
 * Points in a plane as an SVG without script, the best of them joined by a line. The table beside it has the same numbers.
 *
 * @param x what goes to the right
 * @param y what goes up
 */
record ScatterPlot(String title, String x, String y, List<Dot> dots) {
    private static final int WIDTH = 680;
    private static final int HEIGHT = 380;
    private static final int LEFT = 90;
    private static final int RIGHT = 150;
    private static final int TOP = 16;
    private static final int BOTTOM = 50;
    private static final int TICKS = 5;

    /**
     * One point.
     *
     * @param label beside it
     * @param best whether it is on the line
     */
    record Dot(double x, double y, String label, boolean best) {}

    ScatterPlot {
        dots = List.copyOf(dots);
    }

    String svg() {
        double mostX = dots.stream().mapToDouble(Dot::x).max().orElse(1);
        double mostY = dots.stream().mapToDouble(Dot::y).max().orElse(1);
        Scale across = new Scale(step(mostX) * TICKS, LEFT, WIDTH - RIGHT);
        Scale up = new Scale(step(mostY) * TICKS, HEIGHT - BOTTOM, TOP);
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\""
                        + " font-family=\"sans-serif\" font-size=\"12\"><title>%s</title>",
                WIDTH,
                HEIGHT,
                WIDTH,
                HEIGHT,
                Html.escape(title)));
        axes(svg, across, up);
        line(svg, across, up);
        dots.forEach(dot -> dot(svg, dot, across, up));
        return svg.append("</svg>").toString();
    }

    /** Between two ticks: one, two, three, four, five or eight times a power of ten, so that all fits under the last. */
    private static double step(double most) {
        double least = most == 0 ? 1 : most / TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        for (int times : new int[] {1, 2, 3, 4, 5, 8}) {
            if (times * power >= least) {
                return times * power;
            }
        }
        return 10 * power;
    }

    /** From a number to its place. */
    private record Scale(double most, double from, double to) {
        double at(double value) {
            return from + (to - from) * value / most;
        }
    }

    private void axes(StringBuilder svg, Scale across, Scale up) {
        for (int i = 0; i <= TICKS; i++) {
            double valueX = across.most() * i / TICKS;
            double valueY = up.most() * i / TICKS;
            text(svg, across.at(valueX), HEIGHT - BOTTOM + 16, "middle", number(valueX));
            text(svg, LEFT - 8, up.at(valueY) + 4, "end", number(valueY));
            segment(svg, across.at(valueX), TOP, across.at(valueX), HEIGHT - BOTTOM, "#e3e6eb");
            segment(svg, LEFT, up.at(valueY), WIDTH - RIGHT, up.at(valueY), "#e3e6eb");
        }
        segment(svg, LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM, "#556");
        segment(svg, LEFT, TOP, LEFT, HEIGHT - BOTTOM, "#556");
        text(svg, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 12, "middle", x);
        svg.append(String.format(
                Locale.ROOT,
                "<text transform=\"translate(16 %d) rotate(-90)\" text-anchor=\"middle\" fill=\"#1b1f24\">%s</text>",
                (TOP + HEIGHT - BOTTOM) / 2,
                Html.escape(y)));
    }

    private static String number(double value) {
        return value >= 100 ? String.format(Locale.ROOT, "%.0f", value) : String.format(Locale.ROOT, "%.1f", value);
    }

    private void line(StringBuilder svg, Scale across, Scale up) {
        StringBuilder points = new StringBuilder();
        dots.stream()
                .filter(Dot::best)
                .sorted((a, b) -> Double.compare(a.x(), b.x()))
                .forEach(dot ->
                        points.append(String.format(Locale.ROOT, "%.1f,%.1f ", across.at(dot.x()), up.at(dot.y()))));
        svg.append("<polyline fill=\"none\" stroke=\"#1f8a4c\" stroke-width=\"2\" points=\"")
                .append(points.toString().strip())
                .append("\"/>");
    }

    private static void dot(StringBuilder svg, Dot dot, Scale across, Scale up) {
        svg.append(String.format(
                Locale.ROOT,
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"><title>%s</title></circle>",
                across.at(dot.x()),
                up.at(dot.y()),
                dot.best() ? "#1f8a4c" : "#9aa3b2",
                Html.escape(dot.label())));
        if (dot.best()) {
            text(svg, across.at(dot.x()) + 7, up.at(dot.y()) - 4, "start", dot.label());
        }
    }

    private static void segment(StringBuilder svg, double x1, double y1, double x2, double y2, String colour) {
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>",
                x1,
                y1,
                x2,
                y2,
                colour));
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String words) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"#1b1f24\">%s</text>",
                x,
                y,
                anchor,
                Html.escape(words)));
    }
}
