package dev.tapbench.bench;

import dev.tapbench.ports.Probe;
import dev.tapbench.ports.Target;
import dev.tapbench.ports.card.PinEntryDriver;
import dev.tapbench.ports.card.PresenterDriver;
import dev.tapbench.ports.card.ReaderDriver;
import dev.tapbench.ports.hsm.HsmDriver;
import dev.tapbench.profiles.BenchFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Stream;

/** The drivers that {@link ServiceLoader} finds: those of {@code lib/} and the jars dropped into {@code drivers/}. */
public record Drivers(
        List<ReaderDriver> readers,
        List<PresenterDriver> presenters,
        List<PinEntryDriver> pinEntries,
        List<HsmDriver> hsms) {
    private static final String FAULT = "fault";

    public Drivers {
        pinEntries = List.copyOf(pinEntries);
        readers = List.copyOf(readers);
        presenters = List.copyOf(presenters);
        hsms = List.copyOf(hsms);
    }

    /** All drivers of the class path. */
    public static Drivers find() {
        return new Drivers(
                all(ReaderDriver.class), all(PresenterDriver.class), all(PinEntryDriver.class), all(HsmDriver.class));
    }

    private static <T> List<T> all(Class<T> driver) {
        return ServiceLoader.load(driver).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    /**
     * The driver that opens a reader.
     *
     * @throws IllegalArgumentException when none has the target's scheme, naming those that are there
     */
    public ReaderDriver reader(Target target) {
        return one("reader", readers, ReaderDriver::scheme, target);
    }

    /**
     * The driver that opens a presenter.
     *
     * @throws IllegalArgumentException when none has the target's scheme, naming those that are there
     */
    public PresenterDriver presenter(Target target) {
        return one("presenter", presenters, PresenterDriver::scheme, target);
    }

    /**
     * The driver of those who key in PINs.
     *
     * @throws IllegalArgumentException when none has the target's scheme, naming those that are there
     */
    public PinEntryDriver pinEntry(Target target) {
        return one("PIN entry", pinEntries, PinEntryDriver::scheme, target);
    }

    /** A reader's target with the file that it names as seen from a folder. */
    public Target seenFrom(Path folder, Target reader) {
        return reader(reader).seenFrom(folder, reader);
    }

    /**
     * A bench with the files that its devices name as seen from the folder of the bench file.
     *
     * @throws IllegalArgumentException when a driver is missing
     */
    public BenchFile located(BenchFile bench) {
        Path folder =
                Optional.ofNullable(bench.file().toAbsolutePath().getParent()).orElse(bench.file());
        return bench.with(
                target -> seenFrom(folder, target),
                target -> presenter(target).seenFrom(folder, target),
                target -> pinEntry(target).seenFrom(folder, target));
    }

    /**
     * Refuses a bench that nobody can run anything on. Touches no device.
     *
     * @throws IllegalArgumentException saying what was expected (usage)
     */
    public void check(BenchFile bench) {
        checkReaders(bench);
        checkHands(bench);
    }

    /**
     * Refuses readers that nobody can open, whoever brings cards to them. Touches no device.
     *
     * @throws IllegalArgumentException saying what was expected (usage)
     */
    public void checkReaders(BenchFile bench) {
        Stream.of(Optional.of(bench.contactless()), bench.wired(), bench.contact(), bench.cards())
                .flatMap(Optional::stream)
                .forEach(target -> reader(target).check(target.without(FAULT)));
    }

    /**
     * Refuses whoever cannot bring cards, or key in PINs, at a bench.
     *
     * @throws IllegalArgumentException saying what was expected (usage)
     */
    public void checkHands(BenchFile bench) {
        bench.presenters().forEach((place, target) -> {
            requireFelt(bench, place);
            PresenterDriver driver = presenter(target);
            driver.check(target);
            if (driver.playsCards() && bench.cards().isEmpty()) {
                throw new IllegalArgumentException(
                        bench.file() + ": key 'cards' is missing: expected what makes the cards that '" + target
                                + "' presents, such as 'jcardsim:'");
            }
        });
        bench.pinEntry().ifPresent(target -> pinEntry(target).check(target));
    }

    private void requireFelt(BenchFile bench, String place) {
        Target felt = bench.reader(place)
                .orElseThrow(() -> new IllegalArgumentException(bench.file() + ": key 'presenters." + place
                        + "' brings cards to no reader: expected a " + place + " reader under 'readers'"));
        if (!reader(felt).feelsCards()) {
            throw new IllegalArgumentException(bench.file() + ": key 'presenters." + place + "': the reader '" + felt
                    + "' does not feel cards: expected one that does, such as pcsc:, or nobody who brings them");
        }
    }

    /**
     * The driver that opens an HSM.
     *
     * @throws IllegalArgumentException when none has the target's scheme, naming those that are there
     */
    public HsmDriver hsm(Target target) {
        return one("HSM", hsms, HsmDriver::scheme, target);
    }

    /**
     * The first of several modules that is there.
     *
     * @return empty when none is; then {@link #missing} says what each lacks
     * @throws IllegalArgumentException when a target's scheme is unknown
     */
    public Optional<Target> firstAvailable(List<Target> targets) {
        for (Target target : targets) {
            if (hsm(target).probe().available()) {
                return Optional.of(target);
            }
        }
        return Optional.empty();
    }

    /** What each module lacks, one line each. */
    public List<String> missing(List<Target> targets) {
        List<String> lines = new ArrayList<>();
        for (Target target : targets) {
            Probe probe = hsm(target).probe();
            if (!probe.available()) {
                lines.add(target + ": " + probe.remedy());
            }
        }
        return lines;
    }

    private static <T> T one(String kind, List<T> drivers, Function<T, String> scheme, Target target) {
        Stream<T> fitting = drivers.stream().filter(d -> scheme.apply(d).equals(target.scheme()));
        return fitting.findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no " + kind + " driver opens '" + target
                        + "': there are "
                        + drivers.stream()
                                .map(d -> scheme.apply(d) + ":")
                                .sorted()
                                .toList()
                        + "; more can be dropped as jars into drivers/"));
    }
}
