package dev.tapbench.emv.crypto;

import dev.tapbench.emv.LoadReceipt;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyLabel;

/** The MAC of a load receipt (protocol, section 3): that of an application cryptogram, under the AC session key of the load's ATC. */
public final class ReceiptMac {
    private static final int LENGTH = 8;

    private ReceiptMac() {}

    /** The MAC of 8 bytes that the receipt should carry. */
    public static Bytes compute(Hsm hsm, KeyLabel sessionKey, LoadReceipt receipt) {
        return EmvMac.of(hsm, sessionKey, receipt.covered(), LENGTH);
    }

    /** Whether the receipt carries it. */
    public static boolean holds(Hsm hsm, KeyLabel sessionKey, LoadReceipt receipt) {
        return compute(hsm, sessionKey, receipt).equals(receipt.mac());
    }
}
