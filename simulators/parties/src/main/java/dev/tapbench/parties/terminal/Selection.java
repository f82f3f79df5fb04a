package dev.tapbench.parties.terminal;

import dev.tapbench.emv.Commands;
import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.ResponseApdu;
import dev.tapbench.emv.StatusWord;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.trace.Decided;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Trace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Application selection: which applications card and terminal share, the best first, and the SELECT of one of them. */
final class Selection {
    private static final int MARK_OF_PRIORITY = 0x0F;
    private static final int LAST_DIRECTORY_FILE = 10;
    private static final StatusWord CARD_BLOCKED = StatusWord.FUNCTION_NOT_SUPPORTED;

    private final TerminalConfig config;
    private final Trace trace;

    Selection(TerminalConfig config, Trace trace) {
        this.config = config;
        this.trace = trace;
    }

    /** An application that both sides know, and its priority on the card: 1 comes first, 16 has none. */
    private record Candidate(Bytes aid, int priority) {}

    /**
     * The names of the shared applications, the best first.
     *
     * @throws TapEnded when there is none
     */
    List<Bytes> candidates(CardDialogue card, boolean contactless) {
        List<Candidate> found = contactless ? proximityDirectory(card) : contactDirectory(card);
        if (found.isEmpty()) {
            throw new TapEnded(
                    Outcome.END_APPLICATION, "the directory lists no application that this terminal accepts");
        }
        return found.stream()
                .sorted(Comparator.comparingInt(Candidate::priority))
                .map(Candidate::aid)
                .toList();
    }

    /** EMV Contactless Book B, 3.3.2: the directory and nothing else. */
    private List<Candidate> proximityDirectory(CardDialogue card) {
        return accepted(Tlv.parse(card.require("SELECT of the directory", Commands.selectPpse())));
    }

    /** EMV Book 1, 12.3.2: the directory; 12.3.3 where the card has none, or a blocked one. */
    private List<Candidate> contactDirectory(CardDialogue card) {
        ResponseApdu directory = card.send(Commands.select(Commands.PSE));
        requireNotBlocked(directory.sw());
        List<Candidate> found = directory.ok() ? directoryRecords(card, directory.data()) : List.of();
        return found.isEmpty() ? listOfAids(card) : found;
    }

    private List<Candidate> directoryRecords(CardDialogue card, Bytes directory) {
        Optional<Integer> file = Tlv.parse(directory)
                .find(Tags.SFI)
                .map(sfi -> sfi.value().at(0))
                .filter(sfi -> sfi >= 1 && sfi <= LAST_DIRECTORY_FILE);
        List<Candidate> found = new ArrayList<>();
        for (int number = 1; file.isPresent(); number++) {
            ResponseApdu record = card.send(Commands.readRecord(file.get(), number));
            if (!record.ok()) {
                break;
            }
            found.addAll(accepted(Tlv.parse(record.data())));
        }
        return found;
    }

    private List<Candidate> accepted(Tlv directory) {
        List<Tlv> entries = new ArrayList<>();
        collect(directory, Tags.APPLICATION_TEMPLATE, entries);
        return entries.stream()
                .filter(entry ->
                        entry.find(Tags.AID).filter(aid -> accepts(aid.value())).isPresent())
                .map(entry -> new Candidate(entry.require(Tags.AID).value(), priority(entry)))
                .toList();
    }

    private static void collect(Tlv object, int tag, List<Tlv> found) {
        if (object.tag() == tag) {
            found.add(object);
        }
        object.children().forEach(child -> collect(child, tag, found));
    }

    /** EMV Book 1, 12.3.3: each name of the terminal is tried, and as long as the card has more that begin so, the next. */
    private List<Candidate> listOfAids(CardDialogue card) {
        List<Candidate> found = new ArrayList<>();
        for (Bytes aid : config.aids()) {
            ResponseApdu response = card.send(Commands.select(aid));
            requireNotBlocked(response.sw());
            while (response.ok() || response.sw().equals(StatusWord.SELECTED_FILE_INVALIDATED)) {
                Tlv fci = Tlv.parse(response.data());
                Bytes name = fci.require(Tags.DF_NAME).value();
                if (found.stream().anyMatch(earlier -> earlier.aid().equals(name))) {
                    break;
                }
                if (response.ok()) {
                    found.add(new Candidate(name, priority(fci)));
                } else {
                    passedOver(name, response.sw());
                }
                if (name.equals(aid)) {
                    break;
                }
                response = card.send(Commands.selectNext(aid));
            }
        }
        return found;
    }

    private static void requireNotBlocked(StatusWord sw) {
        if (sw.equals(CARD_BLOCKED)) {
            throw new TapEnded(Outcome.END_APPLICATION, "the card is blocked (EMV Book 1, 12.3)");
        }
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

    /**
     * Final selection (EMV Book 1, 12.4; EMV Contactless Book B, 3.4): the FCI, which must carry the name that was asked for.
     *
     * @return empty when the card does not let it be selected, such as a blocked one: the next candidate's turn
     */
    Optional<Tlv> select(CardDialogue card, Bytes aid) {
        ResponseApdu response = card.send(Commands.select(aid));
        if (!response.ok()) {
            passedOver(aid, response.sw());
            return Optional.empty();
        }
        Tlv fci = Tlv.parse(response.data());
        Bytes name = fci.require(Tags.DF_NAME).value();
        if (!name.toHex().startsWith(aid.toHex())) {
            throw new EmvDataException("SELECT of " + aid + " answered with the name " + name);
        }
        return Optional.of(fci);
    }

    private void passedOver(Bytes aid, StatusWord sw) {
        trace.record(new Decided(
                Party.TERMINAL,
                Decision.APPLICATION_USED,
                false,
                "application " + aid + " is passed over: " + sw + ", " + sw.meaning()));
    }
}
