package dev.tapbench.card;

import javacard.framework.AID;
import javacard.framework.JCSystem;
import javacard.framework.Shareable;

/** The directories beside the payment application, which a blocked card closes as well: EMV Book 3, 6.5.3. */
final class Directories {
    /** {@code 1PAY.SYS.DDF01}, EMV Book 1, 12.2.2. */
    private final byte[] contact;
    /** {@code 2PAY.SYS.DDF01}, EMV Contactless Book B, 3.3.2. */
    private final byte[] contactless;

    Directories() {
        contact = new byte[] {0x31, 0x50, 0x41, 0x59, 0x2E, 0x53, 0x59, 0x53, 0x2E, 0x44, 0x44, 0x46, 0x30, 0x31};
        contactless = new byte[] {0x32, 0x50, 0x41, 0x59, 0x2E, 0x53, 0x59, 0x53, 0x2E, 0x44, 0x44, 0x46, 0x30, 0x31};
    }

    /** Blocks both, as far as they are there. Inside a transaction of the caller. */
    void block() {
        block(contact);
        block(contactless);
    }

    private static void block(byte[] name) {
        AID aid = JCSystem.lookupAID(name, (short) 0, (byte) name.length);
        if (aid != null) {
            Shareable directory = JCSystem.getAppletShareableInterfaceObject(aid, (byte) 0);
            if (directory != null) {
                ((Directory) directory).block();
            }
        }
    }
}
