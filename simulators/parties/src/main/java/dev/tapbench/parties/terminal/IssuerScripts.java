package dev.tapbench.parties.terminal;

import dev.tapbench.emv.CommandApdu;
import dev.tapbench.emv.StatusWord;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.emv.Tsi;
import dev.tapbench.emv.Tvr;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.card.CardRemovedException;
import dev.tapbench.ports.trace.Decided;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.Party;
import java.util.List;

/**
 * Issuer scripts (EMV Book 3, 10.10): the commands of each template in their order, up to the first that fails. The terminal
 * does not look into them; it keeps what came of each for the issuer (9F5B: EMV Book 4, Annex A5).
 */
final class IssuerScripts {
    private static final int NOT_PERFORMED = 0x00;
    private static final int FAILED = 0x10;
    private static final int SUCCESSFUL = 0x20;
    private static final int HIGHEST_NUMBER = 0x0F;
    private static final int IDENTIFIER_LENGTH = 4;

    private final Terminal terminal;
    private final CardDialogue card;
    private final Transaction transaction;
    private Bytes results = Bytes.empty();
    private boolean cardLeft;

    IssuerScripts(Terminal terminal, CardDialogue card, Transaction transaction) {
        this.terminal = terminal;
        this.card = card;
        this.transaction = transaction;
    }

    /** Template 71: a failure goes into the TVR that the second GENERATE AC carries. */
    void beforeSecondCryptogram(List<Tlv> templates) {
        run(templates, Tvr.Bit.SCRIPT_FAILED_BEFORE_AC);
    }

    /** Template 72: the transaction is decided already. */
    void afterSecondCryptogram(List<Tlv> templates) {
        run(templates, Tvr.Bit.SCRIPT_FAILED_AFTER_AC);
    }

    /** 9F5B; empty where the issuer sent no script. */
    Bytes results() {
        return results;
    }

    private void run(List<Tlv> templates, Tvr.Bit failure) {
        for (Tlv template : templates) {
            int result = run(template);
            transaction.performed(Tsi.Bit.SCRIPT_PROCESSING_PERFORMED);
            boolean successful = result == SUCCESSFUL;
            if (!successful) {
                transaction.found(failure);
            }
            results = results.then(Bytes.of(result)).then(identifier(template));
            terminal.trace()
                    .record(new Decided(
                            Party.TERMINAL,
                            Decision.SCRIPTS_PERFORMED,
                            successful,
                            "template " + Tlv.hexTag(template.tag()) + ": "
                                    + (successful
                                            ? "all commands"
                                            : "failed at command " + (result & HIGHEST_NUMBER))));
        }
    }

    /** The result byte: what came of it, and the number of the command that failed. */
    private int run(Tlv template) {
        int number = 0;
        for (Tlv object : template.children()) {
            if (object.tag() == Tags.SCRIPT_COMMAND) {
                number = Math.min(number + 1, HIGHEST_NUMBER);
                if (cardLeft) {
                    return NOT_PERFORMED;
                }
                if (!accepted(object.value())) {
                    return FAILED | number;
                }
            }
        }
        return SUCCESSFUL;
    }

    /** SW1 90, 62 or 63 is no failure (EMV Book 3, 10.10). A command that is none fails without being sent. */
    private boolean accepted(Bytes command) {
        CommandApdu apdu;
        try {
            apdu = CommandApdu.parse(command);
        } catch (IllegalArgumentException e) {
            return false;
        }
        try {
            StatusWord sw = card.send(apdu).sw();
            int first = sw.value() >>> 8;
            return first == 0x90 || first == 0x62 || first == 0x63;
        } catch (CardRemovedException e) {
            cardLeft = true;
            return false;
        }
    }

    private static Bytes identifier(Tlv template) {
        return template.find(Tags.SCRIPT_IDENTIFIER)
                .map(Tlv::value)
                .filter(value -> value.length() == IDENTIFIER_LENGTH)
                .orElse(Bytes.zeros(IDENTIFIER_LENGTH));
    }
}
