package dev.tapbench.bench.conformance;

import dev.tapbench.bench.BenchDevices;
import dev.tapbench.bench.CardSupply;
import dev.tapbench.bench.RunContext;
import dev.tapbench.bench.World;
import dev.tapbench.emv.ResponseApdu;
import dev.tapbench.parties.inspection.CardImage;
import dev.tapbench.parties.inspection.CardReading;
import dev.tapbench.parties.inspection.Finding;
import dev.tapbench.parties.inspection.Inspection;
import dev.tapbench.parties.inspection.Knowledge;
import dev.tapbench.parties.inspection.Rules;
import dev.tapbench.parties.inspection.Severity;
import dev.tapbench.parties.inspection.TwoReadings;
import dev.tapbench.parties.inspection.Visit;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.PresentedCard;
import dev.tapbench.ports.card.Reader;
import dev.tapbench.profiles.CardStatement;
import dev.tapbench.profiles.CardStatementFile;
import dev.tapbench.reports.SkipException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A payment card that need not be ours, before a terminal that has none of its keys. */
public final class AnyCard {
    private static final String AGAINST_STATEMENT = "Card against statement";

    private final World world;
    private final CardSupply supply;
    private final List<CardImage.Side> readings = new ArrayList<>();
    private @Nullable Card card;
    private @Nullable CardStatement statement;
    private @Nullable ResponseApdu answered;

    public AnyCard(World world, CardSupply supply) {
        this.world = world;
        this.supply = supply;
    }

    /** From here on there is a card. */
    public void present() {
        card = supply.any();
    }

    /** From here on there is a card, and what is stated of it: the run's statement, or that of this home for its own prepaid card. */
    public void presentWithStatement() {
        RunContext run = RunContext.current();
        boolean standard = BenchDevices.current().makesCards() && run.profile().isEmpty();
        if (run.statement().isEmpty() && !standard) {
            throw new SkipException("there is no statement of this run's card: name one with --statement FILE");
        }
        statement = run.statement()
                .orElseGet(() -> CardStatementFile.read(
                        run.home().resolve("features").resolve("statements").resolve("prepaid.yaml")));
        present();
    }

    private Card card() {
        return Objects.requireNonNull(card, "there is no card yet: a sentence such as 'a payment card' comes first");
    }

    private LocalDate today() {
        return LocalDate.ofInstant(world.clock().instant(), ZoneOffset.UTC);
    }

    /** Reads everything that the card shows over its antenna. */
    public void read() {
        read(world.terminalReader());
    }

    /** Reads everything that the card shows over its contacts. */
    public void readContacts() {
        if (card() instanceof PresentedCard && BenchDevices.current().simulatedContacts()) {
            throw new SkipException(
                    "the bench's reader with contacts is a simulated one, where this card cannot be: name a"
                            + " real one under 'readers: contact:' of the bench file");
        }
        read(world.terminalContactReader());
    }

    private void read(Reader reader) {
        readings.add(new CardReading(today(), false, words -> {}).read(reader, card()));
    }

    /** Sends a command over the antenna, after what it needs, and takes the card away. */
    public void send(Attempt attempt) {
        try (Visit visit = Visit.of(world.terminalReader(), card(), today())) {
            answered = visit.send(attempt.after(visit));
        }
    }

    /** What the card answered to that command; empty where none was sent. */
    public Optional<ResponseApdu> answered() {
        return Optional.ofNullable(answered);
    }

    /**
     * What specifications forbid of what was read.
     *
     * @param theme of the rules of an inspection, by its title
     * @throws SkipException when the card gave nothing to judge
     */
    public List<Finding> errors(String theme) {
        return errors(theme, Knowledge.of(today()));
    }

    /** How what was read differs from the statement. */
    public List<Finding> differences() {
        return errors(
                AGAINST_STATEMENT,
                Knowledge.of(today())
                        .with(Objects.requireNonNull(
                                statement, "there is no statement: 'a payment card with its statement' comes first")));
    }

    private List<Finding> errors(String theme, Knowledge knowledge) {
        Rules.Theme rules = Rules.themes().stream()
                .filter(one -> one.title().equals(theme))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no rules are about '" + theme + "'; there are: "
                        + String.join(
                                ", ",
                                Rules.themes().stream().map(Rules.Theme::title).toList())));
        Inspection inspection = Inspection.of(new CardImage(readings), knowledge, rules.rules());
        if (inspection.run().isEmpty()) {
            throw new SkipException("the card shows nothing that a rule about '" + theme + "' could judge");
        }
        return inspection.findings().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .toList();
    }

    /** The last two readings. */
    public TwoReadings twoReadings() {
        int count = readings.size();
        if (count < 2) {
            throw new IllegalStateException("the card was read " + count + " times: expected twice");
        }
        return new TwoReadings(readings.get(count - 2), readings.get(count - 1));
    }
}
