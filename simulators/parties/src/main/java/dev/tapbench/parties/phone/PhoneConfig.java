package dev.tapbench.parties.phone;

import dev.tapbench.risk.Behaviour;
import dev.tapbench.risk.CvmMethod;
import dev.tapbench.risk.RiskProfile;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a phone's own processor does for its issuer.
 *
 * @param methods how it verifies its owner, the first being offered first
 * @param armedFor how long it waits for the second tap; empty without a timer
 * @param paysWithoutBattery whether readers still reach the secure element when the battery is out
 */
public record PhoneConfig(List<CvmMethod> methods, Optional<Duration> armedFor, boolean paysWithoutBattery) {
    /** A passcode, no timer, and a secure element that a reader's field feeds. */
    public static final PhoneConfig PLAIN = new PhoneConfig(List.of(CvmMethod.PASSCODE), Optional.empty(), true);

    public PhoneConfig {
        methods = List.copyOf(methods);
    }

    /** What a risk profile wants of a phone. */
    public static PhoneConfig of(RiskProfile risk) {
        Behaviour behaviour = risk.behaviour();
        return new PhoneConfig(
                risk.methods(),
                behaviour.cvm().armedSeconds().stream()
                        .mapToObj(Duration::ofSeconds)
                        .findFirst(),
                behaviour.batteryOut() == Behaviour.BatteryOut.PAYS);
    }
}
