package dev.tapbench.parties.terminal;

import dev.tapbench.emv.Tvr;
import dev.tapbench.ports.Bytes;

/**
 * Action codes (EMV Book 3, 10.7): which findings in the TVR decline, go online, or decline where nobody can be asked.
 *
 * @param denial decline at once
 * @param online ask the issuer
 * @param otherwise decline when the issuer cannot be asked ("default" in EMV)
 */
public record ActionCodes(Tvr denial, Tvr online, Tvr otherwise) {
    /** The codes from three values of 5 bytes. */
    static ActionCodes of(Bytes denial, Bytes online, Bytes otherwise) {
        return new ActionCodes(new Tvr(denial), new Tvr(online), new Tvr(otherwise));
    }

    /** What an acquirer usually sets: denied is what the card forbids; doubts about card or holder, and limits, go online. */
    static ActionCodes usual() {
        return of(Bytes.hex("0010000000"), Bytes.hex("FC70ACF800"), Bytes.hex("FC50AC2000"));
    }
}
