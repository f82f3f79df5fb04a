package dev.tapbench.measure.applet;

import javacard.framework.APDU;
import javacard.framework.Applet;
import javacard.framework.ISO7816;
import javacard.framework.ISOException;
import javacard.security.DESKey;
import javacard.security.KeyBuilder;
import javacard.security.Signature;

/** Does one thing a command: gives the data back, or a MAC over them. Its key is fixed and protects nothing. */
public final class AnsweringApplet extends Applet {
    /** ISO/IEC 7816-4, 11.5.2; the answer is format 1 (EMV Book 3, 6.5.9): 80, length, MAC. */
    private static final byte INTERNAL_AUTHENTICATE = (byte) 0x88;

    private static final byte ECHO = (byte) 0xEE;
    private static final byte FORMAT_1 = (byte) 0x80;
    private static final byte MAC_LENGTH = (byte) 8;
    private static final short KEY_BITS = (short) 128;

    private final DESKey key;
    private final Signature retailMac;

    private AnsweringApplet() {
        key = (DESKey) KeyBuilder.buildKey(KeyBuilder.TYPE_DES, KEY_BITS, false);
        byte[] clear = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
        key.setKey(clear, (short) 0);
        retailMac = Signature.getInstance(Signature.ALG_DES_MAC8_ISO9797_1_M2_ALG3, false);
    }

    /** Registers itself under the AID of the install data. */
    public static void install(byte[] parameters, short offset, byte length) {
        new AnsweringApplet().register(parameters, (short) (offset + 1), parameters[offset]);
    }

    @Override
    public void process(APDU apdu) {
        if (selectingApplet()) {
            return;
        }
        byte[] buffer = apdu.getBuffer();
        short length = apdu.setIncomingAndReceive();
        switch (buffer[ISO7816.OFFSET_INS]) {
            case INTERNAL_AUTHENTICATE:
                retailMac.init(key, Signature.MODE_SIGN);
                retailMac.sign(buffer, ISO7816.OFFSET_CDATA, length, buffer, (short) 2);
                buffer[0] = FORMAT_1;
                buffer[1] = MAC_LENGTH;
                apdu.setOutgoingAndSend((short) 0, (short) 10);
                return;
            case ECHO:
                apdu.setOutgoingAndSend(ISO7816.OFFSET_CDATA, length);
                return;
            default:
                ISOException.throwIt(ISO7816.SW_INS_NOT_SUPPORTED);
        }
    }
}
