package dev.tapbench.risk.exploration;

import dev.tapbench.risk.RiskProfile;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Moves in the words of a risk officer, and back: {@code pay 150.00 EUR where nobody can be asked}. */
public final class MoveWords {
    private static final String PASSCODE = "enter the passcode";
    private static final String PATTERN = "draw the pattern";
    private static final String SENSOR = "show the finger";
    private static final String PIN_IN_SLOT = "pay nothing in the slot and enter the PIN";
    private static final String SLOT = " in the slot";
    private static final String GATE = " at a gate";
    private static final String ONLINE = " where the issuer can be asked";
    private static final String OFFLINE = " where nobody can be asked";
    private static final Pattern PAY =
            Pattern.compile("pay (\\S+ \\S+)(" + SLOT + ")?(" + GATE + ")?(" + ONLINE + "|" + OFFLINE + ")");
    private static final Pattern LOAD = Pattern.compile("load (\\S+ \\S+)");

    private MoveWords() {}

    public static String of(Move move, RiskProfile profile) {
        if (move instanceof Move.Pay pay) {
            return "pay " + profile.money(pay.amount())
                    + (pay.contactless() ? "" : SLOT)
                    + (pay.unattended() ? GATE : "")
                    + (pay.online() ? ONLINE : OFFLINE);
        }
        if (move instanceof Move.Load load) {
            return "load " + profile.money(load.amount());
        }
        return move instanceof Move.Passcode ? proof(profile) : PIN_IN_SLOT;
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
        if (pay.matches()) {
            return new Move.Pay(
                    minor(pay.group(1), profile),
                    pay.group(2) == null,
                    pay.group(4).equals(ONLINE),
                    pay.group(3) != null);
        }
        Matcher load = LOAD.matcher(words);
        if (load.matches()) {
            return new Move.Load(minor(load.group(1), profile));
        }
        throw new IllegalArgumentException("'" + words + "' is no move: expected such as 'pay 10.00 "
                + profile.currency() + OFFLINE + "', 'load 10.00 " + profile.currency() + "', '" + proof(profile)
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
