package dev.tapbench.parties.inspection;

import dev.tapbench.emv.Commands;
import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.Tags;
import dev.tapbench.parties.inspection.CardImage.Answered;
import dev.tapbench.parties.inspection.CardImage.Application;
import dev.tapbench.parties.inspection.CardImage.Datum;
import dev.tapbench.parties.inspection.CardImage.Directory;
import dev.tapbench.parties.inspection.CardImage.FileRecord;
import dev.tapbench.parties.inspection.CardImage.Side;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.GetResponseLink;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.card.Reader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads everything that a payment card shows: its directory, and each application in an activation of its own, with one GET
 * PROCESSING OPTIONS each, which is announced because it moves the card's transaction counter. It sends no VERIFY, and GENERATE AC
 * only where it was asked to. Whatever the card answers is kept; nothing that it answers ends the reading.
 */
public final class CardReading {
    /** What GET DATA asks for: what EMV lets a terminal ask, what contactless kernels add, and this project's objects. */
    static final List<Integer> ASKED = List.of(
            Tags.ATC,
            Tags.LAST_ONLINE_ATC,
            Tags.PIN_TRY_COUNTER,
            Tags.LOG_FORMAT,
            Tags.LOWER_LIMIT,
            Tags.UPPER_LIMIT,
            Tags.FUNDS,
            0x9F5D,
            0x9F68,
            0x9F6C,
            0x9F6E,
            Tags.PENDING_LOAD,
            Tags.LOAD_RECEIPT,
            Tags.COUNTERS,
            Tags.CARDHOLDER_INTERACTION);

    /** What moves with GET PROCESSING OPTIONS, asked before it as well. */
    private static final List<Integer> ASKED_BEFORE = List.of(Tags.ATC, Tags.PENDING_LOAD);

    /** Bytes of data in a command; less tag and length of template 83. */
    static final int MOST_DATA = 255;

    static final int MOST_PDOL_DATA = 252;

    /** More applications of one provider than any card has: one that never ends to give names is not followed. */
    private static final int MOST_OF_A_NAME = 32;

    private final TerminalValues terminal;
    private final boolean generateAc;
    private final Consumer<String> announcements;

    /**
     * @param today the transaction date of what the card is told
     * @param generateAc whether each application is also asked for one cryptogram, an AAC
     * @param announcements told in words before anything moves on the card
     */
    public CardReading(LocalDate today, boolean generateAc, Consumer<String> announcements) {
        terminal = new TerminalValues(today);
        this.generateAc = generateAc;
        this.announcements = announcements;
    }

    /**
     * Reads the card through one reader.
     *
     * @throws dev.tapbench.ports.DeviceException when reader or wire fails, or the card is taken away
     */
    public Side read(Reader reader, Card card) {
        Reader whole = GetResponseLink.on(reader);
        Found found = found(whole, card);
        List<Application> applications = new ArrayList<>();
        for (Bytes name : found.names()) {
            try (CardLink link = whole.tap(card)) {
                applications.add(application(new Dialogue(link), name, reader));
            }
        }
        return new Side(reader.name(), reader.medium(), found.directory(), applications);
    }

    /**
     * A directory, and the names of the applications to read.
     *
     * @param names those that it lists; where it lists none, those of known applications that the card has
     */
    private record Found(Directory directory, List<Bytes> names) {}

    private static Found found(Reader reader, Card card) {
        boolean proximity = reader.medium() == Medium.CONTACTLESS || reader.medium() == Medium.WIRED;
        try (CardLink link = reader.tap(card)) {
            Dialogue dialogue = new Dialogue(link);
            Directory directory = directory(dialogue, proximity);
            List<Bytes> names = SeenDirectory.listed(directory);
            return new Found(directory, names.isEmpty() ? tried(dialogue) : names);
        }
    }

    /**
     * The names of the applications that {@link #read} would read, without a transaction.
     *
     * @throws dev.tapbench.ports.DeviceException when reader or wire fails, or the card is taken away
     */
    static List<Bytes> names(Reader reader, Card card) {
        return found(GetResponseLink.on(reader), card).names();
    }

    /** EMV Contactless Book B, 3.3.2: the answer to SELECT is all; EMV Book 1, 12.3.2: a file of records besides. */
    private static Directory directory(Dialogue card, boolean proximity) {
        Bytes name = proximity ? Commands.PPSE : Commands.PSE;
        Directory bare = new Directory(name, card.send(Commands.select(name)), List.of());
        List<FileRecord> records = new ArrayList<>();
        Optional<Integer> file = proximity ? Optional.empty() : SeenDirectory.file(bare);
        for (int number = 1; file.isPresent() && number <= 255; number++) {
            FileRecord record = new FileRecord(file.get(), number, card.send(Commands.readRecord(file.get(), number)));
            records.add(record);
            if (!record.answer().ok()) {
                break;
            }
        }
        return new Directory(name, bare.select(), records);
    }

    /** EMV Book 1, 12.3.3: each known name, and as long as the card has more that begin so, the next. */
    private static List<Bytes> tried(Dialogue card) {
        List<Bytes> found = new ArrayList<>();
        for (Bytes name : KnownApplications.NAMES) {
            boolean more = add(found, name, SeenApplication.name(card.send(Commands.select(name))));
            for (int i = 0; more && i < MOST_OF_A_NAME; i++) {
                more = add(found, name, SeenApplication.name(card.send(Commands.selectNext(name))));
            }
        }
        return found;
    }

    /** Whether the card gave a name that was not known yet and is longer than what was asked for: there may be more. */
    private static boolean add(List<Bytes> found, Bytes asked, Optional<Bytes> given) {
        if (given.isEmpty() || found.contains(given.get())) {
            return false;
        }
        found.add(given.get());
        return given.get().length() > asked.length();
    }

    private Application application(Dialogue card, Bytes aid, Reader reader) {
        Application selected = Application.selected(aid, card.send(Commands.select(aid)));
        SeenApplication seen = new SeenApplication(reader.medium(), selected);
        if (!seen.selected()) {
            return selected;
        }
        List<Datum> before = getData(card, ASKED_BEFORE);
        announcements.accept("GET PROCESSING OPTIONS to " + aid + " through " + reader.name()
                + ": its transaction counter moves by one, and a load that waits for its next tap ends");
        Bytes pdolData = terminal.fill(seen.pdol(), MOST_PDOL_DATA);
        Answered options = new Answered(pdolData, card.send(Commands.gpo(pdolData)));
        Application initiated = selected.with(before, options);
        List<FileRecord> records = records(card, new SeenApplication(reader.medium(), initiated).afl());
        Application read = initiated.with(records, getData(card, ASKED), log(card, seen));
        return generateAc && options.answer().ok() ? withCryptogram(card, read, reader) : read;
    }

    private static List<Datum> getData(Dialogue card, List<Integer> tags) {
        return tags.stream()
                .map(tag -> new Datum(tag, card.send(Commands.getData(tag))))
                .toList();
    }

    /** EMV Book 3, 10.2; of a file only up to the first record that does not come. */
    private static List<FileRecord> records(Dialogue card, RawAfl afl) {
        List<FileRecord> records = new ArrayList<>();
        for (RawAfl.Entry entry : afl.entries()) {
            for (int number = entry.first(); entry.readable() && number <= entry.last(); number++) {
                FileRecord record =
                        new FileRecord(entry.sfi(), number, card.send(Commands.readRecord(entry.sfi(), number)));
                records.add(record);
                if (!record.answer().ok()) {
                    break;
                }
            }
        }
        return records;
    }

    /** EMV Book 3, Annex D: 9F4D names the file and how many records it has. */
    private static List<FileRecord> log(Dialogue card, SeenApplication selected) {
        Optional<Bytes> entry = selected.ofFci(SeenApplication.LOG_ENTRY).filter(value -> value.length() == 2);
        List<FileRecord> records = new ArrayList<>();
        if (entry.isPresent()) {
            int sfi = entry.get().at(0);
            for (int number = 1; sfi >= 1 && sfi <= 30 && number <= entry.get().at(1); number++) {
                FileRecord record = new FileRecord(sfi, number, card.send(Commands.readRecord(sfi, number)));
                records.add(record);
                if (!record.answer().ok()) {
                    break;
                }
            }
        }
        return records;
    }

    /** An AAC: of all cryptograms the one that spends nothing (EMV Book 3, 9.2). */
    private Application withCryptogram(Dialogue card, Application read, Reader reader) {
        announcements.accept("GENERATE AC to " + read.aid() + " through " + reader.name()
                + ": an AAC, which declines and spends nothing");
        Bytes data = terminal.fill(new SeenApplication(reader.medium(), read).dol(Tags.CDOL1), MOST_DATA);
        return read.with(new Answered(data, card.send(Commands.generateAc(CryptogramType.AAC, false, data))));
    }
}
