package dev.tapbench.cli;

import dev.tapbench.bench.BenchReaders;
import dev.tapbench.bench.ChipMaker;
import dev.tapbench.bench.Drivers;
import dev.tapbench.bench.Secrecy;
import dev.tapbench.inspection.InspectionBench;
import dev.tapbench.inspection.InspectionDocument;
import dev.tapbench.inspection.InspectionFolder;
import dev.tapbench.parties.inspection.CardImage;
import dev.tapbench.parties.inspection.CardReading;
import dev.tapbench.parties.inspection.Inspection;
import dev.tapbench.parties.inspection.Knowledge;
import dev.tapbench.ports.ProductException;
import dev.tapbench.ports.Target;
import dev.tapbench.ports.card.ClassSource;
import dev.tapbench.ports.card.Reader;
import dev.tapbench.profiles.BenchFile;
import dev.tapbench.profiles.CardProfile;
import dev.tapbench.profiles.CardProfileFile;
import dev.tapbench.profiles.CardStatement;
import dev.tapbench.profiles.CardStatementFile;
import dev.tapbench.reports.Masker;
import dev.tapbench.reports.Secrets;
import dev.tapbench.risk.RiskProfile.Device;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code inspect}: reads whatever a payment card shows, and judges it by rules. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Reads everything that a payment card shows, and judges it by the rules of EMV and ISO.",
            "The card need not be ours. It gets one GET PROCESSING OPTIONS an application and reader, which moves its",
            "transaction counter by one; no PIN is tried, and no cryptogram made unless --generate-ac asks for it.",
            "Without --reader a card of ours is issued, and read over its antenna and its contacts."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tapbench inspect",
            "  tapbench inspect --profile features/cards/fob.yaml --json",
            "  tapbench inspect --statement features/statements/prepaid.yaml",
            "  tapbench inspect --reader 'jcardsim:?fault=F-089' --generate-ac",
            "",
            "Exit status: 0 no finding of severity error, 1 there is one, 2 reader or card",
            "does not work, 64 wrong usage or a wrong file."
        })
final class InspectCommand implements Callable<Integer> {
    private static final String FAULT = "fault";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Environment environment;

    @Option(
            names = "--reader",
            paramLabel = "TARGET",
            description = "Where the card is, instead of the bench file's contactless reader.")
    private String reader = "";

    @Option(
            names = "--contact-reader",
            paramLabel = "TARGET",
            description = "A second reader, for the other way to the same card: what both show is compared.")
    private String contactReader = "";

    @Option(
            names = "--profile",
            paramLabel = "FILE",
            description = "What the card is meant to be, such as those of features/cards; its keys open certificates.")
    private String profile = "";

    @Option(
            names = "--statement",
            paramLabel = "FILE",
            description =
                    "What the card says of itself, such as those of features/statements: what it shows is compared.")
    private String statement = "";

    @Mixin
    private final HsmChoice devices = new HsmChoice();

    @Option(
            names = "--generate-ac",
            description = "Ask each application for one cryptogram as well, an AAC: it declines and spends nothing.")
    private boolean generateAc;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The folder that gets page and document; reports/inspect/CARD by default.")
    private String out = "";

    @Mixin
    private final Output output = new Output();

    InspectCommand(Environment environment) {
        this.environment = environment;
    }

    /**
     * What was asked for, checked.
     *
     * @param bench with the reader that was asked for in the place of its own
     * @param readers without the option {@code fault}
     * @param fault of the card's classes
     * @param profile the one that was given
     * @param statement likewise
     */
    private record Request(
            BenchFile bench,
            List<Target> readers,
            Optional<ClassSource> fault,
            Optional<CardProfile> profile,
            Optional<CardStatement> statement) {}

    @Override
    public Integer call() {
        Drivers drivers = Drivers.find();
        Request request;
        try {
            request = request(drivers);
        } catch (IllegalArgumentException e) {
            throw Failure.usage(e);
        }
        List<Reader> opened = new ArrayList<>();
        try (BenchReaders readers = new BenchReaders(request.bench())) {
            opened.add(readers.open(request.readers().get(0), "contactless"));
            request.readers().stream()
                    .skip(1)
                    .forEach(target -> opened.add(readers.open(target, place(request.bench(), target))));
            return inspect(request, new InspectionBench(opened));
        } finally {
            opened.forEach(Reader::close);
        }
    }

    /** Nobody brings cards to a reader that is none of the bench. */
    private static String place(BenchFile bench, Target second) {
        return bench.contact().equals(Optional.of(second)) ? "contact" : "none";
    }

    private Request request(Drivers drivers) {
        Plan.requireOneProduct(profile, statement);
        BenchFile whole = drivers.located(devices.benchFile(environment));
        Target first = reader.isEmpty() ? whole.contactless() : named(drivers, reader);
        BenchFile bench = whole.tappedAt(first);
        Optional<CardStatement> stated = statement.isEmpty()
                ? Optional.empty()
                : Optional.of(CardStatementFile.read(environment.resolve(statement)));
        Optional<CardProfile> given = profile.isEmpty()
                ? stated.flatMap(CardStatement::profile)
                : Optional.of(CardProfileFile.read(environment.resolve(profile)));
        Optional<Target> second = contactReader.isEmpty()
                ? bench.contact().filter(target -> isOurs(first, target) && hasContacts(given))
                : Optional.of(named(drivers, contactReader));
        List<Target> readers =
                Stream.concat(Stream.of(first.without(FAULT)), second.stream()).toList();
        readers.forEach(target -> drivers.reader(target).check(target));
        drivers.checkHands(bench);
        devices.candidates(environment, drivers);
        Optional<ClassSource> fault = first.option(FAULT).map(id -> Plan.faultyCard(environment, first, id));
        return new Request(bench, readers, fault, given, stated);
    }

    private Target named(Drivers drivers, String target) {
        return drivers.seenFrom(environment.directory(), Target.parse(target));
    }

    /** The bench's second reader is another way to the card of the first one where the same driver makes both. */
    private static boolean isOurs(Target first, Target second) {
        return first.scheme().equals(second.scheme()) && !first.without(FAULT).equals(second);
    }

    private static boolean hasContacts(Optional<CardProfile> given) {
        return given.map(CardProfile::device).orElse(Device.CARD) == Device.CARD;
    }

    private int inspect(Request request, InspectionBench bench) {
        Clock clock = Clock.systemUTC();
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        CardReading reading = new CardReading(today, generateAc, this::announce);
        Optional<CardProfile> meant =
                request.profile().or(() -> bench.simulated() ? Optional.of(usual()) : Optional.empty());
        CardImage image = bench.simulated()
                ? issued(bench, meant.orElseThrow(), request.fault().orElseGet(ChipMaker::soundCard), clock, reading)
                : bench.presented(reading);
        Knowledge known = meant.map(product -> Knowledge.of(today, product)).orElseGet(() -> Knowledge.of(today));
        Knowledge knowledge = request.statement().map(known::with).orElse(known);
        Secrets secrets = new Secrets();
        meant.ifPresent(product -> Secrecy.register(secrets, product));
        String card = meant.filter(product -> bench.simulated())
                .map(CardProfile::product)
                .orElse("card on " + image.sides().get(0).reader());
        InspectionDocument document =
                InspectionDocument.of(card, Inspection.of(image, knowledge), knowledge, new Masker(secrets));
        Path page = new InspectionFolder(folder(bench, meant, clock.instant())).write(document, Version.ofBuild());
        if (output.json) {
            environment.out().println(Json.of(document));
        } else {
            new InspectionText(environment, output).print(document, page);
        }
        return document.count("error") > 0 ? ExitStatus.FAILED : ExitStatus.PASSED;
    }

    private void announce(String words) {
        if (!output.quiet) {
            environment.err().println(words);
        }
    }

    private CardProfile usual() {
        return CardProfileFile.read(environment.features().resolve("cards").resolve("prepaid.yaml"));
    }

    private CardImage issued(
            InspectionBench bench, CardProfile product, ClassSource classes, Clock clock, CardReading reading) {
        try (HsmChoice.Module module = devices.module(environment)) {
            return bench.issued(module::open, product, classes, clock, reading);
        } catch (ProductException e) {
            throw Failure.failed("there is nothing to inspect: " + e.getMessage(), e);
        }
    }

    /** Named after the profile of a card of ours, otherwise after the time. */
    private Path folder(InspectionBench bench, Optional<CardProfile> meant, Instant now) {
        if (!out.isEmpty()) {
            return environment.resolve(out);
        }
        String name = meant.filter(product -> bench.simulated())
                .map(product -> product.file().getFileName().toString().replaceFirst("\\.ya?ml$", ""))
                .orElseGet(() -> TIME.format(now));
        return environment.resolve("reports").resolve("inspect").resolve(name);
    }
}
