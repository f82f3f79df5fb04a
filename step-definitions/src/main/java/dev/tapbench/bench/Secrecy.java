package dev.tapbench.bench;

import dev.tapbench.emv.Pin;
import dev.tapbench.emv.crypto.PinBlocks;
import dev.tapbench.ports.DeviceException;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.PinSource;
import dev.tapbench.profiles.CardProfile;
import dev.tapbench.profiles.TestKeys;
import dev.tapbench.reports.Secrets;

/** Tells the reports what must never be written: test keys and PINs are treated like live ones. */
public final class Secrecy {
    private Secrecy() {}

    /** No key and no PIN of this profile may be written anywhere. */
    public static void register(Secrets secrets, CardProfile profile) {
        TestKeys keys = profile.keys();
        secrets.forbid("KMC", keys.kmc());
        secrets.forbid("issuer master key AC", keys.ac());
        secrets.forbid("issuer master key SMI", keys.smi());
        secrets.forbid("issuer master key SMC", keys.smc());
        secrets.forbid("transport key issuer to MOTAPS", keys.issuerToMotaps());
        secrets.forbid("transport key MOTAPS to TSP", keys.motapsToTsp());
        secrets.forbid("terminal MAC key", keys.terminalMac());
        secrets.forbid("PIN block", PinBlocks.format2(profile.pin().reference()));
        secrets.forbid("PIN block", PinBlocks.format2(wrong(profile.pin().reference())));
        keys.sensor().ifPresent(key -> secrets.forbid("sensor master key", key));
        profile.pin().pattern().ifPresent(pattern -> {
            secrets.forbid("pattern", PinBlocks.format2(pattern));
            secrets.forbid("pattern", PinBlocks.format2(wrong(pattern)));
        });
    }

    /**
     * A PIN that somebody has keyed in, which may be written nowhere from now on.
     *
     * @param known the PIN of the card's profile
     * @throws DeviceException when it is none, or not the one that was asked for; what was keyed in is not told
     */
    static Pin keyedIn(Secrets secrets, String digits, Card card, PinSource.Which which, Pin known) {
        Pin pin;
        try {
            pin = Pin.of(digits);
        } catch (IllegalArgumentException e) {
            throw new DeviceException("what was keyed in for '" + card.id() + "' is no PIN: " + e.getMessage(), e);
        }
        secrets.forbid("PIN block", PinBlocks.format2(pin));
        if (which == PinSource.Which.RIGHT && !pin.equals(known)) {
            throw new DeviceException("what was keyed in as the right PIN of '" + card.id()
                    + "' is another one, and was not given to the card: expected the PIN of its profile");
        }
        if (which == PinSource.Which.WRONG && pin.equals(known)) {
            throw new DeviceException("what was keyed in as a wrong PIN of '" + card.id()
                    + "' is the right one, and was not given to the card: expected any other PIN");
        }
        return pin;
    }

    /** A PIN of the same length that is not this one: somebody's mistake. */
    public static Pin wrong(Pin pin) {
        String digits = pin.digits();
        int last = digits.charAt(digits.length() - 1) - '0';
        return Pin.of(digits.substring(0, digits.length() - 1) + (last + 1) % 10);
    }
}
