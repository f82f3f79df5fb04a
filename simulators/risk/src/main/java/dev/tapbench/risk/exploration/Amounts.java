package dev.tapbench.risk.exploration;

import dev.tapbench.risk.Behaviour.OnlineApproval;
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
        boolean prepaid = profile.kind() == RiskProfile.Kind.PREPAID;
        long upper = state.upperAmount() - state.firstAmount();
        // What goes beyond the money on the device is the issuer's to pay, and leaves that money where it is.
        long lower = prepaid
                ? upper + 1
                : profile.spending().lowerAmount().orElse(state.upperAmount()) - state.firstAmount();
        long second = profile.lostOrStolen().amount() - state.secondAmount();
        long alone = profile.behaviour().cvm().alwaysAbove().orElse(0);
        // After this one, the largest payment that asks nobody goes beyond what is left.
        long beyond = prepaid && alone > 0 ? upper - alone + 1 : 0;
        // Where an approval does not let a line begin anew, who stays just within it or goes just beyond it is asked
        // again.
        boolean lasts = !prepaid && profile.onlineApproval() != OnlineApproval.RESET;
        LongStream limits = LongStream.of(upper, lower, second, alone, beyond, state.holderAmount());
        LongStream more = lasts ? LongStream.of(1, upper + 1, lower + 1) : LongStream.empty();
        LongStream.concat(limits, more)
                .filter(amount -> amount > 0 && amount < ENORMOUS)
                .forEach(amounts::add);
        return List.copyOf(amounts);
    }
}
