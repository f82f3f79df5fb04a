package dev.tapbench.risk;

import dev.tapbench.risk.RiskProfile.Device;
import java.util.Optional;

/**
 * What an issuer decides beside the limits. {@link #USUAL} is what a profile has that says nothing of it; the {@code with..}
 * methods change one thing.
 *
 * @param device what a profile is for
 * @param currencies what a payment in another currency means
 * @param onlineApproval what an approved online payment does to the first pair; empty for what suits the kind
 * @param cvm how and when the holder is asked for, beside the limits
 * @param terminals what is different at some kinds of terminals
 * @param userSettings how far a phone's owner may go
 * @param batteryOut what a phone pays whose battery is out
 */
public record Behaviour(
        Device device,
        Currencies currencies,
        Optional<OnlineApproval> onlineApproval,
        HolderVerification cvm,
        TerminalRules terminals,
        UserBounds userSettings,
        BatteryOut batteryOut) {
    /** What an approved online payment does to the first pair; to the second it never does anything. */
    public enum OnlineApproval {
        /** Nothing: the counters go on where they were. */
        KEEP,
        /** They start anew; on a prepaid device the count alone, since the sum is money. */
        RESET,
        /** The payment is counted as one that was made offline; on a prepaid device it is paid from the device. */
        COUNT
    }

    /** What a phone pays whose battery is out, while a reader's field feeds its secure element. */
    public enum BatteryOut {
        /** What needs no owner: nobody can enter anything. */
        PAYS,
        NOTHING
    }

    /** A phone, and everything as it was before there was a choice. */
    public static final Behaviour USUAL = new Behaviour(
            Device.PHONE,
            Currencies.OWN_ONLY,
            Optional.empty(),
            HolderVerification.USUAL,
            TerminalRules.ALIKE,
            UserBounds.FREE,
            BatteryOut.PAYS);

    public Behaviour withDevice(Device other) {
        return new Behaviour(other, currencies, onlineApproval, cvm, terminals, userSettings, batteryOut);
    }

    public Behaviour withCurrencies(Currencies others) {
        return new Behaviour(device, others, onlineApproval, cvm, terminals, userSettings, batteryOut);
    }

    public Behaviour withOnlineApproval(OnlineApproval approval) {
        return new Behaviour(device, currencies, Optional.of(approval), cvm, terminals, userSettings, batteryOut);
    }

    public Behaviour withCvm(HolderVerification other) {
        return new Behaviour(device, currencies, onlineApproval, other, terminals, userSettings, batteryOut);
    }

    public Behaviour withTerminals(TerminalRules others) {
        return new Behaviour(device, currencies, onlineApproval, cvm, others, userSettings, batteryOut);
    }

    public Behaviour withUserSettings(UserBounds bounds) {
        return new Behaviour(device, currencies, onlineApproval, cvm, terminals, bounds, batteryOut);
    }

    public Behaviour withBatteryOut(BatteryOut other) {
        return new Behaviour(device, currencies, onlineApproval, cvm, terminals, userSettings, other);
    }
}
