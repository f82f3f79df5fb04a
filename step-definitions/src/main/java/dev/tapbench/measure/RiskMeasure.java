package dev.tapbench.measure;

import dev.tapbench.profiles.CardholderFile;
import dev.tapbench.profiles.RiskProfileFile;
import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.lives.LivesJob;
import dev.tapbench.risk.lives.LivesKernel;
import java.nio.file.Path;
import java.util.List;

/** {@code measure risk}: taps of honest lives on one core, over a C program of the same loop, and over the applet. */
public final class RiskMeasure {
    /** Lives of one operation: few enough for many operations in a block. */
    private static final long CARDS = 64;
    /** Lives that both sides are seen to live alike before anything is measured. */
    private static final long COMPARED = 5_000;

    private static final int MONTHS = 12;
    private static final long SEED = 1;

    private final Path risk;
    private final Path home;

    private RiskMeasure(Path home) {
        this.home = home;
        risk = home.resolve("features").resolve("risk");
    }

    /**
     * The measure; nothing is opened yet.
     *
     * @param home the folder with {@code features/}
     */
    public static Measure in(Path home) {
        RiskMeasure measure = new RiskMeasure(home);
        return new Measure(
                "risk",
                "taps of honest lives on one core, over the same lives in C and over the applet",
                List.of(
                        new Comparison(
                                "c",
                                "a tap in the lives of prepaid cards; the baseline is a C program of the same loop,"
                                        + " compiled just before",
                                Unit.TAPS_PER_SECOND,
                                () -> inC(measure.job("prepaid.yaml", false))),
                        new Comparison(
                                "c-phone",
                                "the same in the lives of phones with all rules of a debit card",
                                Unit.TAPS_PER_SECOND,
                                () -> inC(measure.job("debit-phone.yaml", true))),
                        new Comparison(
                                "applet",
                                "a tap in the life of a card that is never declined; the baseline is the applet on"
                                        + " jCardSim: SELECT, GET PROCESSING OPTIONS, GENERATE AC",
                                Unit.TAPS_PER_SECOND,
                                () -> AppletTaps.sides(measure.home))));
    }

    private LivesJob job(String profile, boolean phone) {
        RiskProfile read = RiskProfileFile.read(risk.resolve(profile));
        return new LivesJob(
                read,
                phone,
                !phone,
                CardholderFile.read(risk.resolve("cardholders.csv"), read.currency()),
                COMPARED,
                MONTHS,
                SEED);
    }

    private static Sides inC(LivesJob job) {
        NativeLives program = NativeLives.of(job);
        try {
            LivesKernel kernel = new LivesKernel(job);
            kernel.live(0, COMPARED);
            program.live(COMPARED, 1);
            Batch.requireSame(program.counts(), kernel.sketch());
        } catch (RuntimeException e) {
            program.close();
            throw e;
        }
        Batch batch = new Batch(job, CARDS);
        return new Sides(batch.byKernel(), batch.by(program), program::close);
    }
}
