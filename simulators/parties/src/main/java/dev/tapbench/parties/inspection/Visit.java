package dev.tapbench.parties.inspection;

import dev.tapbench.emv.CommandApdu;
import dev.tapbench.emv.Commands;
import dev.tapbench.emv.ResponseApdu;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.ProductException;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.GetResponseLink;
import dev.tapbench.ports.card.Reader;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/**
 * One activation of a card's first application, by a terminal that has no keys and finds the application as {@link CardReading} does.
 * It closes its link and not its reader.
 */
public final class Visit implements AutoCloseable {
    private static final int LAST_EMV_FILE = 10;

    private final TerminalValues terminal;
    private final Reader reader;
    private final Bytes aid;
    private final CardLink link;
    private final Dialogue dialogue;

    private Visit(TerminalValues terminal, Reader reader, Bytes aid, CardLink link) {
        this.terminal = terminal;
        this.reader = reader;
        this.aid = aid;
        this.link = link;
        dialogue = new Dialogue(link);
    }

    /**
     * Looks for the card's applications, and begins an activation with nothing selected.
     *
     * @param today the transaction date of what the card is told
     * @throws ProductException when the card has no application that can be found
     * @throws dev.tapbench.ports.DeviceException when reader or wire fails, or the card is taken away
     */
    @SuppressWarnings("MustBeClosedChecker") // the visit closes it
    public static Visit of(Reader reader, Card card, LocalDate today) {
        List<Bytes> names = CardReading.names(reader, card);
        if (names.isEmpty()) {
            throw new ProductException("expected a directory or a known application on " + card.id() + " at "
                    + reader.name() + ", came none");
        }
        return new Visit(
                new TerminalValues(today),
                reader,
                names.get(0),
                GetResponseLink.on(reader).tap(card));
    }

    /** Sends a command as it is. */
    public ResponseApdu send(CommandApdu command) {
        return dialogue.send(command);
    }

    /** SELECT of the application. */
    public CommandApdu select() {
        return Commands.select(aid);
    }

    /** Selects the application and returns the GET PROCESSING OPTIONS that it asks for (EMV Book 3, 10.1). */
    public CommandApdu options() {
        return options(selected());
    }

    private CommandApdu options(SeenApplication selected) {
        return Commands.gpo(terminal.fill(selected.pdol(), CardReading.MOST_PDOL_DATA));
    }

    /**
     * Begins a transaction and returns a READ RECORD of a record behind the last one of a file of the AFL.
     *
     * @throws ProductException when the AFL names no file
     */
    public CommandApdu recordThatIsNotThere() {
        RawAfl afl = initiated();
        RawAfl.Entry first = afl.entries().stream()
                .filter(RawAfl.Entry::readable)
                .findFirst()
                .orElseThrow(() -> new ProductException("expected an AFL that names a file, came none from " + aid));
        int last = afl.entries().stream()
                .filter(entry -> entry.sfi() == first.sfi())
                .mapToInt(RawAfl.Entry::last)
                .max()
                .orElse(first.last());
        return Commands.readRecord(first.sfi(), Math.min(255, last + 1));
    }

    /** Begins a transaction and returns a READ RECORD of the highest file of EMV that the AFL does not name. */
    public CommandApdu fileThatIsNotThere() {
        RawAfl afl = initiated();
        int file = Stream.iterate(LAST_EMV_FILE, sfi -> sfi > 1, sfi -> sfi - 1)
                .filter(sfi -> afl.entries().stream().noneMatch(entry -> entry.sfi() == sfi))
                .findFirst()
                .orElse(LAST_EMV_FILE);
        return Commands.readRecord(file, 1);
    }

    private SeenApplication selected() {
        return new SeenApplication(
                reader.medium(), CardImage.Application.selected(aid, dialogue.send(Commands.select(aid))));
    }

    private RawAfl initiated() {
        SeenApplication selected = selected();
        CommandApdu options = options(selected);
        CardImage.Answered answered = new CardImage.Answered(options.data(), dialogue.send(options));
        return new SeenApplication(reader.medium(), selected.image().with(List.of(), answered)).afl();
    }

    @Override
    public void close() {
        link.close();
    }
}
