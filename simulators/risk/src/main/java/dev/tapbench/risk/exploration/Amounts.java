package dev.tapbench.risk.exploration;

import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.model.DeviceState;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.LongStream;

/**
 * Which amounts are worth trying in a state: nothing, the most that each limit still lets pass, what the holder armed, and more
 * than there is; of a device that holds money, the least that goes beyond it as well. Any other amount does what a larger one of
 * these does, and spends less. That this is so is tried on small profiles against all amounts there are.
 */
final class Amounts {
    /** More than any account: who is let through with it is let through with everything. */
    static final long ENORMOUS = 100_000_000_000L;

    private Amounts() {}

    static List<Long> of(RiskProfile profile, DeviceState state) {
        TreeSet<Long> amounts = new TreeSet<>();
        amounts.add(0L);
        amounts.add(ENORMOUS);
        long upper = state.upperAmount() - state.firstAmount();
        // What goes beyond the money on the device is the issuer's to pay, and leaves that money where it is.
        long lower = profile.kind() == RiskProfile.Kind.PREPAID
                ? upper + 1
                : profile.spending().lowerAmount().orElse(state.upperAmount()) - state.firstAmount();
        long second = profile.lostOrStolen().amount() - state.secondAmount();
        LongStream.of(upper, lower, second, state.holderAmount())
                .filter(amount -> amount > 0 && amount < ENORMOUS)
                .forEach(amounts::add);
        return List.copyOf(amounts);
    }
}
