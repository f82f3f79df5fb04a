package dev.tapbench.profiles;

import dev.tapbench.risk.Behaviour;
import dev.tapbench.risk.Behaviour.BatteryOut;
import dev.tapbench.risk.Behaviour.OnlineApproval;
import dev.tapbench.risk.Currencies;
import dev.tapbench.risk.CvmMethod;
import dev.tapbench.risk.HolderVerification;
import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.RiskProfile.Device;
import dev.tapbench.risk.TerminalRules;
import dev.tapbench.risk.TerminalRules.OfflineOnly;
import dev.tapbench.risk.TerminalRules.Unattended;
import dev.tapbench.risk.UserBounds;
import dev.tapbench.risk.UserBounds.Range;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a risk profile's file says beside the limits. What it leaves out is as in {@link Behaviour#USUAL}. */
final class BehaviourReader {
    private static final Map<String, Device> DEVICES =
            words(Map.of("card", Device.CARD, "fob", Device.FOB, "phone", Device.PHONE));
    private static final Map<String, OnlineApproval> APPROVALS =
            words(Map.of("keep", OnlineApproval.KEEP, "reset", OnlineApproval.RESET, "count", OnlineApproval.COUNT));
    private static final Map<String, Currencies.Other> OTHERS = words(Map.of(
            "decline", Currencies.Other.DECLINE,
            "online", Currencies.Other.ONLINE,
            "convert", Currencies.Other.CONVERT));
    private static final Map<String, CvmMethod> METHODS = words(Map.of(
            "passcode", CvmMethod.PASSCODE,
            "pattern", CvmMethod.PATTERN,
            "sensor", CvmMethod.SENSOR,
            "encipheredPin", CvmMethod.ENCIPHERED_PIN,
            "plainPin", CvmMethod.PLAIN_PIN,
            "onlinePin", CvmMethod.ONLINE_PIN,
            "signature", CvmMethod.SIGNATURE,
            "none", CvmMethod.NONE));
    private static final Map<String, Unattended> UNATTENDED =
            words(Map.of("asked", Unattended.ASKED, "exempt", Unattended.EXEMPT));
    private static final Map<String, OfflineOnly> OFFLINE_ONLY =
            words(Map.of("accepted", OfflineOnly.ACCEPTED, "declined", OfflineOnly.DECLINED));
    private static final Map<String, Boolean> ALLOWED = words(Map.of("allowed", true, "refused", false));
    private static final Map<String, BatteryOut> BATTERY =
            words(Map.of("pays", BatteryOut.PAYS, "nothing", BatteryOut.NOTHING));

    private static final int LONGEST_ARMED = 3600;

    private final Values values;
    private final Currency currency;

    BehaviourReader(Values values, Currency currency) {
        this.values = values;
        this.currency = currency;
    }

    /** In alphabetical order, as a person is told them. */
    private static <E> Map<String, E> words(Map<String, E> words) {
        return new TreeMap<>(words);
    }

    Behaviour read(RiskProfileText text) {
        Behaviour usual = Behaviour.USUAL;
        RiskProfileText.Spending spending = text.spending();
        return new Behaviour(
                word("device", text.device(), DEVICES, usual.device()),
                currencies(text.currencies() == null ? RiskProfileText.Others.NOTHING : text.currencies()),
                spending == null || spending.onlineApproval() == null
                        ? usual.onlineApproval()
                        : Optional.of(values.choice("spending.onlineApproval", spending.onlineApproval(), APPROVALS)),
                cvm(text.cvm() == null ? RiskProfileText.Cvm.NOTHING : text.cvm()),
                terminals(text.terminals() == null ? RiskProfileText.Terminals.NOTHING : text.terminals()),
                userSettings(text.userSettings() == null ? RiskProfileText.UserSettings.NOTHING : text.userSettings()),
                word("batteryOut", text.batteryOut(), BATTERY, usual.batteryOut()));
    }

    private <E> E word(String key, @Nullable String text, Map<String, E> words, E otherwise) {
        return text == null ? otherwise : values.choice(key, text, words);
    }

    private Currencies currencies(RiskProfileText.Others text) {
        Map<Currency, BigDecimal> rates = new HashMap<>();
        if (text.convert() != null) {
            text.convert().forEach((code, rate) -> {
                String key = "currencies.convert." + code;
                Currency other = values.checked(
                        key, code, "a rate behind an ISO 4217 currency, such as USD: 0.92", Currency::getInstance);
                rates.put(other, values.checked(key, rate, "a rate such as 0.92", BigDecimal::new));
            });
        }
        return new Currencies(
                word(
                        "currencies.other",
                        text.other(),
                        OTHERS,
                        Behaviour.USUAL.currencies().other()),
                rates);
    }

    private HolderVerification cvm(RiskProfileText.Cvm text) {
        Optional<List<CvmMethod>> methods = Optional.empty();
        if (text.methods() != null) {
            List<CvmMethod> listed = new ArrayList<>();
            for (String method : text.methods()) {
                listed.add(values.choice("cvm.methods." + listed.size(), method, METHODS));
            }
            methods = Optional.of(listed);
        }
        return new HolderVerification(
                text.alwaysAbove() == null
                        ? OptionalLong.empty()
                        : OptionalLong.of(values.amount("cvm.alwaysAbove", text.alwaysAbove(), currency)),
                methods,
                text.armedSeconds() == null
                        ? OptionalInt.empty()
                        : OptionalInt.of(values.number("cvm.armedSeconds", text.armedSeconds(), 0, LONGEST_ARMED)));
    }

    private TerminalRules terminals(RiskProfileText.Terminals text) {
        return new TerminalRules(
                word("terminals.unattended", text.unattended(), UNATTENDED, TerminalRules.ALIKE.unattended()),
                word("terminals.offlineOnly", text.offlineOnly(), OFFLINE_ONLY, TerminalRules.ALIKE.offlineOnly()));
    }

    private UserBounds userSettings(RiskProfileText.UserSettings text) {
        RiskProfileText.Bounds above = text.above() == null ? RiskProfileText.Bounds.NOTHING : text.above();
        RiskProfileText.Bounds payments = text.payments() == null ? RiskProfileText.Bounds.NOTHING : text.payments();
        return new UserBounds(
                word("userSettings.alwaysAsk", text.alwaysAsk(), ALLOWED, UserBounds.FREE.alwaysAsk()),
                new Range(
                        amount("userSettings.above.least", above.least(), Range.ANY_AMOUNT.least()),
                        amount("userSettings.above.most", above.most(), Range.ANY_AMOUNT.most())),
                new Range(
                        count("userSettings.payments.least", payments.least(), Range.ANY_COUNT.least()),
                        count("userSettings.payments.most", payments.most(), Range.ANY_COUNT.most())));
    }

    private long amount(String key, @Nullable String text, long otherwise) {
        return text == null ? otherwise : values.amount(key, text, currency);
    }

    private long count(String key, @Nullable String text, long otherwise) {
        return text == null ? otherwise : values.number(key, text, 0, RiskProfile.NO_COUNT_LIMIT);
    }
}
