package dev.tapbench.emv.crypto.scheme;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.CipherMode;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyKind;
import dev.tapbench.ports.hsm.KeyLabel;

/**
 * Session keys that are sums of other keys: no operation of a module makes them, so they are in this process's memory. Test keys
 * only.
 */
public final class ClearSessionKey {
    private static final int HALF = 8;

    private ClearSessionKey() {}

    /**
     * Visa's for secure messaging, as pyemv publishes it: the master key xor the ATC, its right half xor the inverse.
     *
     * @param mk 16 bytes
     */
    public static Bytes visaSecureMessaging(Bytes mk, int atc) {
        return mk.xor(SchemeSessionKey.counters(atc));
    }

    /**
     * The shape of the tree of EMV2000.
     *
     * @param height levels, 8 or 16 in practice
     * @param branches of each node, 4 or 2
     * @param iv 16 bytes
     */
    public record Tree(int height, int branches, Bytes iv) {
        /** Checks that there is a tree with a grandparent for each leaf. */
        public Tree {
            if (height < 2 || height > 16 || branches < 2 || branches > 256 || iv.length() != 2 * HALF) {
                throw new IllegalArgumentException("a tree of EMV2000 has 2 to 16 levels, 2 to 256 branches and an"
                        + " initial vector of 16 bytes, not " + height + ", " + branches + " and " + iv.length());
            }
        }
    }

    /**
     * EMV2000's (EMV2000 Book 2, A1.3.1, since replaced by bulletin 46): the leaf of the ATC xor its grandparent.
     *
     * @param mk 16 bytes
     * @param scratch a label for the nodes on the way, whose keys the caller destroys
     */
    public static Bytes emv2000(Hsm hsm, Bytes mk, int atc, Tree tree, KeyLabel scratch) {
        Bytes grandparent = tree.iv();
        Bytes parent = mk;
        Bytes last = mk;
        for (int level = 1; level <= tree.height(); level++) {
            int below = tree.height() - level;
            long number = atc / (long) Math.pow(tree.branches(), below) % tree.branches();
            Bytes child = child(hsm, parent, grandparent, number, scratch);
            last = grandparent;
            grandparent = parent;
            parent = child;
        }
        return parent.xor(last);
    }

    private static Bytes child(Hsm hsm, Bytes parent, Bytes grandparent, long number, KeyLabel scratch) {
        Bytes branch = Bytes.number(number, HALF);
        Bytes left = grandparent.slice(0, HALF).xor(branch);
        Bytes right = grandparent.from(HALF).xor(branch).xor(Bytes.number(0xF0, HALF));
        hsm.importKey(scratch, KeyKind.TDES, parent);
        return hsm.encrypt(
                scratch, CipherMode.TDES_ECB, CipherMode.TDES_ECB.algorithm().zeroIcv(), left.then(right));
    }
}
