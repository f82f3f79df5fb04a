package dev.tapbench.profiles;

import dev.tapbench.risk.InvalidRiskProfile;
import dev.tapbench.risk.LostOrStolenLimits;
import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.SpendingLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Currency;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads risk profiles. A limit that is left out never trips; currency, kind and a prepaid card's maximum are required. A profile
 * may extend another one, as card profiles do.
 */
public final class RiskProfileFile {
    private static final Map<String, RiskProfile.Kind> KINDS =
            new TreeMap<>(Map.of("prepaid", RiskProfile.Kind.PREPAID, "line", RiskProfile.Kind.LINE));
    private static final Map<String, LostOrStolenLimits.Mode> MODES =
            new TreeMap<>(Map.of("any", LostOrStolenLimits.Mode.ANY, "all", LostOrStolenLimits.Mode.ALL));

    private RiskProfileFile() {}

    private record Raw(
            @Nullable String name,
            @Nullable String kind,
            @Nullable String currency,
            @Nullable String maximumBalance,
            @Nullable Spending spending,
            @Nullable LostOrStolen lostOrStolen) {}

    private record Spending(
            @Nullable String lowerCount,
            @Nullable String upperCount,
            @Nullable String lowerAmount,
            @Nullable String upperAmount) {}

    private record LostOrStolen(
            @Nullable String mode,
            @Nullable String count,
            @Nullable String amount) {}

    /**
     * Reads a risk profile.
     *
     * @throws FileProblem when the file is missing or wrong, or the profile breaks a rule
     */
    public static RiskProfile read(Path path) {
        MarkedFile file = MarkedFile.extensibleYaml(path);
        Raw raw = file.as(Raw.class);
        Values values = new Values(file);
        Currency currency =
                values.checked("currency", raw.currency(), "an ISO 4217 currency, such as EUR", Currency::getInstance);
        Spending spending = raw.spending() == null ? new Spending(null, null, null, null) : raw.spending();
        LostOrStolen second = raw.lostOrStolen() == null ? new LostOrStolen(null, null, null) : raw.lostOrStolen();
        try {
            return new RiskProfile(
                    values.text("name", raw.name(), "the profile's name"),
                    values.choice("kind", raw.kind(), KINDS),
                    currency,
                    new SpendingLimits(
                            values.number("spending.lowerCount", spending.lowerCount(), 0, 255, 255),
                            values.number("spending.upperCount", spending.upperCount(), 0, 255, 255),
                            optional(values, "spending.lowerAmount", spending.lowerAmount(), currency),
                            values.amount("spending.upperAmount", spending.upperAmount(), currency)),
                    new LostOrStolenLimits(
                            second.mode() == null
                                    ? LostOrStolenLimits.Mode.ANY
                                    : values.choice("lostOrStolen.mode", second.mode(), MODES),
                            values.number("lostOrStolen.count", second.count(), 0, 255, RiskProfile.NO_COUNT_LIMIT),
                            optional(values, "lostOrStolen.amount", second.amount(), currency)
                                    .orElse(RiskProfile.NO_AMOUNT_LIMIT)),
                    optional(values, "maximumBalance", raw.maximumBalance(), currency));
        } catch (InvalidRiskProfile e) {
            throw file.problem(e.key(), "is " + file.shown(e.key()), e.expected(), "");
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

    private static OptionalLong optional(Values values, String key, @Nullable String text, Currency currency) {
        return text == null ? OptionalLong.empty() : OptionalLong.of(values.amount(key, text, currency));
    }
}
