package dev.tapbench.profiles;

import dev.tapbench.risk.InvalidRiskProfile;
import dev.tapbench.risk.LostOrStolenLimits;
import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.SpendingLimits;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads risk profiles. Name, kind and currency are required, and of a prepaid profile what a new device holds and what it may
 * hold at most; a limit that is left out never trips. A profile may extend another one, as card profiles do.
 */
public final class RiskProfileFile {
    private static final Map<String, RiskProfile.Kind> KINDS =
            new TreeMap<>(Map.of("prepaid", RiskProfile.Kind.PREPAID, "line", RiskProfile.Kind.LINE));
    private static final Map<String, LostOrStolenLimits.Mode> MODES =
            new TreeMap<>(Map.of("any", LostOrStolenLimits.Mode.ANY, "all", LostOrStolenLimits.Mode.ALL));
    private static final Pattern MINOR_UNITS = Pattern.compile("(\\d+) minor units");

    private RiskProfileFile() {}

    /**
     * Reads a risk profile.
     *
     * @throws FileProblem when the file is missing or wrong, or the profile breaks a rule
     */
    public static RiskProfile read(Path path) {
        return read(path, Map.of());
    }

    /**
     * Reads a risk profile with some other values.
     *
     * @param values in the place of the file's, by key, such as {@code lostOrStolen.count}
     * @throws FileProblem when the file is missing or wrong, or the profile breaks a rule
     */
    public static RiskProfile read(Path path, Map<String, String> values) {
        MarkedFile file = MarkedFile.extensibleYaml(path);
        file.replace(values);
        return read(file);
    }

    private static RiskProfile read(MarkedFile file) {
        RiskProfileText text = file.as(RiskProfileText.class);
        Values values = new Values(file);
        Currency currency =
                values.checked("currency", text.currency(), "an ISO 4217 currency, such as EUR", Currency::getInstance);
        try {
            RiskProfile.Kind kind = values.choice("kind", text.kind(), KINDS);
            return new RiskProfile(
                    values.text("name", text.name(), "the profile's name"),
                    kind,
                    currency,
                    spending(
                            values,
                            text.spending() == null ? RiskProfileText.Spending.NOTHING : text.spending(),
                            kind,
                            currency),
                    lostOrStolen(
                            values,
                            text.lostOrStolen() == null ? RiskProfileText.LostOrStolen.NOTHING : text.lostOrStolen(),
                            currency),
                    optional(values, "maximumBalance", text.maximumBalance(), currency),
                    new BehaviourReader(values, currency).read(text));
        } catch (InvalidRiskProfile e) {
            throw file.problem(e.key(), "is " + file.shown(e.key()), inMoney(e.expected(), currency), "");
        }
    }

    /**
     * Writes a profile into a file that needs no other one.
     *
     * @throws FileProblem when the profile's file is missing or no YAML
     * @throws IOException when the other file cannot be written
     */
    public static void copy(Path profile, Path to) throws IOException {
        Files.writeString(to, MarkedFile.extensibleYaml(profile).whole());
    }

    /** All keys that a file may have, with a dot before each that stands in a section; {@code *} stands for a currency. */
    public static List<String> keys() {
        return RiskProfileText.keys();
    }

    private static SpendingLimits spending(
            Values values, RiskProfileText.Spending text, RiskProfile.Kind kind, Currency currency) {
        boolean unlimited = kind == RiskProfile.Kind.LINE && text.upperAmount() == null;
        return new SpendingLimits(
                values.number("spending.lowerCount", text.lowerCount(), 0, 255, RiskProfile.NO_COUNT_LIMIT),
                values.number("spending.upperCount", text.upperCount(), 0, 255, RiskProfile.NO_COUNT_LIMIT),
                optional(values, "spending.lowerAmount", text.lowerAmount(), currency),
                unlimited
                        ? RiskProfile.NO_AMOUNT_LIMIT
                        : values.amount("spending.upperAmount", text.upperAmount(), currency));
    }

    private static LostOrStolenLimits lostOrStolen(
            Values values, RiskProfileText.LostOrStolen text, Currency currency) {
        return new LostOrStolenLimits(
                text.mode() == null
                        ? LostOrStolenLimits.Mode.ANY
                        : values.choice("lostOrStolen.mode", text.mode(), MODES),
                values.number("lostOrStolen.count", text.count(), 0, 255, RiskProfile.NO_COUNT_LIMIT),
                optional(values, "lostOrStolen.amount", text.amount(), currency).orElse(RiskProfile.NO_AMOUNT_LIMIT));
    }

    private static OptionalLong optional(Values values, String key, @Nullable String text, Currency currency) {
        return text == null ? OptionalLong.empty() : OptionalLong.of(values.amount(key, text, currency));
    }

    /** A profile's own rules speak of minor units; who writes a file thinks in money. */
    private static String inMoney(String expected, Currency currency) {
        return MINOR_UNITS.matcher(expected).replaceAll(number -> {
            BigDecimal money = new BigDecimal(number.group(1)).movePointLeft(currency.getDefaultFractionDigits());
            return money.toPlainString() + " " + currency;
        });
    }
}
