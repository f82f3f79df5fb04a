package dev.tapbench.measure;

import java.nio.file.Path;
import java.util.List;

/** All measures that there are. */
public final class Measures {
    private Measures() {}

    /**
     * None has opened anything yet.
     *
     * @param home the folder with {@code features/}
     */
    public static List<Measure> in(Path home) {
        return List.of(ApduMeasure.in(home), HsmMeasure.measure(), RiskMeasure.in(home), SparkMeasure.in(home));
    }
}
