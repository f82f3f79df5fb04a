package dev.tapbench.drivers.jcardsim.applet;

import javacard.framework.APDU;
import javacard.framework.Applet;
import javacard.framework.ISO7816;
import javacard.framework.ISOException;
import javacard.framework.JCSystem;
import javacard.framework.OwnerPIN;
import javacard.framework.Util;
import javacard.security.CryptoException;
import javacard.security.DESKey;
import javacard.security.KeyBuilder;
import javacard.security.MessageDigest;
import javacard.security.Signature;
import javacardx.crypto.Cipher;

/** Volatile state of each kind, and commands that show what is left of it. Of test use only. */
public final class VolatileApplet extends Applet {
    private static final short BITS = KeyBuilder.LENGTH_DES3_2KEY;
    private static final short KEY_BYTES = 16;

    private final byte[] bytesUntilReset = JCSystem.makeTransientByteArray((short) 1, JCSystem.CLEAR_ON_RESET);
    private final byte[] bytesUntilDeselect = JCSystem.makeTransientByteArray((short) 1, JCSystem.CLEAR_ON_DESELECT);
    private final short[] shorts = JCSystem.makeTransientShortArray((short) 1, JCSystem.CLEAR_ON_RESET);
    private final boolean[] booleans = JCSystem.makeTransientBooleanArray((short) 1, JCSystem.CLEAR_ON_RESET);
    private final Object[] references = JCSystem.makeTransientObjectArray((short) 1, JCSystem.CLEAR_ON_RESET);
    private final byte[] value = new byte[KEY_BYTES];
    private final DESKey untilReset = (DESKey) KeyBuilder.buildKey(KeyBuilder.TYPE_DES_TRANSIENT_RESET, BITS, false);
    private final DESKey untilDeselect =
            (DESKey) KeyBuilder.buildKey(KeyBuilder.TYPE_DES_TRANSIENT_DESELECT, BITS, false);
    private final DESKey kept = (DESKey) KeyBuilder.buildKey(KeyBuilder.TYPE_DES, BITS, false);
    private final Signature mac = Signature.getInstance(Signature.ALG_DES_MAC8_ISO9797_M2, false);
    private final Cipher cipher = Cipher.getInstance(Cipher.ALG_DES_CBC_NOPAD, false);
    private final Cipher withVolatileKey = Cipher.getInstance(Cipher.ALG_DES_ECB_NOPAD, false);
    private final MessageDigest digest = MessageDigest.getInstance(MessageDigest.ALG_SHA, false);
    private final OwnerPIN pin = new OwnerPIN((byte) 3, (byte) 4);

    private VolatileApplet(byte[] buffer, short offset) {
        pin.update(value, (short) 0, (byte) 4);
        kept.setKey(value, (short) 0);
        mac.init(kept, Signature.MODE_SIGN);
        cipher.init(kept, Cipher.MODE_ENCRYPT, value, (short) 0, (short) 8);
        register(buffer, (short) (offset + 1), buffer[offset]);
    }

    /** Registers itself. */
    public static void install(byte[] buffer, short offset, byte length) {
        new VolatileApplet(buffer, offset);
    }

    @Override
    public void process(APDU apdu) {
        if (selectingApplet()) {
            return;
        }
        byte[] buffer = apdu.getBuffer();
        switch (buffer[ISO7816.OFFSET_INS]) {
            case 0x01 -> state(apdu);
            case 0x02 -> fill(buffer[ISO7816.OFFSET_P2]);
            case 0x03 -> begin();
            case 0x04 -> finish(apdu);
            case 0x05 -> useVolatileKey(apdu);
            default -> ISOException.throwIt(ISO7816.SW_INS_NOT_SUPPORTED);
        }
    }

    /** One byte for each kind: what it holds, or whether it is initialized. */
    private void state(APDU apdu) {
        byte[] buffer = apdu.getBuffer();
        short at = 0;
        buffer[at++] = bytesUntilReset[0];
        buffer[at++] = bytesUntilDeselect[0];
        buffer[at++] = (byte) shorts[0];
        buffer[at++] = (byte) (booleans[0] ? 1 : 0);
        buffer[at++] = (byte) (references[0] == null ? 0 : 1);
        buffer[at++] = (byte) (untilReset.isInitialized() ? 1 : 0);
        buffer[at++] = (byte) (untilDeselect.isInitialized() ? 1 : 0);
        buffer[at++] = (byte) (kept.isInitialized() ? 1 : 0);
        buffer[at++] = (byte) (pin.isValidated() ? 1 : 0);
        apdu.setOutgoingAndSend((short) 0, at);
    }

    private void fill(byte with) {
        bytesUntilReset[0] = with;
        bytesUntilDeselect[0] = with;
        shorts[0] = with;
        booleans[0] = true;
        references[0] = this;
        untilReset.setKey(value, (short) 0);
        untilDeselect.setKey(value, (short) 0);
        withVolatileKey.init(untilReset, Cipher.MODE_ENCRYPT);
        pin.check(value, (short) 0, (byte) 4);
    }

    /** A signature, a cipher and a digest that have had 8 bytes and wait for more. */
    private void begin() {
        byte[] work = JCSystem.makeTransientByteArray((short) 8, JCSystem.CLEAR_ON_DESELECT);
        mac.update(value, (short) 0, (short) 8);
        cipher.update(value, (short) 0, (short) 8, work, (short) 0);
        digest.update(value, (short) 0, (short) 8);
    }

    /** What the three make of 8 bytes: signature 8, cryptogram 8, digest 20. */
    private void finish(APDU apdu) {
        byte[] buffer = apdu.getBuffer();
        mac.sign(value, (short) 0, (short) 8, buffer, (short) 0);
        cipher.doFinal(value, (short) 0, (short) 8, buffer, (short) 8);
        digest.doFinal(value, (short) 0, (short) 8, buffer, (short) 16);
        apdu.setOutgoingAndSend((short) 0, (short) 36);
    }

    private void useVolatileKey(APDU apdu) {
        byte[] buffer = apdu.getBuffer();
        try {
            withVolatileKey.doFinal(value, (short) 0, (short) 8, buffer, (short) 0);
        } catch (CryptoException e) {
            Util.setShort(buffer, (short) 0, e.getReason());
            ISOException.throwIt((short) (0x6A00 + e.getReason()));
        }
        apdu.setOutgoingAndSend((short) 0, (short) 8);
    }
}
