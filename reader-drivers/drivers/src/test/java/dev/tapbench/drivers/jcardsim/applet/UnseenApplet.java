package dev.tapbench.drivers.jcardsim.applet;

import javacard.framework.APDU;
import javacard.framework.Applet;
import javacard.security.Checksum;

/** Calls what the chip cannot see: a checksum written into an array that is kept. Of test use only. */
public final class UnseenApplet extends Applet {
    private final byte[] kept = new byte[4];

    private UnseenApplet() {
        register();
    }

    /** Registers itself. */
    public static void install(byte[] buffer, short offset, byte length) {
        new UnseenApplet();
    }

    @Override
    public void process(APDU apdu) {
        Checksum.getInstance(Checksum.ALG_ISO3309_CRC16, false).doFinal(kept, (short) 0, (short) 4, kept, (short) 0);
    }
}
