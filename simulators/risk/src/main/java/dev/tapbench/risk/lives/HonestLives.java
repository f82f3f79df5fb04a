package dev.tapbench.risk.lives;

import dev.tapbench.risk.lives.LivesSketch.Metric;
import dev.tapbench.risk.lives.LivesSketch.Total;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What came of honest lives, for people and programs.
 *
 * @param cards how many lives
 * @param months how long each was, in months of 30 days
 * @param seed of all that was drawn
 * @param sketch SHA-256 of {@link LivesSketch#toBytes}: two runs with the same are equal in each count
 * @param all the lives of all types
 * @param types the lives of each type, by their names
 */
public record HonestLives(long cards, int months, long seed, String sketch, Row all, List<Row> types) {
    public HonestLives {
        types = List.copyOf(types);
    }

    /**
     * The lives of one type of cardholder.
     *
     * @param type its name
     * @param cards how many of them were lived
     * @param payments in a month
     * @param prompts in a month: how often a limit asked for passcode or PIN
     * @param fundsDeclines in a month: payments declined because they exceed what may be spent
     * @param otherDeclines in a month: payments declined for another reason
     * @param topUps in a month: loads that the device accepted
     * @param firstDecline when the first payment was declined
     * @param paidOffline payments, in all
     * @param paidOnline payments, in all
     * @param lockedOut cards whose owners have used up their PIN tries
     */
    public record Row(
            String type,
            long cards,
            Distribution payments,
            Distribution prompts,
            Distribution fundsDeclines,
            Distribution otherDeclines,
            Distribution topUps,
            FirstDecline firstDecline,
            long paidOffline,
            long paidOnline,
            long lockedOut) {}

    /**
     * When the first payment of a card was declined, for whatever reason.
     *
     * @param cards cards with such a payment
     * @param payment its number, from 1
     * @param day its day, from 1
     */
    public record FirstDecline(long cards, Distribution payment, Distribution day) {}

    /** The results of a job whose lives were counted in this sketch. */
    public static HonestLives of(LivesJob job, LivesSketch sketch) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < sketch.types(); i++) {
            rows.add(row(job.types().get(i).name(), sketch, i));
        }
        return new HonestLives(
                job.cards(), job.months(), job.seed(), digest(sketch), row("all", sketch.together(), 0), rows);
    }

    private static Row row(String name, LivesSketch sketch, int type) {
        Distribution payment = sketch.distribution(type, Metric.FIRST_DECLINE_PAYMENT);
        return new Row(
                name,
                sketch.total(type, Total.CARDS),
                sketch.distribution(type, Metric.PAYMENTS),
                sketch.distribution(type, Metric.PROMPTS),
                sketch.distribution(type, Metric.FUNDS_DECLINES),
                sketch.distribution(type, Metric.OTHER_DECLINES),
                sketch.distribution(type, Metric.TOP_UPS),
                new FirstDecline(payment.samples(), payment, sketch.distribution(type, Metric.FIRST_DECLINE_DAY)),
                sketch.total(type, Total.PAID_OFFLINE),
                sketch.total(type, Total.PAID_ONLINE),
                sketch.total(type, Total.LOCKED_OUT));
    }

    private static String digest(LivesSketch sketch) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(sketch.toBytes()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each Java has SHA-256", e);
        }
    }
}
