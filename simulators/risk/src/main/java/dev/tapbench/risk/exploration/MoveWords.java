package dev.tapbench.risk.exploration;

import dev.tapbench.risk.RiskProfile;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Moves in the words of a risk officer, and back: {@code pay 150.00 EUR where nobody can be asked}. */
public final class MoveWords {
    private static final String PASSCODE = "enter the passcode";
    private static final String PATTERN = "draw the pattern";
    private static final String SENSOR = "show the finger";
    private static final String PIN_IN_SLOT = "pay nothing in the slot and enter the PIN";
    private static final String SLOT = " in the slot";
    private static final String GATE = " at a gate";
    private static final String NEVER = "where nobody can be asked";
    private static final String AT_WISH = "where the issuer can be asked";
    private static final String ALWAYS = "where the issuer is always asked";
    private static final Pattern PAY = Pattern.compile("pay (\\S+ \\S+)(" + SLOT + ")?(" + GATE + ")? (where .*)");
    private static final Pattern ABROAD =
            Pattern.compile("pay in a currency without rate(" + SLOT + ")?(" + GATE + ")?");
    private static final Pattern LOAD = Pattern.compile("load (\\S+ \\S+)");

    private MoveWords() {}

    public static String of(Move move, RiskProfile profile) {
        if (move instanceof Move.Pay pay) {
            return "pay " + profile.money(pay.amount()) + at(pay.contactless(), pay.unattended()) + " "
                    + words(pay.issuer());
        }
        if (move instanceof Move.PayAbroad abroad) {
            return "pay in a currency without rate" + at(abroad.contactless(), abroad.unattended());
        }
        if (move instanceof Move.Load load) {
            return "load " + profile.money(load.amount());
        }
        return move instanceof Move.Passcode ? proof(profile) : PIN_IN_SLOT;
    }

    private static String at(boolean contactless, boolean unattended) {
        return (contactless ? "" : SLOT) + (unattended ? GATE : "");
    }

    private static String words(Move.Issuer issuer) {
        return switch (issuer) {
            case NEVER -> NEVER;
            case AT_WISH -> AT_WISH;
            case ALWAYS -> ALWAYS;
        };
    }

    private static String proof(RiskProfile profile) {
        return switch (OwnersProof.of(profile)) {
            case PATTERN -> PATTERN;
            case SENSOR -> SENSOR;
            default -> PASSCODE;
        };
    }

    /**
     * Reads what {@link #of} writes.
     *
     * @throws IllegalArgumentException when these are other words, or the amount is in another currency or has too many decimals
     */
    public static Move parse(String words, RiskProfile profile) {
        if (words.equals(proof(profile))) {
            return new Move.Passcode();
        }
        if (words.equals(PIN_IN_SLOT)) {
            return new Move.PinInSlot();
        }
        Matcher pay = PAY.matcher(words);
        Optional<Move.Issuer> issuer = Stream.of(Move.Issuer.values())
                .filter(known -> pay.matches() && words(known).equals(pay.group(4)))
                .findFirst();
        if (issuer.isPresent()) {
            return new Move.Pay(minor(pay.group(1), profile), pay.group(2) == null, issuer.get(), pay.group(3) != null);
        }
        Matcher abroad = ABROAD.matcher(words);
        if (abroad.matches()) {
            return new Move.PayAbroad(abroad.group(1) == null, abroad.group(2) != null);
        }
        Matcher load = LOAD.matcher(words);
        if (load.matches()) {
            return new Move.Load(minor(load.group(1), profile));
        }
        throw new IllegalArgumentException("'" + words + "' is no move: expected such as 'pay 10.00 "
                + profile.currency() + " " + NEVER + "', 'load 10.00 " + profile.currency() + "', '" + proof(profile)
                + "' or '"
                + PIN_IN_SLOT + "'");
    }

    private static long minor(String amount, RiskProfile profile) {
        String[] parts = amount.split(" ", -1);
        try {
            if (parts[1].equals(profile.currency().getCurrencyCode())) {
                return new BigDecimal(parts[0])
                        .movePointRight(profile.currency().getDefaultFractionDigits())
                        .longValueExact();
            }
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("'" + amount + "' is no amount in " + profile.currency(), e);
        }
        throw new IllegalArgumentException("'" + amount + "' is not in the profile's currency " + profile.currency());
    }
}
