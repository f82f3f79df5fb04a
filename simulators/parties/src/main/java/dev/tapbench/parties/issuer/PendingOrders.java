package dev.tapbench.parties.issuer;

import dev.tapbench.emv.Csu;
import dev.tapbench.emv.Cvr;
import dev.tapbench.ports.Bytes;
import java.util.ArrayList;
import java.util.List;

/** The orders that a card has not been told yet, or may not have heard. */
final class PendingOrders {
    private static final int RESULT_LENGTH = 5;
    private static final int RESULT = 0xF0;
    private static final int SUCCESSFUL = 0x20;

    private final List<CardOrder> waiting = new ArrayList<>();
    private boolean sent;

    void add(CardOrder order) {
        waiting.add(order);
    }

    /**
     * The card asks again. What was sent with the last answer has arrived, unless the card says that it did not finish that
     * transaction (CVR byte 2 b1) or that a script failed (byte 4 b4): then it is sent once more.
     */
    void heard(Cvr cvr) {
        if (sent && !cvr.has(Cvr.Bit.LAST_ONLINE_NOT_COMPLETED) && !cvr.has(Cvr.Bit.SCRIPT_FAILED)) {
            waiting.clear();
        }
        sent = false;
    }

    /** A decision, and the orders that travel in it; a card on the hotlist is blocked by it. */
    Csu addTo(Csu decision, CardFile card) {
        sent = !waiting.isEmpty();
        Csu csu = card.hotlisted() ? decision.with(Csu.Bit.APPLICATION_BLOCK) : decision;
        for (CardOrder order : waiting) {
            if (order instanceof CardOrder.BlockCard) {
                csu = csu.with(Csu.Bit.CARD_BLOCK);
            } else if (order instanceof CardOrder.ResetPinTries) {
                csu = csu.withPinTryCounter(card.product().pinTries());
            } else if (order instanceof CardOrder.GoOnlineNext) {
                csu = csu.with(Csu.Bit.GO_ONLINE_NEXT);
            }
        }
        return csu;
    }

    /** Those that travel as scripts. */
    List<CardOrder> scripts() {
        return waiting.stream().filter(PendingOrders::isScript).toList();
    }

    private static boolean isScript(CardOrder order) {
        return order instanceof CardOrder.BlockApplication
                || order instanceof CardOrder.ChangePin
                || order instanceof CardOrder.LimitLostOrStolen;
    }

    /**
     * The terminal's report on the scripts.
     *
     * @param results 9F5B, 5 bytes for each template (EMV Book 4, Annex A5); what is no such report says nothing
     */
    void reported(Bytes results) {
        boolean successful = !results.isEmpty() && results.length() % RESULT_LENGTH == 0;
        for (int at = 0; successful && at < results.length(); at += RESULT_LENGTH) {
            successful = (results.at(at) & RESULT) == SUCCESSFUL;
        }
        if (successful) {
            waiting.removeIf(PendingOrders::isScript);
        }
    }

    /** Which are waiting. */
    List<CardOrder> waiting() {
        return List.copyOf(waiting);
    }
}
