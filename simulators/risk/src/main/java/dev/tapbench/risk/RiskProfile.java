package dev.tapbench.risk;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the issuer decided about a card's risk. Amounts are minor units of {@code currency}. A profile that exists keeps
 * the rules; an attempt to make another one throws {@link InvalidRiskProfile}.
 *
 * @param name by which issuer and MOTAPS speak of it
 * @param kind whether the card holds money or a line of credit
 * @param currency of every amount; another currency never enters an accumulator
 * @param spending first pair
 * @param lostOrStolen second pair
 * @param maximumBalance the most that a prepaid card may hold, at most 999999.99 because the card reports funds in 8 digits;
 *     absent for a line
 * @param behaviour what the issuer decided beside the limits
 */
public record RiskProfile(
        String name,
        Kind kind,
        Currency currency,
        SpendingLimits spending,
        LostOrStolenLimits lostOrStolen,
        OptionalLong maximumBalance,
        Behaviour behaviour) {
    /** A count limit that never trips: the counter cannot pass it. */
    public static final int NO_COUNT_LIMIT = 255;
    /** An amount limit that never trips, minor units: the accumulator cannot pass it. */
    public static final long NO_AMOUNT_LIMIT = 999_999_999_999L;
    /** The most that a prepaid card can report, minor units (8 digits). */
    public static final long HIGHEST_BALANCE = 99_999_999L;

    /** Where the money is. */
    public enum Kind {
        /** On the card: funds are the upper amount less what was spent. */
        PREPAID,
        /** At the issuer: the upper amount is what may be spent before the issuer is asked. */
        LINE
    }

    /** What the application lives in. */
    public enum Device {
        /** Chip, antenna and contacts; each tap powers it anew. */
        CARD,
        /** Chip and antenna, and no contacts; each tap powers it anew. */
        FOB,
        /** A secure element in a phone: contactless to readers, wired to the phone's processor. */
        PHONE;

        /** How its holder is verified where a profile does not say. */
        public List<CvmMethod> usualMethods() {
            return this == PHONE ? List.of(CvmMethod.PASSCODE) : List.of(CvmMethod.ENCIPHERED_PIN, CvmMethod.NONE);
        }
    }

    /** A profile that says nothing beside its limits. */
    public RiskProfile(
            String name,
            Kind kind,
            Currency currency,
            SpendingLimits spending,
            LostOrStolenLimits lostOrStolen,
            OptionalLong maximumBalance) {
        this(name, kind, currency, spending, lostOrStolen, maximumBalance, Behaviour.USUAL);
    }

    public RiskProfile {
        InvalidRiskProfile.require(!name.isBlank(), "name", "''", "a name");
        if (kind == Kind.PREPAID) {
            InvalidRiskProfile.require(
                    maximumBalance.isPresent(), "maximumBalance", "missing", "an amount, because the kind is prepaid");
            long maximum = maximumBalance.orElse(0);
            InvalidRiskProfile.require(
                    maximum >= 0 && maximum <= HIGHEST_BALANCE,
                    "maximumBalance",
                    maximum,
                    "at most 99999999 minor units, because the card reports its funds in 8 digits");
            InvalidRiskProfile.require(
                    spending.upperAmount() <= maximum,
                    "spending.upperAmount",
                    spending.upperAmount(),
                    "at most the maximum balance (" + maximum + " minor units), because these are the first funds");
            InvalidRiskProfile.require(
                    spending.lowerAmount().isEmpty(),
                    "spending.lowerAmount",
                    spending.lowerAmount(),
                    "no lower amount, because the kind is prepaid");
        } else {
            InvalidRiskProfile.require(
                    maximumBalance.isEmpty(),
                    "maximumBalance",
                    maximumBalance,
                    "no maximum balance, because the kind is line");
        }
        behaviour.cvm().methods().ifPresent(methods -> checkMethods(methods, behaviour.device()));
        behaviour.currencies().convert().forEach((other, rate) -> {
            InvalidRiskProfile.require(
                    !other.equals(currency),
                    "currencies.convert." + other,
                    rate,
                    "another currency than the profile's");
            ConversionRate.of(other, rate, currency);
        });
    }

    private static void checkMethods(List<CvmMethod> methods, Device device) {
        boolean phone = device == Device.PHONE;
        for (int i = 0; i < methods.size(); i++) {
            InvalidRiskProfile.require(
                    methods.get(i).ofPhone() == phone,
                    "cvm.methods." + i,
                    methods.get(i),
                    phone
                            ? "passcode, pattern or sensor, because the device is a phone"
                            : "a method of terminals, such as encipheredPin or none, because the device is no phone");
        }
    }

    /** How the holder is verified, in order. */
    public List<CvmMethod> methods() {
        return behaviour.cvm().methods().orElse(behaviour.device().usualMethods());
    }

    /** What an approved online payment does to the first pair. */
    public Behaviour.OnlineApproval onlineApproval() {
        return behaviour
                .onlineApproval()
                .orElse(kind == Kind.PREPAID ? Behaviour.OnlineApproval.COUNT : Behaviour.OnlineApproval.RESET);
    }

    /** The rate by which the device counts payments in another currency. */
    public Optional<ConversionRate> conversion() {
        return behaviour.currencies().rate(currency);
    }

    /** An amount of this profile, such as {@code 20.00 EUR}. */
    public String money(long minor) {
        return BigDecimal.valueOf(minor, currency.getDefaultFractionDigits()).toPlainString() + " " + currency;
    }

    /** This profile for a new card that holds {@code funds}, minor units; prepaid only. */
    public RiskProfile withFunds(long funds) {
        InvalidRiskProfile.require(kind == Kind.PREPAID, "kind", "line", "prepaid, because only it holds funds");
        return new RiskProfile(
                name,
                kind,
                currency,
                new SpendingLimits(spending.lowerCount(), spending.upperCount(), spending.lowerAmount(), funds),
                lostOrStolen,
                maximumBalance,
                behaviour);
    }

    /** This profile for a new device whose line is {@code amount}, minor units, until the issuer is asked; line only. */
    public RiskProfile withLine(long amount) {
        InvalidRiskProfile.require(kind == Kind.LINE, "kind", "prepaid", "line, because a prepaid card has no line");
        OptionalLong lower = spending.lowerAmount().isPresent()
                ? OptionalLong.of(Math.min(spending.lowerAmount().getAsLong(), amount))
                : OptionalLong.empty();
        return new RiskProfile(
                name,
                kind,
                currency,
                new SpendingLimits(spending.lowerCount(), spending.upperCount(), lower, amount),
                lostOrStolen,
                maximumBalance,
                behaviour);
    }

    /** This profile with the same numbers in another currency; one whose minor unit has as many decimals. */
    public RiskProfile withCurrency(Currency other) {
        InvalidRiskProfile.require(
                other.getDefaultFractionDigits() == currency.getDefaultFractionDigits(),
                "currency",
                other,
                "a currency with " + currency.getDefaultFractionDigits() + " decimals, as " + currency + " has");
        return new RiskProfile(name, kind, other, spending, lostOrStolen, maximumBalance, behaviour);
    }

    /** This profile under another name. */
    public RiskProfile named(String other) {
        return new RiskProfile(other, kind, currency, spending, lostOrStolen, maximumBalance, behaviour);
    }

    /** This profile with other limits of the second pair. */
    public RiskProfile withLostOrStolen(LostOrStolenLimits limits) {
        return new RiskProfile(name, kind, currency, spending, limits, maximumBalance, behaviour);
    }

    /** This profile with other decisions beside its limits. */
    public RiskProfile with(Behaviour other) {
        return new RiskProfile(name, kind, currency, spending, lostOrStolen, maximumBalance, other);
    }
}
