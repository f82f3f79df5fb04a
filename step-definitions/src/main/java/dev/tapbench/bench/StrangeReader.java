package dev.tapbench.bench;

import dev.tapbench.emv.CommandApdu;
import dev.tapbench.emv.Commands;
import dev.tapbench.emv.Pin;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.crypto.PinBlocks;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.Reader;

/**
 * A reader that somebody holds to a phone in its owner's pocket. It sends over the air what only the phone's own processor may
 * send, over the wire. What the applet answers is in the trace, and no concern of its.
 */
public final class StrangeReader {
    private static final Bytes ANY = Bytes.of(0);

    private final Reader antenna;
    private final Card secureElement;
    private final Bytes aid;

    /** @param aid of the payment application */
    StrangeReader(Reader antenna, Card secureElement, Bytes aid) {
        this.antenna = antenna;
        this.secureElement = secureElement;
        this.aid = aid;
    }

    /** Enters a passcode that somebody has overheard (EMV Book 3, 6.5.12, in clear). */
    public void enter(Pin passcode) {
        send(Commands.verifyPlaintext(PinBlocks.format2(passcode)));
    }

    /** Takes back what the owner has armed the phone for. */
    public void disarm() {
        send(Commands.putData(Tags.DISARM, ANY));
    }

    private void send(CommandApdu command) {
        try (CardLink link = antenna.tap(secureElement)) {
            link.transmit(Commands.select(aid).toBytes().toArray());
            link.transmit(command.toBytes().toArray());
        }
    }
}
