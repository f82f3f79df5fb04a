package dev.tapbench.cli;

import dev.tapbench.bench.ChipMaker;
import dev.tapbench.bench.Drivers;
import dev.tapbench.bench.InventoryUse;
import dev.tapbench.bench.RunContext;
import dev.tapbench.campaign.FaultCatalogue;
import dev.tapbench.ports.Target;
import dev.tapbench.ports.card.ApduRecord;
import dev.tapbench.ports.card.Capability;
import dev.tapbench.ports.card.ClassSource;
import dev.tapbench.ports.card.Reader;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.HsmCapability;
import dev.tapbench.profiles.BenchFile;
import dev.tapbench.profiles.CardProfile;
import dev.tapbench.profiles.CardProfileFile;
import dev.tapbench.profiles.CardStatement;
import dev.tapbench.profiles.CardStatementFile;
import dev.tapbench.profiles.InventoryFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a run will be, with every argument and file checked: nothing here touches a device, but asks drivers what is there.
 *
 * @param features the folder of the feature files
 * @param selection which scenarios
 * @param selected those scenarios
 * @param context what all of them share
 * @param readerName the reader's target as it was asked for, fault included
 */
record Plan(
        Path features,
        Scenarios.Selection selection,
        List<Scenarios.Item> selected,
        RunContext context,
        String readerName) {
    private static final String FAULT = "fault";
    private static final String CARD = "card";
    private static final String SIMULATOR = "jcardsim";
    /** In which the scenarios are written; they mean the card's own. */
    private static final Currency STORIES = Currency.getInstance("EUR");
    // Printed, typed again and compared by people: nine digits are enough.
    private static final int SEEDS = 1_000_000_000;

    Plan {
        selected = List.copyOf(selected);
    }

    /** Checks the arguments in the order in which a person would want to hear of mistakes. */
    static Plan of(Environment environment, CertifyOptions options) {
        if (options.threads < 1) {
            throw Failure.usage("--threads must be 1 or more, not " + options.threads);
        }
        if (options.threads > 1 && oneAtATime(options.devices.benchFile(environment))) {
            throw Failure.usage("--threads is " + options.threads
                    + " and this bench has readers of hardware, or somebody who keys in PINs: they take one card at a time,"
                    + " leave out --threads");
        }
        if (options.threads > 1
                && options.devices.benchFile(environment).inventory().isPresent()) {
            throw Failure.usage("--threads is " + options.threads
                    + " and the cards of an inventory serve one scenario at a time: leave out --threads");
        }
        if (options.keep < 0) {
            throw Failure.usage("--keep must be 0 (all) or the number of runs to keep, not " + options.keep);
        }
        Path features = Scenarios.folder(environment, options.features);
        Scenarios scenarios = Scenarios.read(features);
        Scenarios.Selection selection = scenarios.selection(options.tags, options.only);
        try {
            return new Plan(
                    features,
                    selection,
                    scenarios.selected(selection),
                    context(environment, options, Drivers.find()),
                    options.reader.isEmpty()
                            ? options.devices
                                    .benchFile(environment)
                                    .contactless()
                                    .toString()
                            : options.reader);
        } catch (IllegalArgumentException e) {
            // Files, targets, faults: each message says what was expected, and where.
            throw Failure.usage(e);
        }
    }

    private static boolean oneAtATime(BenchFile bench) {
        return !bench.presenters().isEmpty() || bench.pinEntry().isPresent();
    }

    /** The bench file's devices, with the reader for taps that was asked for instead of its own. */
    private static BenchFile bench(Environment environment, CertifyOptions options, Drivers drivers) {
        BenchFile bench = drivers.located(options.devices.benchFile(environment));
        return options.reader.isEmpty()
                ? bench
                : bench.tappedAt(drivers.seenFrom(environment.directory(), Target.parse(options.reader)));
    }

    /** Whichever of the two may name a fault: what makes the cards, or the reader for taps. */
    private static Target faulty(BenchFile bench) {
        return bench.maker().option(FAULT).isPresent() ? bench.maker() : bench.contactless();
    }

    /** The run's fault: of this program's own classes, by {@code --fault}, or of the cards alone, by what makes them. */
    private static Optional<String> fault(Environment environment, CertifyOptions options, Target maker) {
        Optional<String> ofCards = maker.option(FAULT);
        if (ofCards.isEmpty()) {
            return environment.carries();
        }
        if (!options.fault.isEmpty()) {
            throw new IllegalArgumentException("the fault is given twice: by --fault and by " + maker);
        }
        requireFaultOfCard(environment, maker, ofCards.get());
        return ofCards;
    }

    private static void requireFaultOfCard(Environment environment, Target reader, String id) {
        requireSimulated(reader);
        if (!Faults.of(environment).read(id).party().equals(CARD)) {
            throw new IllegalArgumentException(
                    "'" + reader + "' names a fault that is not a card's: run it with certify --fault " + id
                            + ", which takes faults of all parties");
        }
    }

    /**
     * The classes of a card with a fault, as its reader names it.
     *
     * @throws IllegalArgumentException when there is no such fault of a card, its patch no longer applies, or the card is real
     */
    static ClassSource faultyCard(Environment environment, Target reader, String id) {
        requireFaultOfCard(environment, reader, id);
        return ChipMaker.soundCard().overlaidBy(Faults.of(environment).classes(id));
    }

    private static void requireSimulated(Target reader) {
        if (!reader.scheme().equals(SIMULATOR)) {
            throw new IllegalArgumentException(
                    "'" + reader + "' cannot carry a fault: only simulated cards can, on jcardsim:");
        }
    }

    private static Optional<CardStatement> statement(Environment environment, CertifyOptions options) {
        return options.statement.isEmpty()
                ? Optional.empty()
                : Optional.of(CardStatementFile.read(environment.resolve(options.statement)));
    }

    /** The card or phone that takes the place of the standard one: the one asked for, or that of the statement's keys. */
    private static Optional<CardProfile> profile(
            Environment environment, CertifyOptions options, Optional<CardStatement> statement) {
        Optional<CardProfile> stated = statement.flatMap(CardStatement::profile);
        if (options.profile.isEmpty()) {
            stated.ifPresent(Plan::requireAmounts);
            return stated;
        }
        requireOneProduct(options.profile, options.statement);
        CardProfile profile = CardProfileFile.read(environment.resolve(options.profile));
        requireAmounts(profile);
        return Optional.of(profile);
    }

    /** Refuses options that both say which card it is; each is empty where it is not given. */
    static void requireOneProduct(String profile, String statement) {
        if (!profile.isEmpty() && !statement.isEmpty()) {
            throw new IllegalArgumentException(
                    "--profile and --statement both say which card it is: leave out --profile,"
                            + " and name the card profile under 'keys:' of the statement");
        }
    }

    private static void requireAmounts(CardProfile profile) {
        Currency currency = profile.risk().currency();
        if (currency.getDefaultFractionDigits() != STORIES.getDefaultFractionDigits()) {
            throw new IllegalArgumentException(profile.file() + ": the currency " + currency + " has "
                    + currency.getDefaultFractionDigits() + " decimals: expected one with "
                    + STORIES.getDefaultFractionDigits() + ", as the amounts of the scenarios have");
        }
    }

    /**
     * The classes of the fault of {@code --fault}, whichever its party.
     *
     * @throws Failure when there is no such fault, its patch no longer applies, or the cards are real
     */
    static ClassSource faultyClasses(Environment environment, CertifyOptions options) {
        FaultCatalogue catalogue = Faults.of(environment);
        try {
            if (catalogue.read(options.fault).party().equals(CARD)) {
                requireSimulated(bench(environment, options, Drivers.find()).maker());
            }
            return catalogue.classes(options.fault);
        } catch (IllegalArgumentException e) {
            throw Failure.usage(e);
        }
    }

    private static RunContext context(Environment environment, CertifyOptions options, Drivers drivers) {
        BenchFile bench = bench(environment, options, drivers);
        Target reader = bench.contactless();
        if (bench.inventory().isEmpty()
                && options.devices.benchFile(environment).inventory().isPresent()) {
            throw new IllegalArgumentException("cards of the inventory of " + bench.file()
                    + " are never again as they were when they were recorded: a record of them can be exported, not"
                    + " replayed");
        }
        drivers.checkReaders(bench);
        if (!options.list) {
            // A list needs nobody's hand.
            drivers.checkHands(bench);
        }
        Target maker = faulty(bench);
        Optional<String> fault = fault(environment, options, maker);
        Optional<CardStatement> statement = statement(environment, options);
        // The program's own classes already carry a fault of --fault, the card's classes among them.
        Optional<ClassSource> changed = maker.option(FAULT).map(Faults.of(environment)::classes);
        Set<String> required = Required.names(options.require, drivers);
        List<Target> modules = options.devices.candidates(environment, drivers);
        List<String> missing = Required.missing(required, drivers);
        if (!missing.isEmpty()) {
            throw Failure.gate("required and not there: " + String.join("; ", missing));
        }
        return new RunContext(
                environment.home(),
                seed(options, reader),
                bench,
                reader.without(FAULT),
                HsmChoice.chosen(modules, drivers),
                changed,
                fault,
                options.freshKeys,
                profile(environment, options, statement),
                statement,
                record(environment, options),
                inventory(bench, options),
                required);
    }

    /** The laboratory's cards; of hardware unless a simulator plays them. */
    private static Optional<InventoryUse> inventory(BenchFile bench, CertifyOptions options) {
        if (options.spare && bench.inventory().isEmpty()) {
            throw new IllegalArgumentException(
                    "--spare is for a bench with an inventory, and " + bench.file() + " names none");
        }
        boolean simulated = bench.maker().scheme().equals(SIMULATOR);
        Optional<InventoryFile> inventory = bench.inventory().map(InventoryFile::read);
        // A profile that is wrong is told before a card is touched.
        inventory.ifPresent(file -> file.cards().forEach(card -> CardProfileFile.read(card.profile())));
        return inventory.map(file -> InventoryUse.of(file, !simulated));
    }

    private static Optional<Path> record(Environment environment, CertifyOptions options) {
        if (options.record.isEmpty()) {
            return Optional.empty();
        }
        Path file = environment.resolve(options.record);
        if (Files.exists(file)) {
            throw new IllegalArgumentException("--record " + file + " is there already: name a new file");
        }
        return Optional.of(file);
    }

    /** The one that is asked for, that of the run that is replayed, or a new one. */
    private static long seed(CertifyOptions options, Target reader) {
        OptionalLong recorded = reader.scheme().equals("replay")
                ? ApduRecord.read(Path.of(reader.name())).seed()
                : OptionalLong.empty();
        Long asked = options.seed;
        if (asked == null) {
            return recorded.orElseGet(() -> new SecureRandom().nextInt(SEEDS));
        }
        if (recorded.isPresent() && recorded.getAsLong() != asked) {
            throw new IllegalArgumentException("--seed is " + asked + " and " + reader + " was recorded with "
                    + recorded.getAsLong() + ": leave out --seed, since other challenges have other answers");
        }
        return asked;
    }

    /** The same plan for cards of which more is known. */
    Plan with(InventoryUse cards) {
        return new Plan(features, selection, selected, context.with(cards), readerName);
    }

    /** What the opened reader and the HSM can do. */
    List<String> capabilities(Drivers drivers) {
        Set<String> labels = new TreeSet<>();
        try (Reader reader = drivers.reader(context.reader()).open(context.reader())) {
            reader.capabilities().stream().map(Capability::label).forEach(labels::add);
        }
        try (Hsm hsm = drivers.hsm(context.hsm()).open(context.hsm())) {
            hsm.capabilities().stream().map(HsmCapability::label).forEach(labels::add);
        }
        return new ArrayList<>(labels);
    }
}
