package dev.tapbench.cli;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All combinations of the values of some keys. */
final class Grid {
    /** More points than this take longer than somebody wants to wait, and are more than a plot can show. */
    static final int MOST_POINTS = 400;

    private Grid() {}

    /**
     * Reads the axes, such as {@code lostOrStolen.count=3,5,7} and {@code lostOrStolen.amount=50..200/50}.
     *
     * @return the points, the last axis changing fastest
     * @throws Failure when an axis is none, or there are too many points
     */
    static List<Map<String, String>> of(List<String> axes) {
        List<Map<String, String>> points = List.of(Map.of());
        for (String axis : axes) {
            int equals = axis.indexOf('=');
            if (equals <= 0 || equals == axis.length() - 1) {
                throw wrong(axis);
            }
            String key = axis.substring(0, equals);
            List<Map<String, String>> more = new ArrayList<>();
            for (Map<String, String> point : points) {
                for (String value : values(axis, axis.substring(equals + 1))) {
                    Map<String, String> next = new LinkedHashMap<>(point);
                    next.put(key, value);
                    more.add(next);
                }
            }
            points = more;
            if (points.size() > MOST_POINTS) {
                throw Failure.usage("the grid has more than " + MOST_POINTS + " points: give fewer values");
            }
        }
        return points;
    }

    private static List<String> values(String axis, String text) {
        int dots = text.indexOf("..");
        if (dots < 0) {
            return Arrays.asList(text.split(",", -1));
        }
        int slash = text.indexOf('/', dots);
        try {
            BigDecimal from = new BigDecimal(text.substring(0, dots));
            BigDecimal to = new BigDecimal(text.substring(dots + 2, slash < 0 ? text.length() : slash));
            BigDecimal step = slash < 0 ? BigDecimal.ONE : new BigDecimal(text.substring(slash + 1));
            if (step.signum() <= 0
                    || to.subtract(from).divideToIntegralValue(step).intValueExact() > MOST_POINTS) {
                throw wrong(axis);
            }
            List<String> values = new ArrayList<>();
            for (BigDecimal value = from; value.compareTo(to) <= 0; value = value.add(step)) {
                values.add(value.toPlainString());
            }
            if (values.isEmpty()) {
                throw wrong(axis);
            }
            return values;
        } catch (ArithmeticException | NumberFormatException e) {
            throw Failure.usage(problem(axis), e);
        }
    }

    private static Failure wrong(String axis) {
        return Failure.usage(problem(axis));
    }

    private static String problem(String axis) {
        return "--vary is '" + axis
                + "': expected a key of the profile and its values, such as lostOrStolen.count=3,5,7 or"
                + " lostOrStolen.amount=50..200/50";
    }
}
