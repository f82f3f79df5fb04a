package dev.tapbench.parties.inspection;

import dev.tapbench.emv.CommandApdu;
import dev.tapbench.emv.ResponseApdu;
import dev.tapbench.ports.card.CardLink;

/** Commands and answers over one link. */
record Dialogue(CardLink link) {
    ResponseApdu send(CommandApdu command) {
        return ResponseApdu.parse(link.transmit(command.toBytes().toArray()));
    }
}
