package dev.tapbench.card;

import javacard.framework.APDU;
import javacard.framework.ISO7816;

/** The commands this card knows, and how their data comes in. */
final class Command {
    static final byte CLA_ISO = (byte) 0x00;
    static final byte CLA_PROPRIETARY = (byte) 0x80;
    static final byte CLA_SECURED = (byte) 0x84;
    /** A script command of EMV's own, with secure messaging in format 1. */
    static final byte CLA_SCRIPT = (byte) 0x8C;
    /** A script command of ISO/IEC 7816-4, likewise. */
    static final byte CLA_ISO_SCRIPT = (byte) 0x0C;

    static final byte CARD_BLOCK = (byte) 0x16;
    static final byte APPLICATION_UNBLOCK = (byte) 0x18;
    static final byte APPLICATION_BLOCK = (byte) 0x1E;

    static final byte VERIFY = (byte) 0x20;
    static final byte PIN_CHANGE = (byte) 0x24;
    static final byte INITIALIZE_UPDATE = (byte) 0x50;
    static final byte EXTERNAL_AUTHENTICATE = (byte) 0x82;
    static final byte GET_CHALLENGE = (byte) 0x84;
    static final byte INTERNAL_AUTHENTICATE = (byte) 0x88;
    static final byte SELECT = (byte) 0xA4;
    static final byte GET_PROCESSING_OPTIONS = (byte) 0xA8;
    static final byte GENERATE_AC = (byte) 0xAE;
    static final byte READ_RECORD = (byte) 0xB2;
    static final byte GET_DATA = (byte) 0xCA;
    static final byte PUT_DATA = (byte) 0xDA;
    static final byte UPDATE_RECORD = (byte) 0xDC;
    static final byte STORE_DATA = (byte) 0xE2;

    private Command() {}

    /** Whether the command came through the antenna; a card's contacts and a phone's wired interface are both not. */
    static boolean isContactless() {
        byte media = (byte) (APDU.getProtocol() & APDU.PROTOCOL_MEDIA_MASK);
        return media == APDU.PROTOCOL_MEDIA_CONTACTLESS_TYPE_A || media == APDU.PROTOCOL_MEDIA_CONTACTLESS_TYPE_B;
    }

    /** Takes the whole data field in, behind the header in the APDU buffer, and gives its length. */
    static short receive(APDU apdu) {
        short received = apdu.setIncomingAndReceive();
        short length = apdu.getIncomingLength();
        while (received < length) {
            received = (short) (received + apdu.receiveBytes((short) (ISO7816.OFFSET_CDATA + received)));
        }
        return length;
    }

    /** Sends an answer that stands in another buffer. */
    static void send(APDU apdu, byte[] answer, short offset, short length) {
        apdu.setOutgoing();
        apdu.setOutgoingLength(length);
        apdu.sendBytesLong(answer, offset, length);
    }

    /** 6E00 unless the class byte is one this card speaks at all. */
    static void requireKnownClass(byte[] buffer) {
        byte cla = buffer[ISO7816.OFFSET_CLA];
        boolean plain = cla == CLA_ISO || cla == CLA_PROPRIETARY;
        Status.unless(plain || cla == CLA_SECURED || cla == CLA_SCRIPT || cla == CLA_ISO_SCRIPT, Status.CLASS);
    }

    /** 6E00 unless the class byte is the one of this instruction. */
    static void requireClass(byte[] buffer, byte cla) {
        Status.unless(buffer[ISO7816.OFFSET_CLA] == cla, Status.CLASS);
    }

    /** 6A86 unless both parameters are these. */
    static void requireParameters(byte[] buffer, byte p1, byte p2) {
        Status.unless(buffer[ISO7816.OFFSET_P1] == p1 && buffer[ISO7816.OFFSET_P2] == p2, Status.P1_P2);
    }
}
