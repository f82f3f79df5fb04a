package dev.tapbench.risk.lives;

import dev.tapbench.risk.RiskProfile;
import java.util.List;

/**
 * Which lives are lived.
 *
 * @param profile of the devices
 * @param phone whether they can ask their owners
 * @param contacts whether they can be put into a slot
 * @param types of the owners; their shares are 100 percent together
 * @param cards how many lives, 1 to {@value #MOST_CARDS}
 * @param months how long each is, in months of 30 days, 1 to {@value #MOST_MONTHS}
 * @param seed of all that is drawn
 */
public record LivesJob(
        RiskProfile profile,
        boolean phone,
        boolean contacts,
        List<CardholderType> types,
        long cards,
        int months,
        long seed) {
    public static final long MOST_CARDS = 1_000_000_000_000L;
    public static final int MOST_MONTHS = 120;

    public LivesJob {
        types = List.copyOf(types);
        require(cards >= 1 && cards <= MOST_CARDS, cards + " cards: expected 1 to " + MOST_CARDS);
        require(months >= 1 && months <= MOST_MONTHS, months + " months: expected 1 to " + MOST_MONTHS);
        require(
                types.stream().mapToInt(type -> type.share().hundredths()).sum() == Percent.WHOLE,
                "the types are not 100 percent of the cardholders");
    }

    /** The same with other cardholders. */
    public LivesJob withTypes(List<CardholderType> others) {
        return new LivesJob(profile, phone, contacts, others, cards, months, seed);
    }

    private static void require(boolean holds, String problem) {
        if (!holds) {
            throw new IllegalArgumentException(problem);
        }
    }
}
