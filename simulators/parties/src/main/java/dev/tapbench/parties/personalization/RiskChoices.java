package dev.tapbench.parties.personalization;

import dev.tapbench.emv.Bcd;
import dev.tapbench.emv.Currency;
import dev.tapbench.emv.Money;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.ports.Bytes;
import dev.tapbench.risk.CvmMethod;
import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.RiskProfile.Device;
import dev.tapbench.risk.TerminalRules;
import dev.tapbench.risk.UserBounds;
import java.util.List;

/**
 * What an issuer decided beside the limits, as the optional data objects of DGIs 3000, 3002 and 3003 (the protocol, section 2).
 * What a card does anyway is left out.
 */
final class RiskChoices {
    private static final int ONLINE = 1;
    private static final int CONVERT = 2;

    private RiskChoices() {}

    /** DF4C, of DGI 3000. Where no rate is, nothing can be converted: the card declines, as without the object. */
    static Bytes currencies(RiskProfile risk) {
        return switch (risk.behaviour().currencies().other()) {
            case DECLINE -> Bytes.empty();
            case ONLINE -> Tlv.encode(Tags.OTHER_CURRENCY, Bytes.of(ONLINE));
            case CONVERT ->
                risk.conversion()
                        .map(rate -> Tlv.encode(
                                Tags.OTHER_CURRENCY,
                                Bytes.concat(
                                        Bytes.of(CONVERT),
                                        Currency.ofAlpha(rate.currency().getCurrencyCode())
                                                .code(),
                                        Bcd.encode(rate.digits(), 4),
                                        Bytes.of(rate.decimals()))))
                        .orElse(Bytes.empty());
        };
    }

    /** DF4E, of DGI 3002. */
    static Bytes alwaysAbove(RiskProfile risk) {
        return risk.behaviour().cvm().alwaysAbove().isPresent()
                ? Tlv.encode(
                        Tags.ALWAYS_ABOVE,
                        n12(risk, risk.behaviour().cvm().alwaysAbove().getAsLong()))
                : Bytes.empty();
    }

    /** DF4F, of DGI 3003. */
    static Bytes terminals(RiskProfile risk) {
        TerminalRules rules = risk.behaviour().terminals();
        int bits = (rules.unattended() == TerminalRules.Unattended.EXEMPT ? 1 : 0)
                | (rules.offlineOnly() == TerminalRules.OfflineOnly.DECLINED ? 2 : 0);
        return bits == 0 ? Bytes.empty() : Tlv.encode(Tags.TERMINAL_RULES, Bytes.of(bits));
    }

    /** DF26, of DGI 3003. */
    static Bytes userBounds(RiskProfile risk) {
        UserBounds bounds = risk.behaviour().userSettings();
        return bounds.equals(UserBounds.FREE)
                ? Bytes.empty()
                : Tlv.encode(
                        Tags.USER_BOUNDS,
                        Bytes.concat(
                                Bytes.of(bounds.alwaysAsk() ? 1 : 0),
                                n12(risk, bounds.above().least()),
                                n12(risk, bounds.above().most()),
                                Bytes.of((int) bounds.payments().least(), (int)
                                        bounds.payments().most())));
    }

    /** DF27, of a phone's DGI 3003. */
    static Bytes methods(RiskProfile risk) {
        List<CvmMethod> methods = risk.methods();
        if (methods.equals(Device.PHONE.usualMethods())) {
            return Bytes.empty();
        }
        int bits = (methods.contains(CvmMethod.PASSCODE) ? 1 : 0)
                | (methods.contains(CvmMethod.PATTERN) ? 2 : 0)
                | (methods.contains(CvmMethod.SENSOR) ? 4 : 0);
        return Tlv.encode(Tags.PHONE_METHODS, Bytes.of(bits));
    }

    private static Bytes n12(RiskProfile risk, long minor) {
        return new Money(minor, Currency.ofAlpha(risk.currency().getCurrencyCode())).n12();
    }
}
