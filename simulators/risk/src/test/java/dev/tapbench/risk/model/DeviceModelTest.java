package dev.tapbench.risk.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.risk.CvmMethod;
import dev.tapbench.risk.LostOrStolenLimits;
import dev.tapbench.risk.LostOrStolenLimits.Mode;
import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.SpendingLimits;
import java.util.Currency;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What the model is held against the applet for elsewhere, told for one state: over both limits. */
class DeviceModelTest {
    private static DeviceModel overBothLimits(RiskProfile.Kind kind) {
        OptionalLong most = kind == RiskProfile.Kind.PREPAID ? OptionalLong.of(20_000) : OptionalLong.empty();
        RiskProfile profile = new RiskProfile(
                "both",
                kind,
                Currency.getInstance("EUR"),
                new SpendingLimits(255, 255, OptionalLong.empty(), 10_000),
                new LostOrStolenLimits(Mode.ANY, 1, RiskProfile.NO_AMOUNT_LIMIT),
                most);
        DeviceModel device = new DeviceModel(profile, true, 3);
        assertThat(tap(device, false).decision()).isEqualTo(Decision.APPROVED);
        return device;
    }

    private static TapAnswer tap(DeviceModel device, boolean online) {
        return device.tap(new Tap(6_000, PaymentCurrency.OWN, true, online, false, Decision.APPROVED));
    }

    @Test
    void onALineTheOwnerIsAskedAndThenTheIssuer() {
        DeviceModel device = overBothLimits(RiskProfile.Kind.LINE);
        assertThat(tap(device, false).asksForCvm()).isFalse();
        assertThat(tap(device, true).asksForCvm()).isTrue();
        assertThat(device.onPhone(CvmMethod.PASSCODE, true)).isEqualTo(Verification.VALID);
        assertThat(tap(device, true).decision()).isEqualTo(Decision.ISSUER_ASKED);
    }

    @Test
    void withTheMoneyOnTheDeviceThereIsNoPromptWithoutFunds() {
        DeviceModel device = overBothLimits(RiskProfile.Kind.PREPAID);
        TapAnswer answer = tap(device, true);
        assertThat(answer.decision()).isEqualTo(Decision.DECLINED);
        assertThat(answer.asksForCvm()).isFalse();
    }
}
