package dev.tapbench.drivers.jcardsim;

import dev.tapbench.drivers.jcardsim.chip.PowerLoss;
import javacard.framework.AID;
import javacard.framework.APDU;
import javacard.framework.Applet;
import javacard.framework.ISOException;
import javacard.framework.Shareable;
import org.jspecify.annotations.Nullable;

/** Stands before an applet and remembers how it crashed: jCardSim makes 6F00 of every exception and forgets it. */
final class WatchedApplet extends Applet {
    private final Applet applet;
    private @Nullable Throwable crash;

    WatchedApplet(Applet applet) {
        this.applet = applet;
    }

    /** What the applet threw since the last question and was no {@link ISOException}. */
    @Nullable
    Throwable takeCrash() {
        Throwable taken = crash;
        crash = null;
        return taken;
    }

    /** The applet behind. */
    Applet applet() {
        return applet;
    }

    @Override
    public boolean select() {
        try {
            return applet.select();
        } catch (Throwable e) {
            throw remembered(e);
        }
    }

    @Override
    public void deselect() {
        try {
            applet.deselect();
        } catch (Throwable e) {
            throw remembered(e);
        }
    }

    @Override
    public void process(APDU apdu) {
        try {
            applet.process(apdu);
        } catch (Throwable e) {
            throw remembered(e);
        }
    }

    @Override
    public Shareable getShareableInterfaceObject(AID client, byte parameter) {
        return applet.getShareableInterfaceObject(client, parameter);
    }

    private RuntimeException remembered(Throwable e) {
        if (e instanceof PowerLoss cut) {
            // No crash: the chip's memory knows it.
            throw cut;
        }
        if (e instanceof ISOException status) {
            return status;
        }
        crash = e;
        return e instanceof RuntimeException runtime ? runtime : new IllegalStateException(e);
    }
}
