package dev.tapbench.parties.terminal;

import dev.tapbench.emv.Afl;
import dev.tapbench.emv.Aip;
import dev.tapbench.emv.ApplicationRecords;
import dev.tapbench.emv.Commands;
import dev.tapbench.emv.Dol;
import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.ports.Bytes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** From the directory to the last record: the steps before any cryptogram. */
final class Selection {
    private static final int MARK_OF_PRIORITY = 0x0F;

    private final TerminalConfig config;

    Selection(TerminalConfig config) {
        this.config = config;
    }

    /** All the steps, in order. */
    CardApplication readApplication(CardDialogue card, TransactionValues values) {
        Bytes aid = selectDirectory(card);
        Tlv fci = select(card, aid);
        Bytes pdolData = pdolData(fci, values);
        Tlv options = getProcessingOptions(card, pdolData);
        Aip aip = new Aip(options.require(Tags.AIP).value());
        Afl afl = Afl.parse(options.require(Tags.AFL).value());
        return readRecords(card, afl, aid, pdolData, aip);
    }

    /** EMV Contactless Book B, 3.3.2: the candidate of the highest priority that we accept. */
    private Bytes selectDirectory(CardDialogue card) {
        Tlv fci = Tlv.parse(card.require("SELECT of the directory", Commands.selectPpse()));
        List<Tlv> entries = new ArrayList<>();
        collect(fci, Tags.APPLICATION_TEMPLATE, entries);
        return entries.stream()
                .filter(entry ->
                        entry.find(Tags.AID).filter(aid -> accepts(aid.value())).isPresent())
                .min(Comparator.comparingInt(Selection::priority))
                .map(entry -> entry.require(Tags.AID).value())
                .orElseThrow(() -> new TapEnded(
                        Outcome.END_APPLICATION, "the directory lists no application that this terminal accepts"));
    }

    private static void collect(Tlv object, int tag, List<Tlv> found) {
        if (object.tag() == tag) {
            found.add(object);
        }
        object.children().forEach(child -> collect(child, tag, found));
    }

    private boolean accepts(Bytes aid) {
        return config.aids().stream().anyMatch(known -> aid.toHex().startsWith(known.toHex()));
    }

    /** 1 comes first; 0 or absent comes last (EMV Book 1, 12.2.3). */
    private static int priority(Tlv entry) {
        int priority = entry.find(Tags.APPLICATION_PRIORITY)
                .map(Tlv::value)
                .filter(value -> value.length() == 1)
                .map(value -> value.at(0) & MARK_OF_PRIORITY)
                .orElse(0);
        return priority == 0 ? MARK_OF_PRIORITY + 1 : priority;
    }

    /** EMV Book 1, 11.3: the FCI must carry the name that was asked for. */
    static Tlv select(CardDialogue card, Bytes aid) {
        Tlv fci = Tlv.parse(card.require("SELECT", Commands.select(aid)));
        Bytes name = fci.require(Tags.DF_NAME).value();
        if (!name.toHex().startsWith(aid.toHex())) {
            throw new EmvDataException("SELECT of " + aid + " answered with the name " + name);
        }
        return fci;
    }

    /** EMV Book 3, 10.1. */
    private static Bytes pdolData(Tlv fci, TransactionValues values) {
        Optional<Tlv> pdol = fci.find(Tags.PDOL);
        return pdol.map(list -> Dol.parse(list.value()).fill(values.byTag())).orElse(Bytes.empty());
    }

    /** EMV Book 3, 6.5.8; format 2 only, as the protocol says. */
    private static Tlv getProcessingOptions(CardDialogue card, Bytes pdolData) {
        Tlv options = Tlv.parse(card.require("GET PROCESSING OPTIONS", Commands.gpo(pdolData)));
        if (options.tag() != Tags.RESPONSE_TEMPLATE_2) {
            throw new EmvDataException(
                    "GET PROCESSING OPTIONS answered with template " + Tlv.hexTag(options.tag()) + ", expected 77");
        }
        return options;
    }

    /** EMV Book 3, 10.2 and 10.3. */
    private static CardApplication readRecords(CardDialogue card, Afl afl, Bytes aid, Bytes pdolData, Aip aip) {
        ApplicationRecords records = new ApplicationRecords();
        for (Afl.Entry entry : afl.entries()) {
            for (int number = entry.first(); number <= entry.last(); number++) {
                Bytes record = card.require("READ RECORD", Commands.readRecord(entry.sfi(), number));
                records.add(entry.sfi(), number, record, number < entry.first() + entry.authenticated());
            }
        }
        return new CardApplication(aid, pdolData, aip, records.data(), records.staticData(aip));
    }
}
