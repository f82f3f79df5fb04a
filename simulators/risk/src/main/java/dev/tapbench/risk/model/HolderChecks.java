package dev.tapbench.risk.model;

import dev.tapbench.risk.CvmMethod;
import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.RiskProfile.Device;
import dev.tapbench.risk.model.DeviceState.Holder;
import java.util.List;

/** What proves the holder, and what a phone awaits of its holder for which payment. */
final class HolderChecks {
    private final List<CvmMethod> methods;
    private final int tryLimit;

    int tries;
    int patternTries;
    Holder state = Holder.NOTHING;
    long amount;
    PaymentCurrency currency = PaymentCurrency.OWN;

    HolderChecks(RiskProfile profile, boolean phone, int tryLimit) {
        // A profile that was made for a card says nothing about a phone's methods.
        methods =
                phone && profile.behaviour().device() != Device.PHONE ? Device.PHONE.usualMethods() : profile.methods();
        this.tryLimit = tryLimit;
        unblock();
    }

    void askFor(long payment, PaymentCurrency of) {
        state = Holder.ASKED_FOR;
        amount = payment;
        currency = of;
    }

    /** Nothing is written where nothing is awaited: each tap comes by, and a write of a reference is dear. */
    void forget() {
        if (state != Holder.NOTHING) {
            state = Holder.NOTHING;
            amount = 0;
            currency = PaymentCurrency.OWN;
        }
    }

    /** Whether a payment is the one that was armed, or a smaller one of its currency. */
    boolean covers(long payment, PaymentCurrency of) {
        return payment <= amount && of == currency;
    }

    /** The issuer restores all tries. */
    void unblock() {
        tries = tryLimit;
        patternTries = tryLimit;
    }

    /** The issuer sets the tries of the PIN, to the limit at most. */
    void setTries(int number) {
        tries = Math.min(number, tryLimit);
    }

    Verification pin(boolean right) {
        if (tries == 0) {
            return Verification.NO_TRY_LEFT;
        }
        tries = right ? tryLimit : tries - 1;
        return right ? Verification.VALID : Verification.WRONG;
    }

    /** One of a phone's methods; valid, it arms the payment that asked for it. */
    Verification onPhone(CvmMethod method, boolean right) {
        if (!methods.contains(method)) {
            return Verification.NO_SUCH_METHOD;
        }
        if (state != Holder.ASKED_FOR) {
            return Verification.NOT_ASKED_FOR;
        }
        Verification result = switch (method) {
            case PATTERN -> pattern(right);
            case SENSOR -> right ? Verification.VALID : Verification.WRONG;
            default -> pin(right);
        };
        if (result == Verification.VALID) {
            // Who knows the passcode has the pattern's tries back.
            patternTries = method == CvmMethod.PASSCODE ? tryLimit : patternTries;
            state = Holder.ARMED;
        }
        return result;
    }

    private Verification pattern(boolean right) {
        if (patternTries == 0) {
            return Verification.NO_TRY_LEFT;
        }
        patternTries = right ? tryLimit : patternTries - 1;
        return right ? Verification.VALID : Verification.WRONG;
    }
}
