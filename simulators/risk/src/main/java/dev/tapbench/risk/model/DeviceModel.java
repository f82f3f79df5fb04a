package dev.tapbench.risk.model;

import dev.tapbench.risk.LostOrStolenLimits;
import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.model.DeviceState.Holder;
import dev.tapbench.risk.model.DeviceState.Pending;
import dev.tapbench.risk.model.IssuerWord.Block;
import dev.tapbench.risk.model.IssuerWord.Counters;

/**
 * A card, fob or phone of one risk profile. Amounts are minor units of the profile's currency. The methods are what can happen
 * to it, in the order of the applet's own decisions: EMV Book 3, 10.8 and 10.11, and the protocol's sections 1, 3 and 4.
 */
public final class DeviceModel {
    private static final int ASK_HOLDER = ResultBit.LOST_OR_STOLEN_LIMIT_EXCEEDED.mask();
    private static final int ARMED = ResultBit.CVM_ARMED.mask();
    /** More loads than this have no number. */
    private static final int MOST_LOADS = 0xFFFF;

    private final boolean prepaid;
    private final boolean phone;
    private final long maximumBalance;
    private final boolean both;
    private final int secondCountLimit;
    private final long secondAmountLimit;
    private final int tryLimit;

    private final FirstPair first;
    private int secondCount;
    private long secondAmount;
    private int tries;
    private int loads;
    private Pending pending = Pending.NONE;
    private long pendingAmount;
    private Holder holder = Holder.NOTHING;
    private long holderAmount;
    private boolean holderForeign;
    private boolean goesOnline;
    private Block blocked = Block.NOTHING;
    private Settings settings = Settings.NONE;
    /** A purchase whose issuer was asked, in this activation; negative without one. */
    private long asked = -1;

    private boolean askedForeign;

    /**
     * A new device.
     *
     * @param phone whether it is a phone, which can ask its holder
     * @param tryLimit PIN tries, 1 to 15
     */
    public DeviceModel(RiskProfile profile, boolean phone, int tryLimit) {
        this.phone = phone;
        this.tryLimit = tryLimit;
        prepaid = profile.kind() == RiskProfile.Kind.PREPAID;
        maximumBalance = profile.maximumBalance().orElse(0);
        first = new FirstPair(profile);
        LostOrStolenLimits second = profile.lostOrStolen();
        both = second.mode() == LostOrStolenLimits.Mode.ALL;
        secondCountLimit = second.count();
        secondAmountLimit = second.amount();
        tries = tryLimit;
    }

    public DeviceState state() {
        return new DeviceState(
                first.count,
                first.amount,
                first.upperAmount,
                secondCount,
                secondAmount,
                tries,
                loads,
                pending,
                pendingAmount,
                holder,
                holderAmount,
                holderForeign,
                goesOnline,
                blocked,
                settings);
    }

    /** From now on it is a device of this profile in that state, between two activations. */
    public void become(DeviceState state) {
        first.count = state.firstCount();
        first.amount = state.firstAmount();
        first.upperAmount = state.upperAmount();
        secondCount = state.secondCount();
        secondAmount = state.secondAmount();
        tries = state.tries();
        loads = state.loads();
        pending = state.pending();
        pendingAmount = state.pendingAmount();
        holder = state.holder();
        holderAmount = state.holderAmount();
        holderForeign = state.holderForeign();
        goesOnline = state.goesOnline();
        blocked = state.blocked();
        settings = state.settings();
        asked = -1;
    }

    /** {@link DeviceState#funds} without an object. */
    public long funds() {
        return first.funds();
    }

    // A purchase

    public TapAnswer tap(Tap tap) {
        return new TapAnswer(tap(tap.amount(), tap.foreign(), tap.contactless(), tap.online(), tap.asks()));
    }

    /** {@link #tap(Tap)} without an object; the answer is a {@link TapAnswer#code}. */
    public int tap(long amount, boolean foreign, boolean contactless, boolean online, Decision asks) {
        asked = -1;
        if (blocked == Block.CARD) {
            return TapAnswer.code(Decision.DECLINED, false, 0);
        }
        // GET PROCESSING OPTIONS closes a load that was under way.
        closeLoad();
        Holder was = holder;
        boolean same = amount <= holderAmount && foreign == holderForeign;
        forgetHolder();
        boolean armed = was == Holder.ARMED && same;
        int results = armed ? ARMED : 0;
        if (asks == Decision.DECLINED || blocked == Block.APPLICATION || (was == Holder.ARMED && !same)) {
            return TapAnswer.code(Decision.DECLINED, false, results);
        }
        return judged(amount, foreign, contactless, online, asks, armed);
    }

    /** A payment that nothing speaks against but the limits. */
    private int judged(
            long amount, boolean foreign, boolean contactless, boolean online, Decision asks, boolean armed) {
        // Another currency enters no accumulator.
        long counted = foreign ? 0 : amount;
        int results = (armed ? ARMED : 0) | evaluate(counted);
        Decision decision = decide(results, counted, foreign, contactless, online, asks);
        boolean mustAsk = decision != Decision.DECLINED && contactless && (results & ASK_HOLDER) != 0 && !armed;
        if (mustAsk) {
            decision = Decision.DECLINED;
        }
        if (decision == Decision.APPROVED) {
            first.add(counted);
        }
        if (decision != Decision.DECLINED && contactless && !armed) {
            secondCount = CounterRule.next(secondCount);
            secondAmount += counted;
        }
        boolean prompts = mustAsk && phone;
        if (prompts) {
            holder = Holder.ASKED_FOR;
            holderAmount = amount;
            holderForeign = foreign;
        }
        if (decision == Decision.ISSUER_ASKED) {
            asked = amount;
            askedForeign = foreign;
        }
        return TapAnswer.code(decision, prompts, results);
    }

    private Decision decide(
            int results, long counted, boolean foreign, boolean contactless, boolean online, Decision asks) {
        if (foreign || first.overflows(counted) || CounterRule.overflows(secondAmount, counted)) {
            return Decision.DECLINED;
        }
        boolean reaches = online || asks == Decision.ISSUER_ASKED;
        if ((results & FirstPair.UPPER) != 0) {
            // No funds, no prompt: not even on the way to the issuer.
            boolean prompts = contactless && (results & ASK_HOLDER) != 0;
            return reaches && !prompts ? Decision.ISSUER_ASKED : Decision.DECLINED;
        }
        boolean wants = asks == Decision.ISSUER_ASKED || (results & FirstPair.LOWER) != 0 || goesOnline;
        return reaches && wants ? Decision.ISSUER_ASKED : Decision.APPROVED;
    }

    private int evaluate(long amount) {
        int results = first.results(amount);
        if (CounterRule.overflows(secondAmount, amount)) {
            return results;
        }
        boolean count = CounterRule.countTrips(secondCount, secondCountLimit);
        boolean sum = CounterRule.amountTrips(secondAmount, amount, secondAmountLimit);
        boolean trips = both ? count && sum : count || sum;
        return trips || (phone && settings.ask(secondCount, amount)) ? results | ASK_HOLDER : results;
    }

    /**
     * The issuer's own word on the purchase that it was just asked about; it ends the transaction.
     *
     * @return whether the card gives its certificate
     * @throws IllegalStateException when no issuer was asked in this activation
     */
    public boolean issuerAnswered(IssuerWord word) {
        long amount = completed();
        boolean may = blocked == Block.NOTHING && word.approves() && word.block() == Block.NOTHING;
        boolean given = may && (word.counters() != Counters.ADD_TRANSACTION || first.canAdd(amount));
        goesOnline = word.onlineNext();
        if (word.tries() >= 0) {
            tries = Math.min(word.tries(), tryLimit);
        }
        switch (word.counters()) {
            case TO_UPPER_LIMITS -> first.toUpperLimits();
            case TO_ZERO -> first.toZero();
            case ADD_TRANSACTION -> {
                if (given) {
                    first.add(amount);
                }
            }
            case KEEP -> {}
        }
        if (word.block() != Block.NOTHING) {
            blocked = word.block();
        }
        return given;
    }

    /** What came is not the issuer's: the next payments want the issuer until one is authenticated. */
    public boolean issuerForged() {
        completed();
        goesOnline = true;
        return false;
    }

    /** Nothing came, and the terminal asks for a certificate all the same (Y3). */
    public boolean issuerUnreachable() {
        long amount = completed();
        boolean given =
                blocked == Block.NOTHING && (first.results(amount) & FirstPair.UPPER) == 0 && !first.overflows(amount);
        if (given) {
            first.add(amount);
        }
        return given;
    }

    private long completed() {
        if (asked < 0) {
            throw new IllegalStateException("no issuer was asked");
        }
        long amount = askedForeign ? 0 : asked;
        asked = -1;
        return amount;
    }

    // The holder

    /** A PIN at a contact terminal, after GET PROCESSING OPTIONS and before the first cryptogram; cards only. */
    public Verification pinInSlot(boolean right) {
        if (blocked == Block.CARD) {
            return Verification.NOT_ASKED_FOR;
        }
        closeLoad();
        return verified(right);
    }

    private Verification verified(boolean right) {
        if (blocked != Block.NOTHING) {
            return Verification.NOT_ASKED_FOR;
        }
        if (tries == 0) {
            return Verification.NO_TRY_LEFT;
        }
        if (!right) {
            tries--;
            return Verification.WRONG;
        }
        secondCount = 0;
        secondAmount = 0;
        tries = tryLimit;
        return Verification.VALID;
    }

    /** The passcode at a phone: it arms the payment that asked for it. */
    public Verification passcode(boolean right) {
        if (!phone || holder != Holder.ASKED_FOR) {
            return Verification.NOT_ASKED_FOR;
        }
        Verification result = verified(right);
        if (result == Verification.VALID) {
            holder = Holder.ARMED;
        }
        return result;
    }

    /**
     * Passcode, and what the owner wants from now on, in one activation.
     *
     * @return whether the settings were taken
     */
    public boolean settings(boolean right, Settings wanted) {
        if (passcode(right) != Verification.VALID) {
            return false;
        }
        boolean looser = (wanted.above() != RiskProfile.NO_AMOUNT_LIMIT && wanted.above() > secondAmountLimit)
                || (wanted.payments() != RiskProfile.NO_COUNT_LIMIT && wanted.payments() > secondCountLimit);
        if (!looser) {
            settings = wanted;
        }
        return !looser;
    }

    /** The phone's timer, its locked screen, or its owner: no payment is meant any more. */
    public void disarm() {
        forgetHolder();
    }

    /** The power goes, and comes back. */
    public void powerLost() {
        forgetHolder();
        asked = -1;
    }

    private void forgetHolder() {
        holder = Holder.NOTHING;
        holderAmount = 0;
        holderForeign = false;
    }

    // A load

    private void closeLoad() {
        pending = Pending.NONE;
        pendingAmount = 0;
    }

    /** Tap 1 of a load. */
    public boolean loadRequested(long amount) {
        asked = -1;
        if (blocked == Block.CARD) {
            return false;
        }
        closeLoad();
        boolean armedForPayment = holder == Holder.ARMED;
        forgetHolder();
        boolean fits = prepaid
                && blocked == Block.NOTHING
                && !armedForPayment
                && loads != MOST_LOADS
                && amount > 0
                && first.funds() + amount <= maximumBalance;
        if (fits) {
            pending = Pending.OPEN;
            pendingAmount = amount;
        }
        return fits;
    }

    /**
     * Tap 2: the issuer's word on the load.
     *
     * @param genuine whether it is the issuer's, approves, and is about this load
     * @return whether the card has accepted its issuer; false as well where no load is pending
     */
    public boolean loadAnswered(boolean genuine) {
        asked = -1;
        if (pending == Pending.NONE || blocked == Block.CARD) {
            return false;
        }
        if (!genuine || blocked != Block.NOTHING) {
            closeLoad();
            return false;
        }
        pending = Pending.AUTHENTICATED;
        return true;
    }

    /** Tap 3: the PIN of the load; right, it credits the card once. */
    public Verification loadPin(boolean right) {
        asked = -1;
        if (pending != Pending.AUTHENTICATED || blocked != Block.NOTHING) {
            return Verification.NOT_ASKED_FOR;
        }
        long amount = pendingAmount;
        Verification result = verified(right);
        if (result == Verification.WRONG && tries == 0) {
            closeLoad();
        }
        if (result == Verification.VALID) {
            first.startWith(first.funds() + amount);
            loads++;
            closeLoad();
        }
        return result;
    }
}
