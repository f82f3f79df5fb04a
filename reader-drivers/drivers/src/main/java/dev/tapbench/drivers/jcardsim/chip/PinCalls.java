package dev.tapbench.drivers.jcardsim.chip;

import javacard.framework.OwnerPIN;
import javacard.framework.PIN;

/** Called in place of what writes a PIN, for the place in the source; each PIN that an applet makes is a {@link CardPin}. */
public final class PinCalls {
    private PinCalls() {}

    public static boolean check(PIN pin, byte[] value, short offset, byte length, int place) {
        return pin instanceof CardPin own ? own.check(value, offset, length, place) : pin.check(value, offset, length);
    }

    public static void reset(PIN pin, int place) {
        if (pin instanceof CardPin own) {
            own.reset(place);
        } else {
            pin.reset();
        }
    }

    public static void resetAndUnblock(OwnerPIN pin, int place) {
        if (pin instanceof CardPin own) {
            own.resetAndUnblock(place);
        } else {
            pin.resetAndUnblock();
        }
    }

    public static void update(OwnerPIN pin, byte[] value, short offset, byte length, int place) {
        if (pin instanceof CardPin own) {
            own.update(value, offset, length, place);
        } else {
            pin.update(value, offset, length);
        }
    }
}
