package dev.tapbench.parties.terminal;

import dev.tapbench.emv.Afl;
import dev.tapbench.emv.ApplicationRecords;
import dev.tapbench.emv.Commands;
import dev.tapbench.emv.Dol;
import dev.tapbench.emv.ProcessingOptions;
import dev.tapbench.emv.ResponseApdu;
import dev.tapbench.emv.StatusWord;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.trace.Decided;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Trace;
import java.util.Optional;

/** From the directory to the last record: the steps before anything is judged. */
final class ApplicationInitiation {
    private final Selection selection;
    private final Trace trace;

    ApplicationInitiation(Selection selection, Trace trace) {
        this.selection = selection;
        this.trace = trace;
    }

    /**
     * The first candidate that can be selected and takes the transaction.
     *
     * @throws TapEnded when none does
     */
    CardApplication open(CardDialogue card, Transaction transaction) {
        for (Bytes aid : selection.candidates(card, transaction.contactless())) {
            Optional<Tlv> fci = selection.select(card, aid);
            if (fci.isPresent()) {
                Bytes pdolData = pdolData(fci.get(), transaction.values());
                Optional<ProcessingOptions> options = getProcessingOptions(card, pdolData);
                if (options.isPresent()) {
                    return readRecords(card, options.get(), transaction.contactless(), aid, pdolData);
                }
                selectNext(aid);
            }
        }
        throw new TapEnded(Outcome.END_APPLICATION, "no application of the card can be used: try another card");
    }

    /** EMV Book 3, 10.1. */
    private static Bytes pdolData(Tlv fci, TransactionValues values) {
        Optional<Tlv> pdol = fci.find(Tags.PDOL);
        return pdol.map(list -> Dol.parse(list.value()).fill(values.byTag())).orElse(Bytes.empty());
    }

    /** EMV Book 3, 6.5.8 and 10.1; empty where the card does not want this transaction with this application (6985). */
    private static Optional<ProcessingOptions> getProcessingOptions(CardDialogue card, Bytes pdolData) {
        ResponseApdu response = card.send(Commands.gpo(pdolData));
        if (response.sw().equals(StatusWord.CONDITIONS_NOT_SATISFIED)) {
            return Optional.empty();
        }
        return Optional.of(ProcessingOptions.parse(CardDialogue.require("GET PROCESSING OPTIONS", response)));
    }

    /** Outcome "select next" (EMV Contactless Book A, 6.2.6; EMV Book 3, 10.1): it never leaves the terminal. */
    private void selectNext(Bytes aid) {
        trace.record(new Decided(
                Party.TERMINAL,
                Decision.APPLICATION_USED,
                false,
                Outcome.SELECT_NEXT.label() + ": application " + aid + " does not take this transaction"));
    }

    /** EMV Book 3, 10.2 and 10.3. */
    private static CardApplication readRecords(
            CardDialogue card, ProcessingOptions options, boolean contactless, Bytes aid, Bytes pdolData) {
        ApplicationRecords records = new ApplicationRecords();
        for (Afl.Entry entry : Afl.parse(options.afl()).entries()) {
            for (int number = entry.first(); number <= entry.last(); number++) {
                Bytes record = card.require("READ RECORD", Commands.readRecord(entry.sfi(), number));
                records.add(entry.sfi(), number, record, number < entry.first() + entry.authenticated());
            }
        }
        return new CardApplication(
                contactless, aid, pdolData, options.aip(), records.data(), records.staticData(options.aip()));
    }
}
