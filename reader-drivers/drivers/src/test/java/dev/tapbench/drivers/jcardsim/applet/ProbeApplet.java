package dev.tapbench.drivers.jcardsim.applet;

import javacard.framework.APDU;
import javacard.framework.Applet;
import javacard.framework.ISO7816;
import javacard.framework.ISOException;
import javacard.framework.JCSystem;
import javacard.framework.Util;
import javacard.security.ECPublicKey;
import javacard.security.KeyBuilder;
import javacard.security.KeyPair;
import javacard.security.RandomData;

/** Shows what a runtime does to an applet: one instruction a question. Of test use only, so it is no model applet. */
public final class ProbeApplet extends Applet {
    private static byte activations;

    private final RandomData random = RandomData.getInstance(RandomData.ALG_KEYGENERATION);
    private final byte[] drawnAtInstall = new byte[8];
    private final byte[] parameters;
    private final byte[] persistent = new byte[1];
    private final byte[] untilReset = JCSystem.makeTransientByteArray((short) 1, JCSystem.CLEAR_ON_RESET);
    private final byte[] untilDeselect = JCSystem.makeTransientByteArray((short) 1, JCSystem.CLEAR_ON_DESELECT);
    private byte field;

    private ProbeApplet(byte[] buffer, short offset, byte length) {
        parameters = new byte[length];
        Util.arrayCopyNonAtomic(buffer, offset, parameters, (short) 0, length);
        random.nextBytes(drawnAtInstall, (short) 0, (short) 8);
        if (buffer[offset] != 0) {
            register(buffer, (short) (offset + 1), buffer[offset]);
        }
    }

    /** Registers itself. */
    public static void install(byte[] buffer, short offset, byte length) {
        new ProbeApplet(buffer, offset, length);
    }

    @Override
    public void process(APDU apdu) {
        if (selectingApplet()) {
            return;
        }
        byte[] buffer = apdu.getBuffer();
        switch (buffer[ISO7816.OFFSET_INS]) {
            case 0x01 -> {
                random.nextBytes(buffer, (short) 0, (short) 8);
                apdu.setOutgoingAndSend((short) 0, (short) 8);
            }
            case 0x02 -> answer(apdu, APDU.getProtocol());
            case 0x03 -> {
                untilReset[0] = buffer[ISO7816.OFFSET_P1];
                untilDeselect[0] = buffer[ISO7816.OFFSET_P1];
                persistent[0] = buffer[ISO7816.OFFSET_P1];
            }
            case 0x04 -> {
                buffer[0] = untilReset[0];
                buffer[1] = untilDeselect[0];
                buffer[2] = persistent[0];
                apdu.setOutgoingAndSend((short) 0, (short) 3);
            }
            case 0x05 -> answer(apdu, parameters[(short) (parameters.length + 5)]);
            case 0x06 -> ISOException.throwIt(ISO7816.SW_CONDITIONS_NOT_SATISFIED);
            case 0x07 -> answer(apdu, ++activations);
            case 0x08 -> {
                Util.arrayCopyNonAtomic(drawnAtInstall, (short) 0, buffer, (short) 0, (short) 8);
                apdu.setOutgoingAndSend((short) 0, (short) 8);
            }
            case 0x09 -> {
                Util.arrayCopyNonAtomic(parameters, (short) 0, buffer, (short) 0, (short) parameters.length);
                apdu.setOutgoingAndSend((short) 0, (short) parameters.length);
            }
            case 0x0A -> {
                KeyPair pair = new KeyPair(KeyPair.ALG_EC_FP, KeyBuilder.LENGTH_EC_FP_192);
                pair.genKeyPair();
                apdu.setOutgoingAndSend((short) 0, ((ECPublicKey) pair.getPublic()).getW(buffer, (short) 0));
            }
            case 0x0B -> {
                // Leaves the transaction open: the runtime has to abort it.
                JCSystem.beginTransaction();
                persistent[0] = buffer[ISO7816.OFFSET_P1];
                field = buffer[ISO7816.OFFSET_P1];
                untilReset[0] = buffer[ISO7816.OFFSET_P1];
                ISOException.throwIt(ISO7816.SW_DATA_INVALID);
            }
            case 0x0C -> answer(apdu, field);
            case 0x0D -> {
                JCSystem.beginTransaction();
                persistent[0] = buffer[ISO7816.OFFSET_P1];
                field = buffer[ISO7816.OFFSET_P1];
                JCSystem.commitTransaction();
            }
            default -> ISOException.throwIt(ISO7816.SW_INS_NOT_SUPPORTED);
        }
    }

    private static void answer(APDU apdu, byte value) {
        apdu.getBuffer()[0] = value;
        apdu.setOutgoingAndSend((short) 0, (short) 1);
    }
}
