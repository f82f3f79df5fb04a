package dev.tapbench.bench;

import dev.tapbench.emv.Currency;
import dev.tapbench.emv.Money;
import dev.tapbench.ports.Target;
import dev.tapbench.ports.card.ClassSource;
import dev.tapbench.profiles.BenchFile;
import dev.tapbench.profiles.CardProfile;
import dev.tapbench.profiles.CardStatement;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What is the same for all scenarios of one run. Cucumber makes the glue's objects itself, once a scenario, so they
 * cannot be given this by constructor: they ask {@link #current()}. There is one run at a time in a process.
 *
 * @param home the folder that holds {@code features/} and {@code lib/}
 * @param seed every random number and time of the run follows from it, see {@code Entropy.seeded}
 * @param bench the bench file that was read: its other readers
 * @param reader where the cards under test are tapped, instead of the bench file's own; without the option {@code fault},
 *     which {@code changedCard} answers
 * @param hsm the module that keeps the parties' keys, already chosen among the bench file's
 * @param changedCard class files to lay over the sound card's; empty for a sound card
 * @param fault the identifier of the fault that {@code changedCard} carries
 * @param freshKeys whether each card gets an RSA key that no other card of the run has
 * @param profile a card or phone that takes the place of the standard one, where the run was given one
 * @param statement of the card that the run is about, where one was given: scenarios that do not apply to it are skipped
 * @param record the file that gets what cards were told and what they answered
 * @param inventory the laboratory's cards, which scenarios get instead of new ones
 * @param require drivers and tools that must be there, such as {@code softhsm}
 */
public record RunContext(
        Path home,
        long seed,
        BenchFile bench,
        Target reader,
        Target hsm,
        Optional<ClassSource> changedCard,
        Optional<String> fault,
        boolean freshKeys,
        Optional<CardProfile> profile,
        Optional<CardStatement> statement,
        Optional<Path> record,
        Optional<InventoryUse> inventory,
        Set<String> require) {
    private static final Set<String> STANDARD = Set.of("prepaid.yaml", "fob.yaml", "phone.yaml");
    private static final AtomicReference<@Nullable RunContext> CURRENT = new AtomicReference<>();

    /** When simulated cards are valid. */
    private static final Instant STORIES_BEGIN = Instant.parse("2026-06-15T09:00:00Z");

    public RunContext {
        require = Set.copyOf(require);
    }

    /** When each scenario begins: cards that live on have dates of their own, and are used today. */
    Instant begins() {
        return inventory
                .filter(InventoryUse::real)
                .map(unused -> Instant.now().truncatedTo(ChronoUnit.SECONDS))
                .orElse(STORIES_BEGIN);
    }

    /** The same run with these cards. */
    public RunContext with(InventoryUse cards) {
        return new RunContext(
                home,
                seed,
                bench,
                reader,
                hsm,
                changedCard,
                fault,
                freshKeys,
                profile,
                statement,
                record,
                Optional.of(cards),
                require);
    }

    /** The same run on simulated readers and cards: of the bench nothing is touched, and nothing is recorded. */
    public RunContext rehearsal() {
        BenchFile simulated = bench.simulated();
        return new RunContext(
                home,
                seed,
                simulated,
                simulated.contactless(),
                Target.parse("embedded:"),
                changedCard,
                fault,
                freshKeys,
                profile,
                statement,
                Optional.empty(),
                inventory.map(InventoryUse::rehearsal),
                require);
    }

    /** The classes of the cards of this run: the sound ones, with the fault's laid over them. */
    public ClassSource cardClasses(ClassSource sound) {
        return changedCard.map(sound::overlaidBy).orElse(sound);
    }

    /**
     * The profile of a device in this run: the run's own in the place of the standard one of that device, but not of one that a
     * scenario wants for what is special about it. All devices of a run have one currency, so that the others take the own's.
     */
    public CardProfile profile(CardProfile standard) {
        String name = standard.file().getFileName().toString();
        return profile.map(own -> own.device() == standard.device() && STANDARD.contains(name)
                        ? own
                        : standard.withRisk(
                                standard.risk().withCurrency(own.risk().currency())))
                .orElse(standard);
    }

    /**
     * An amount as scenarios write it. {@code EUR} there is the currency of the card, whichever that is in this run: a story is
     * about what the card does with its own money, and another currency in it stays another one.
     *
     * @throws IllegalArgumentException when the text is no amount
     */
    public Money amount(String text) {
        Money amount = Money.parse(text);
        return profile.filter(own -> amount.currency().equals(Currency.EUR))
                .map(own -> new Money(
                        amount.minor(), Currency.ofAlpha(own.risk().currency().getCurrencyCode())))
                .orElse(amount);
    }

    /**
     * Makes this the process's current run while {@code scenarios} runs.
     *
     * @throws IllegalStateException when another run has not ended
     */
    public void during(Runnable scenarios) {
        if (!CURRENT.compareAndSet(null, this)) {
            throw new IllegalStateException("a run has begun and not ended: there is one run at a time in a process");
        }
        try {
            scenarios.run();
        } finally {
            CURRENT.set(null);
        }
    }

    /**
     * The run that has begun.
     *
     * @throws IllegalStateException when none has: scenarios run through {@code tapbench certify} only
     */
    public static RunContext current() {
        RunContext context = CURRENT.get();
        if (context == null) {
            throw new IllegalStateException("no run has begun: start scenarios with 'tapbench certify'");
        }
        return context;
    }
}
