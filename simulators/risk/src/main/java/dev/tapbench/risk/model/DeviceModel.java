package dev.tapbench.risk.model;

import dev.tapbench.risk.CvmMethod;
import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.TerminalRules.OfflineOnly;
import dev.tapbench.risk.model.DeviceState.Holder;
import dev.tapbench.risk.model.DeviceState.Pending;
import dev.tapbench.risk.model.IssuerWord.Block;
import dev.tapbench.risk.model.IssuerWord.Counters;
import java.util.Optional;

/**
 * A card, fob or phone of one risk profile. Amounts are minor units of the profile's currency. The methods are what can happen
 * to it, in the order of the applet's own decisions: EMV Book 3, 10.8 and 10.11, and the protocol's sections 1, 3 and 4.
 */
public final class DeviceModel {
    private static final int ASK_HOLDER = ResultBit.LOST_OR_STOLEN_LIMIT_EXCEEDED.mask();
    private static final int ARMED = ResultBit.CVM_ARMED.mask();

    private final boolean phone;
    private final CurrencyRule currencies;
    private final boolean declinesOfflineOnly;

    private final FirstPair first;
    private final SecondPair second;
    private final HolderChecks holder;
    private final LoadMemory load = new LoadMemory();
    private final IssuerScripts scripts;
    private boolean goesOnline;
    private Block blocked = Block.NOTHING;
    /** What a purchase counts whose issuer was asked, in this activation; negative without one. */
    private long asked = -1;

    private boolean askedUncounted;

    /**
     * A new device.
     *
     * @param phone whether it is a phone, which can ask its holder
     * @param tryLimit tries of the PIN, and of a phone's pattern, 1 to 15
     */
    public DeviceModel(RiskProfile profile, boolean phone, int tryLimit) {
        this.phone = phone;
        currencies = new CurrencyRule(profile);
        declinesOfflineOnly = profile.behaviour().terminals().offlineOnly() == OfflineOnly.DECLINED;
        first = new FirstPair(profile);
        second = new SecondPair(profile, phone);
        holder = new HolderChecks(profile, phone, tryLimit);
        scripts = new IssuerScripts(first, second, holder);
    }

    public DeviceState state() {
        return new DeviceState(
                first.count,
                first.amount,
                first.upperAmount,
                second.count,
                second.amount,
                holder.tries,
                holder.patternTries,
                load.accepted,
                load.pending,
                load.amount,
                holder.state,
                holder.amount,
                holder.currency,
                goesOnline,
                blocked,
                second.settings);
    }

    /** From now on it is a device of this profile in that state, between two activations. */
    public void become(DeviceState state) {
        first.count = state.firstCount();
        first.amount = state.firstAmount();
        first.upperAmount = state.upperAmount();
        second.count = state.secondCount();
        second.amount = state.secondAmount();
        holder.tries = state.tries();
        holder.patternTries = state.patternTries();
        load.accepted = state.loads();
        load.pending = state.pending();
        load.amount = state.pendingAmount();
        holder.state = state.holder();
        holder.amount = state.holderAmount();
        holder.currency = state.holderCurrency();
        goesOnline = state.goesOnline();
        blocked = state.blocked();
        second.settings = state.settings();
        asked = -1;
    }

    /** {@link DeviceState#funds} without an object. */
    public long funds() {
        return first.funds();
    }

    // A purchase

    public TapAnswer tap(Tap tap) {
        return new TapAnswer(
                tap(tap.amount(), tap.currency(), tap.contactless(), tap.online(), tap.unattended(), tap.asks()));
    }

    /** {@link #tap(Tap)} at an attended terminal without an object; the answer is a {@link TapAnswer#code}. */
    public int tap(long amount, boolean foreign, boolean contactless, boolean online, Decision asks) {
        return tap(amount, foreign ? PaymentCurrency.OTHER : PaymentCurrency.OWN, contactless, online, false, asks);
    }

    /** {@link #tap(Tap)} without an object; the answer is a {@link TapAnswer#code}. */
    public int tap(
            long amount,
            PaymentCurrency currency,
            boolean contactless,
            boolean online,
            boolean unattended,
            Decision asks) {
        asked = -1;
        if (blocked == Block.CARD) {
            return TapAnswer.code(Decision.DECLINED, false, 0);
        }
        // GET PROCESSING OPTIONS closes a load that was under way.
        load.close();
        boolean wasArmed = holder.state == Holder.ARMED;
        boolean armed = wasArmed && holder.covers(amount, currency);
        holder.forget();
        if (asks == Decision.DECLINED || blocked == Block.APPLICATION || (wasArmed && !armed)) {
            return TapAnswer.code(Decision.DECLINED, false, armed ? ARMED : 0);
        }
        return judged(amount, currency, contactless, online, unattended, asks, armed);
    }

    /** A payment that nothing speaks against but the limits. */
    private int judged(
            long amount,
            PaymentCurrency currency,
            boolean contactless,
            boolean online,
            boolean unattended,
            Decision asks,
            boolean armed) {
        long counted = currencies.counted(amount, currency);
        int results = (armed ? ARMED : 0) | evaluate(counted);
        // What is told is what is asked for, but where nobody attends.
        boolean holderWanted = contactless
                && (results & ASK_HOLDER) != 0
                && !overflows(counted)
                && (!unattended || second.asks(counted, second.trips(counted), true));
        Decision decision = decide(results, counted, currency, holderWanted, online, asks);
        boolean mustAsk = decision != Decision.DECLINED && holderWanted && !armed;
        if (mustAsk) {
            decision = Decision.DECLINED;
        }
        if (decision == Decision.APPROVED) {
            first.add(counted);
        }
        if (decision != Decision.DECLINED && contactless && !armed) {
            second.add(counted);
        }
        boolean prompts = mustAsk && phone;
        if (prompts) {
            holder.askFor(amount, currency);
        }
        if (decision == Decision.ISSUER_ASKED) {
            asked = counted;
            askedUncounted = currencies.uncounted(currency);
        }
        return TapAnswer.code(decision, prompts, results);
    }

    private Decision decide(
            int results, long counted, PaymentCurrency currency, boolean holderWanted, boolean online, Decision asks) {
        if (currencies.declines(currency) || overflows(counted) || (declinesOfflineOnly && !online)) {
            return Decision.DECLINED;
        }
        boolean reaches = online || asks == Decision.ISSUER_ASKED;
        if ((results & FirstPair.UPPER) != 0) {
            // No funds, no prompt; on a line the issuer knows the funds, and is asked after the holder.
            return reaches && !(holderWanted && first.isPrepaid()) ? Decision.ISSUER_ASKED : Decision.DECLINED;
        }
        boolean uncounted = currencies.uncounted(currency);
        boolean wants = asks == Decision.ISSUER_ASKED || (results & FirstPair.LOWER) != 0 || goesOnline || uncounted;
        if (reaches && wants) {
            return Decision.ISSUER_ASKED;
        }
        return uncounted ? Decision.DECLINED : Decision.APPROVED;
    }

    private boolean overflows(long counted) {
        return first.overflows(counted) || second.overflows(counted);
    }

    private int evaluate(long amount) {
        int results = first.results(amount);
        boolean tells = !second.overflows(amount) && (second.trips(amount) || second.asks(amount, false, false));
        return tells ? results | ASK_HOLDER : results;
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
            holder.setTries(word.tries());
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
        boolean given = blocked == Block.NOTHING
                && !askedUncounted
                && (first.results(amount) & FirstPair.UPPER) == 0
                && !first.overflows(amount);
        if (given) {
            first.add(amount);
        }
        return given;
    }

    private long completed() {
        if (asked < 0) {
            throw new IllegalStateException("no issuer was asked");
        }
        long amount = asked;
        asked = -1;
        return amount;
    }

    // The holder

    /** A PIN at a contact terminal, after GET PROCESSING OPTIONS and before the first cryptogram; cards only. */
    public Verification pinInSlot(boolean right) {
        if (blocked == Block.CARD) {
            return Verification.NOT_ASKED_FOR;
        }
        load.close();
        return verified(right);
    }

    private Verification verified(boolean right) {
        if (blocked != Block.NOTHING) {
            return Verification.NOT_ASKED_FOR;
        }
        return resetting(holder.pin(right));
    }

    /** A valid verification resets the second pair, and only that. */
    private Verification resetting(Verification result) {
        if (result == Verification.VALID) {
            second.reset();
        }
        return result;
    }

    /** The passcode at a phone: it arms the payment that asked for it, and gives the pattern its tries back. */
    public Verification passcode(boolean right) {
        return onPhone(CvmMethod.PASSCODE, right);
    }

    /**
     * One of a phone's methods: valid, it arms the payment that asked for it.
     *
     * @param right whether passcode or pattern are the holder's, or the sensor proves that it saw the holder
     */
    public Verification onPhone(CvmMethod method, boolean right) {
        if (!phone || blocked != Block.NOTHING) {
            return Verification.NOT_ASKED_FOR;
        }
        return resetting(holder.onPhone(method, right));
    }

    /**
     * Passcode, and what the owner wants from now on, in one activation.
     *
     * @return whether the settings were taken
     */
    public boolean settings(boolean right, Settings wanted) {
        return passcode(right) == Verification.VALID && second.set(wanted);
    }

    /** The phone's timer, its locked screen, or its owner: no payment is meant any more. */
    public void disarm() {
        if (blocked != Block.CARD) {
            holder.forget();
        }
    }

    /** The power goes, and comes back. */
    public void powerLost() {
        holder.forget();
        asked = -1;
    }

    // The issuer's scripts

    /**
     * A command of the issuer's, in the activation of a payment after its first cryptogram. A card that could not do it wants the
     * issuer next.
     *
     * @return whether it was done
     */
    public boolean script(ScriptCommand command) {
        if (blocked == Block.CARD) {
            return false;
        }
        boolean done = obey(command);
        goesOnline |= !done;
        return done;
    }

    private boolean obey(ScriptCommand command) {
        Optional<Block> block = IssuerScripts.blocking(command);
        block.ifPresent(what -> blocked = what);
        return block.isPresent() || scripts.obey(command);
    }

    // A load

    /** Tap 1 of a load. */
    public boolean loadRequested(long amount) {
        asked = -1;
        if (blocked == Block.CARD) {
            return false;
        }
        load.close();
        boolean armedForPayment = holder.state == Holder.ARMED;
        holder.forget();
        boolean fits = blocked == Block.NOTHING && !armedForPayment && load.hasNumber() && first.fits(amount);
        if (fits) {
            load.open(amount);
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
        if (load.pending == Pending.NONE || blocked == Block.CARD) {
            return false;
        }
        if (!genuine || blocked != Block.NOTHING) {
            load.close();
            return false;
        }
        load.pending = Pending.AUTHENTICATED;
        return true;
    }

    /** Tap 3: the PIN of the load; right, it credits the card once. */
    public Verification loadPin(boolean right) {
        asked = -1;
        if (load.pending != Pending.AUTHENTICATED || blocked != Block.NOTHING) {
            return Verification.NOT_ASKED_FOR;
        }
        long amount = load.amount;
        Verification result = verified(right);
        if (result == Verification.WRONG && holder.tries == 0) {
            load.close();
        }
        if (result == Verification.VALID) {
            first.startWith(first.funds() + amount);
            load.accept();
        }
        return result;
    }
}
