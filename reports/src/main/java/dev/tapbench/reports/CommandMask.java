package dev.tapbench.reports;

import dev.tapbench.ports.Bytes;
import java.util.BitSet;
import java.util.Set;

/**
 * Finds the secret half-bytes of the commands that one link carries, asked in their order: what a secured data field holds is
 * told by the security level of the session, and a data grouping may go on in the next command.
 */
final class CommandMask {
    private static final int HEADER = 5;
    private static final int MAC = 8;
    private static final int LEVEL_MAC = 0x01;
    private static final int LEVEL_ENCIPHERED = 0x02;
    /** After a header that was cut nobody can tell where the next grouping begins: more bytes than a session has. */
    private static final int REST_OF_SESSION = 1 << 24;

    private final ApduMask elements;
    /** P1 of the session's EXTERNAL AUTHENTICATE; 0 while none was seen. */
    private int level;
    /** Bytes of a data grouping that are still to come. */
    private int continues;

    private boolean continuesSecret;

    CommandMask(ApduMask elements) {
        this.elements = elements;
    }

    /** The secret half-bytes of the next command, numbered from 0. */
    BitSet next(Bytes command) {
        BitSet mask = new BitSet();
        if (command.length() < 2) {
            return mask;
        }
        follow(command);
        if (command.length() <= HEADER) {
            return mask;
        }
        int from = HEADER;
        int to = Math.min(command.length(), HEADER + command.at(4));
        switch (command.at(1)) {
            case 0x20, 0x24 -> elements.hide(command, from, to, mask, "PIN of a command"); // VERIFY, PIN CHANGE/UNBLOCK
            case 0xD8, 0xE6 -> elements.hide(command, from, to, mask, "keys of a command"); // PUT KEY, INSTALL
            case 0xE2 -> storeData(command, from, to, mask);
            case 0xDA -> { // PUT DATA
                if (Set.of(0x8000, 0x8010, 0x8011, 0x8012).contains(command.at(2) << 8 | command.at(3))) {
                    elements.hide(command, from, to, mask, "keys of a command");
                } else {
                    elements.tlv(command, from, to, mask);
                }
            }
            default -> elements.tlv(command, from, to, mask);
        }
        return mask;
    }

    /** SELECT and INITIALIZE UPDATE end a session (GlobalPlatform Card 2.3.1, App. E); EXTERNAL AUTHENTICATE says its level. */
    private void follow(Bytes command) {
        boolean external = command.at(1) == 0x82 && (command.at(0) & 0x80) != 0;
        if (external || command.at(1) == 0xA4 || command.at(1) == 0x50) {
            level = external && command.length() > 2 ? command.at(2) : 0;
            continues = 0;
        }
    }

    /**
     * STORE DATA (EMV CPS 1.1, 4.3.4). Where P1 says that the data groupings are enciphered, and for the groupings that hold
     * keys and PIN, all contents are hidden; elsewhere PAN and tracks. Under secure messaging the session decides whether there
     * are groupings to be seen: at level 01 they are clear and the MAC follows; at level 03 the field is one cryptogram under
     * the session key, which stays as it is; where the level is not known the whole field is hidden, for it may be clear.
     */
    private void storeData(Bytes command, int from, int to, BitSet mask) {
        boolean enciphered = (command.at(2) & 0x60) == 0x60;
        boolean secured = (command.at(0) & 0x04) != 0;
        if (!secured) {
            groupings(command, from, to, mask, enciphered);
        } else if (enciphered) {
            elements.hide(command, from, to, mask, "enciphered data groupings");
        } else if (level == LEVEL_MAC) {
            groupings(command, from, Math.max(from, to - MAC), mask, false);
        } else if ((level & LEVEL_ENCIPHERED) == 0) {
            mask.set(2 * from, 2 * to);
        }
    }

    private void groupings(Bytes command, int from, int end, BitSet mask, boolean enciphered) {
        int at = continued(command, from, end, mask);
        while (at + 3 <= end) {
            int dgi = command.at(at) << 8 | command.at(at + 1);
            boolean longForm = command.at(at + 2) == 0xFF && at + 5 <= end;
            int length = longForm ? command.at(at + 3) << 8 | command.at(at + 4) : command.at(at + 2);
            int value = at + (longForm ? 5 : 3);
            int next = Math.min(value + length, end);
            int group = dgi >> 8;
            boolean secret = enciphered || (group >= 0x80 && group <= 0x83);
            if (secret) {
                elements.hide(command, value, next, mask, "data grouping " + Bytes.number(dgi, 2));
            } else {
                elements.tlv(command, value, next, mask);
            }
            continues = value + length - next;
            continuesSecret = secret;
            at = next;
        }
        if (at < end) {
            mask.set(2 * at, 2 * end);
            continues = REST_OF_SESSION;
            continuesSecret = false;
        }
    }

    /** The rest of a grouping: hidden whole, for where its data elements begin cannot be told any more. */
    private int continued(Bytes command, int from, int end, BitSet mask) {
        int next = Math.min(from + continues, end);
        if (continuesSecret) {
            elements.hide(command, from, next, mask, "rest of a data grouping");
        } else {
            mask.set(2 * from, 2 * next);
        }
        continues -= next - from;
        return next;
    }
}
