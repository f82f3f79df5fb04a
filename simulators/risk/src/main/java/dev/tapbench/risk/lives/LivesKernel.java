package dev.tapbench.risk.lives;

import dev.tapbench.risk.Behaviour.OnlineApproval;
import dev.tapbench.risk.CvmMethod;
import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.lives.LivesSketch.Metric;
import dev.tapbench.risk.lives.LivesSketch.Total;
import dev.tapbench.risk.model.Decision;
import dev.tapbench.risk.model.DeviceModel;
import dev.tapbench.risk.model.DeviceState;
import dev.tapbench.risk.model.IssuerWord;
import dev.tapbench.risk.model.ResultBit;
import dev.tapbench.risk.model.TapAnswer;
import dev.tapbench.risk.model.Verification;

/**
 * Lives, one after the other, each a function of the seed and the card's number. Nothing is allocated for a card or a tap. What
 * the device does is the {@link DeviceModel}'s to decide; here is what its owner does. Not for several threads: each has a kernel
 * of its own.
 */
public final class LivesKernel {
    /** PIN tries of a new device. */
    public static final int TRIES = 3;

    private static final int ASK_HOLDER = ResultBit.LOST_OR_STOLEN_LIMIT_EXCEEDED.mask();
    private static final int NO_FUNDS = ResultBit.UPPER_AMOUNT_EXCEEDED.mask();
    private static final int CHANCE = (1 << Percent.BITS) - 1;
    private static final int SLICE = Quantiles.SLICES - 1;
    private static final int DAY = LivesPlan.MONTH / 30;

    private static final IssuerWord REFUSED =
            new IssuerWord(false, IssuerWord.Counters.KEEP, false, IssuerWord.Block.NOTHING, -1);
    /** The issuer knows what was paid, and the device may pay offline anew. */
    private static final IssuerWord APPROVED_ANEW =
            new IssuerWord(true, IssuerWord.Counters.TO_ZERO, false, IssuerWord.Block.NOTHING, -1);

    private static final IssuerWord APPROVED_AND_COUNTED =
            new IssuerWord(true, IssuerWord.Counters.ADD_TRANSACTION, false, IssuerWord.Block.NOTHING, -1);

    /** How a payment ends; a decline is a bit. */
    private static final int PAID = 0;

    private static final int WITHOUT_FUNDS = 1;
    private static final int DECLINED = 2;

    private enum Entry {
        IN_SLOT,
        ON_PHONE,
        LOAD
    }

    private final boolean prepaid;
    private final OnlineApproval approval;
    /** What the owner of a phone is verified by. */
    private final CvmMethod method;

    private final boolean phone;
    private final boolean contacts;
    private final int months;
    private final long seed;
    private final LivesPlan plan;
    private final DeviceModel device;
    private final DeviceState fresh;
    private final LivesSketch sketch;

    // The life that is lived just now.
    private long draws;
    private int prompts;
    private int topUps;
    private int taps;
    private int paidOffline;
    private int paidOnline;
    private boolean lockedOut;

    /** A kernel whose sketch is empty. */
    public LivesKernel(LivesJob job) {
        prepaid = job.profile().kind() == RiskProfile.Kind.PREPAID;
        approval = job.profile().onlineApproval();
        method = method(job.profile());
        phone = job.phone();
        contacts = job.contacts();
        months = job.months();
        seed = job.seed();
        plan = new LivesPlan(job.types());
        device = new DeviceModel(job.profile(), phone, TRIES);
        fresh = device.state();
        sketch = new LivesSketch(plan.types());
    }

    /** The first of the profile's methods that a phone has. */
    static CvmMethod method(RiskProfile profile) {
        return profile.methods().stream().filter(CvmMethod::ofPhone).findFirst().orElse(CvmMethod.PASSCODE);
    }

    /** What happened in all lives so far. */
    public LivesSketch sketch() {
        return sketch;
    }

    /** Taps in all lives so far. */
    public long taps() {
        return sketch.together().total(0, Total.TAPS);
    }

    /**
     * Lives the lives of some cards.
     *
     * @param from the first card's number
     * @param to the number after the last card's
     */
    public void live(long from, long to) {
        for (long card = from; card < to; card++) {
            life(card);
        }
    }

    private long draw() {
        draws += Draws.STEP;
        return Draws.mix(draws);
    }

    /**
     * Whether a draw of 16 bits, the lowest of these, is of a share. By the sign of a difference, since a comparison becomes a jump
     * that no processor can foretell.
     */
    private static boolean chance(long bits, int threshold) {
        return ((int) (bits & CHANCE) - threshold) >>> 31 != 0;
    }

    private void life(long card) {
        begin(card);
        int index = plan.pick((int) draw() & CHANCE);
        LivesPlan.Type type = plan.type(index);
        int number = 0;
        boolean declined = false;
        long draw = draw();
        long time = type.gaps[(int) draw & SLICE];
        for (int month = 1; month <= months; month++) {
            int before = number;
            int noFunds = 0;
            int otherwise = 0;
            prompts = 0;
            topUps = 0;
            for (long end = (long) month * LivesPlan.MONTH; time < end; time += type.gaps[(int) draw & SLICE]) {
                number++;
                int answer = purchase(type, draw);
                if (answer != PAID) {
                    noFunds += answer & 1;
                    otherwise += answer >> 1;
                    if (!declined) {
                        declined = true;
                        sketch.add(index, Metric.FIRST_DECLINE_PAYMENT, number);
                        sketch.add(index, Metric.FIRST_DECLINE_DAY, (int) (time / DAY) + 1);
                    }
                }
                draw = draw();
            }
            sketch.add(index, Metric.PAYMENTS, number - before);
            sketch.add(index, Metric.PROMPTS, prompts);
            sketch.add(index, Metric.FUNDS_DECLINES, noFunds);
            sketch.add(index, Metric.OTHER_DECLINES, otherwise);
            sketch.add(index, Metric.TOP_UPS, topUps);
        }
        sketch.add(index, Total.CARDS, 1);
        sketch.add(index, Total.TAPS, taps);
        sketch.add(index, Total.PAID_OFFLINE, paidOffline);
        sketch.add(index, Total.PAID_ONLINE, paidOnline);
        sketch.add(index, Total.LOCKED_OUT, lockedOut ? 1 : 0);
    }

    private void begin(long card) {
        draws = Draws.start(seed, card);
        device.become(fresh);
        taps = 0;
        paidOffline = 0;
        paidOnline = 0;
        lockedOut = false;
    }

    /**
     * The owner wants to pay, and does what the device asks for.
     *
     * @param draw bits 10 to 19 pick the amount, 20 to 35 the currency, 36 to 51 how the device is presented
     * @return {@link #PAID}, {@link #WITHOUT_FUNDS} or {@link #DECLINED}
     */
    private int purchase(LivesPlan.Type type, long draw) {
        long amount = type.amounts[(int) (draw >> 10) & SLICE];
        boolean foreign = chance(draw >> 20, type.foreign);
        boolean tapped = !contacts || chance(draw >> 36, type.contactless);
        long more = draw();
        boolean online = chance(more, type.online);
        if (prepaid && device.funds() < type.topUpBelow) {
            topUp(type);
        }
        if (!tapped && chance(more >> 16, type.pinInSlot)) {
            enters(Entry.IN_SLOT, type);
        }
        int answer = tap(amount, foreign, tapped, online);
        if (!TapAnswer.approves(answer) && !TapAnswer.asksIssuer(answer)) {
            if (TapAnswer.asksForCvm(answer)) {
                prompts++;
                if (enters(Entry.ON_PHONE, type)) {
                    answer = tap(amount, foreign, true, online);
                }
            } else if (contacts && tapped && (answer & ASK_HOLDER) != 0 && (answer & NO_FUNDS) == 0) {
                // "Insert card": in the slot the counters of contactless payments ask for nothing.
                prompts++;
                if (enters(Entry.IN_SLOT, type)) {
                    answer = tap(amount, foreign, false, online);
                }
            }
        }
        return settled(type, answer, amount, more);
    }

    private int tap(long amount, boolean foreign, boolean tapped, boolean online) {
        taps++;
        return device.tap(amount, foreign, tapped, online, Decision.APPROVED);
    }

    private int settled(LivesPlan.Type type, int answer, long amount, long more) {
        if (TapAnswer.approves(answer)) {
            paidOffline++;
            return PAID;
        }
        if (TapAnswer.asksIssuer(answer)) {
            boolean given = device.issuerAnswered(chance(more >> 32, type.issuerApproves) ? approval(amount) : REFUSED);
            paidOnline += given ? 1 : 0;
            return given ? PAID : DECLINED;
        }
        return (answer & NO_FUNDS) != 0 ? WITHOUT_FUNDS : DECLINED;
    }

    /** As the profile says; what a prepaid device is to pay and does not hold, the account pays. */
    private IssuerWord approval(long amount) {
        if (approval == OnlineApproval.RESET) {
            return APPROVED_ANEW;
        }
        boolean counts = approval == OnlineApproval.COUNT && (!prepaid || amount <= device.funds());
        return counts ? APPROVED_AND_COUNTED : IssuerWord.APPROVED;
    }

    private void topUp(LivesPlan.Type type) {
        if (device.loadRequested(type.topUpAmount) && device.loadAnswered(true) && enters(Entry.LOAD, type)) {
            topUps++;
        }
    }

    /** The owner enters PIN or passcode, or shows a finger, again where that failed; whether it was right in the end. */
    private boolean enters(Entry entry, LivesPlan.Type type) {
        Verification verified;
        do {
            boolean right = !chance(draw(), type.mistypes);
            // A switch over an enumeration reads its table each time; this is decided when the loop is compiled.
            verified = entry == Entry.IN_SLOT
                    ? device.pinInSlot(right)
                    : entry == Entry.ON_PHONE ? device.onPhone(method, right) : device.loadPin(right);
            lockedOut |= verified == Verification.NO_TRY_LEFT;
        } while (verified == Verification.WRONG);
        return verified == Verification.VALID;
    }
}
