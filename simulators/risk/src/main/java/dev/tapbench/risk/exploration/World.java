package dev.tapbench.risk.exploration;

import dev.tapbench.risk.LostOrStolenLimits;
import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.SpendingLimits;
import dev.tapbench.risk.TerminalRules;
import dev.tapbench.risk.exploration.Move.Issuer;
import dev.tapbench.risk.model.Decision;
import dev.tapbench.risk.model.DeviceModel;
import dev.tapbench.risk.model.DeviceState;
import dev.tapbench.risk.model.IssuerWord;
import dev.tapbench.risk.model.IssuerWord.Counters;
import dev.tapbench.risk.model.PaymentCurrency;
import dev.tapbench.risk.model.TapAnswer;
import dev.tapbench.risk.model.Verification;
import java.util.List;
import java.util.Optional;

/** A device of one profile, and what moves do to its state. */
final class World {
    /** PIN tries do not matter to somebody who enters the right one. */
    private static final int TRIES = 3;

    private final RiskProfile profile;
    private final boolean phone;
    private final boolean contacts;
    private final DeviceModel model;

    /**
     * @param phone whether the device can ask its holder
     * @param contacts whether it can be put into a slot
     */
    World(RiskProfile profile, boolean phone, boolean contacts) {
        this.profile = profile;
        this.phone = phone;
        this.contacts = contacts;
        model = new DeviceModel(profile, phone, TRIES);
    }

    DeviceState fresh() {
        return alike(new DeviceModel(profile, phone, TRIES).state());
    }

    /**
     * The one of all states that behave like this one: a count or sum that no limit looks at is nought, and one beyond its limit
     * is just beyond it.
     */
    private DeviceState alike(DeviceState state) {
        SpendingLimits first = profile.spending();
        LostOrStolenLimits second = profile.lostOrStolen();
        boolean sumMatters = state.upperAmount() != RiskProfile.NO_AMOUNT_LIMIT
                || first.lowerAmount().isPresent();
        return new DeviceState(
                Math.min(state.firstCount(), highest(first.lowerCount(), first.upperCount())),
                sumMatters ? Math.min(state.firstAmount(), mostOf(state)) : 0,
                state.upperAmount(),
                Math.min(state.secondCount(), highest(second.count(), second.count())),
                second.amount() == RiskProfile.NO_AMOUNT_LIMIT
                        ? 0
                        : Math.min(state.secondAmount(), second.amount() + 1),
                state.tries(),
                state.patternTries(),
                0,
                state.pending(),
                state.pendingAmount(),
                state.holder(),
                state.holderAmount(),
                state.holderCurrency(),
                state.goesOnline(),
                state.blocked(),
                state.settings());
    }

    /** A sum of a line that is beyond its limit does what one does that is just beyond it; money on a device is never beyond. */
    private long mostOf(DeviceState state) {
        boolean line = profile.kind() == RiskProfile.Kind.LINE;
        long limit = state.upperAmount() == RiskProfile.NO_AMOUNT_LIMIT
                ? profile.spending().lowerAmount().orElse(0)
                : state.upperAmount();
        return line ? limit + 1 : state.firstAmount();
    }

    /** The highest of two limits that trips at all; a count beyond it does what it does there. */
    private static int highest(int lower, int upper) {
        if (upper != RiskProfile.NO_COUNT_LIMIT) {
            return upper;
        }
        return lower == RiskProfile.NO_COUNT_LIMIT ? 0 : lower;
    }

    /** Whether gates let pass what shops do not. */
    boolean exemptsGates() {
        return profile.behaviour().terminals().unattended() == TerminalRules.Unattended.EXEMPT;
    }

    boolean phone() {
        return phone;
    }

    boolean contacts() {
        return contacts;
    }

    RiskProfile profile() {
        return profile;
    }

    /**
     * What a move brings.
     *
     * @param spent minor units
     */
    record Result(DeviceState state, long spent) {}

    /** What moves bring that are made one after the other; empty where the device does not go along. */
    Optional<Result> after(DeviceState state, List<Move> moves) {
        Result result = new Result(state, 0);
        for (Move move : moves) {
            Optional<Result> next = after(result.state(), move);
            if (next.isEmpty()) {
                return next;
            }
            result = new Result(next.get().state(), result.spent() + next.get().spent());
        }
        return Optional.of(result);
    }

    /** What is spent with all of these moves by a device that the moves before have brought into its state. */
    long spent(List<Move> before, List<Move> moves) {
        DeviceState start = after(fresh(), before)
                .orElseThrow(() -> new IllegalStateException("the device does not go along with " + before))
                .state();
        return after(start, moves)
                .orElseThrow(() -> new IllegalStateException("the device does not go along with " + moves))
                .spent();
    }

    /** Whether the device asks for its holder instead of paying. */
    boolean asks(DeviceState state, Move.Pay pay) {
        model.become(state);
        return TapAnswer.asksForCvm(tap(pay));
    }

    private int tap(Move.Pay pay) {
        return model.tap(
                pay.amount(),
                PaymentCurrency.OWN,
                pay.contactless(),
                pay.issuer() != Issuer.NEVER,
                pay.unattended(),
                pay.issuer() == Issuer.ALWAYS ? Decision.ISSUER_ASKED : Decision.APPROVED);
    }

    /** The amount does not matter to a device that does not count it. */
    private int tap(Move.PayAbroad abroad) {
        return model.tap(0, PaymentCurrency.OTHER, abroad.contactless(), true, abroad.unattended(), Decision.APPROVED);
    }

    /** What a single move brings; a declined payment is one only where the device then asks for its holder. */
    private Optional<Result> after(DeviceState state, Move move) {
        Lived lived = live(state, move);
        return lived.reaction() == Reaction.DECLINES || lived.reaction() == Reaction.REFUSES
                ? Optional.empty()
                : Optional.of(new Result(lived.state(), lived.spent()));
    }

    /**
     * What a device does with a move, whatever that is.
     *
     * @param spent minor units
     * @param state after it
     */
    record Lived(Reaction reaction, long spent, DeviceState state) {}

    Lived live(DeviceState state, Move move) {
        model.become(state);
        Reaction reaction;
        if (move instanceof Move.Pay pay) {
            reaction = paid(tap(pay), pay.amount(), state);
        } else if (move instanceof Move.PayAbroad abroad) {
            reaction = paid(tap(abroad), 0, state);
        } else {
            reaction = other(move);
        }
        boolean paid = reaction == Reaction.PAYS_OFFLINE || reaction == Reaction.PAYS_ONLINE;
        long spent = paid && move instanceof Move.Pay pay ? pay.amount() : 0;
        return new Lived(reaction, spent, alike(model.state()));
    }

    private Reaction paid(int answer, long counted, DeviceState state) {
        return switch (TapAnswer.decision(answer)) {
            case APPROVED -> Reaction.PAYS_OFFLINE;
            case ISSUER_ASKED ->
                model.issuerAnswered(approval(counted, state)) ? Reaction.PAYS_ONLINE : Reaction.DECLINES;
            case DECLINED -> TapAnswer.asksForCvm(answer) ? Reaction.ASKS_HOLDER : Reaction.DECLINES;
        };
    }

    private Reaction other(Move move) {
        boolean done;
        if (move instanceof Move.Load load) {
            done = model.loadRequested(load.amount())
                    && model.loadAnswered(true)
                    && model.loadPin(true) == Verification.VALID;
        } else if (move instanceof Move.Passcode) {
            done = model.onPhone(OwnersProof.of(profile), true) == Verification.VALID;
        } else {
            done = contacts && model.pinInSlot(true) == Verification.VALID;
            if (done) {
                model.tap(0, false, false, false, Decision.APPROVED);
            }
        }
        return done ? Reaction.TAKES : Reaction.REFUSES;
    }

    /** What this issuer does to the first pair with its approval; it refuses nothing. */
    private IssuerWord approval(long amount, DeviceState state) {
        boolean fromAccount = profile.kind() == RiskProfile.Kind.PREPAID && amount > state.funds();
        Counters counters = switch (profile.onlineApproval()) {
            case KEEP -> Counters.KEEP;
            case RESET -> Counters.TO_ZERO;
            case COUNT -> fromAccount ? Counters.KEEP : Counters.ADD_TRANSACTION;
        };
        return new IssuerWord(true, counters, false, IssuerWord.Block.NOTHING, -1);
    }
}
