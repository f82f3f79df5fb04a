package dev.tapbench.bench;

import dev.tapbench.emv.CommandApdu;
import dev.tapbench.ports.Bytes;
import java.util.function.Predicate;

/** Picks the last STORE DATA (P1 b8, EMV CPS 1.1, 5.4) of one application of a card that has several. */
final class LastStoreData implements Predicate<Bytes> {
    private static final int SELECT = 0xA4;
    private static final int STORE_DATA = 0xE2;
    private static final int LAST = 0x80;

    private final Bytes aid;
    private boolean selected;
    private boolean watching;

    LastStoreData(Bytes aid) {
        this.aid = aid;
    }

    /** From now on the command is picked. */
    void watch() {
        watching = true;
    }

    @Override
    public boolean test(Bytes command) {
        CommandApdu apdu = CommandApdu.parse(command);
        if (apdu.ins() == SELECT) {
            selected = apdu.data().equals(aid);
        }
        return watching && selected && apdu.ins() == STORE_DATA && (apdu.p1() & LAST) != 0;
    }
}
