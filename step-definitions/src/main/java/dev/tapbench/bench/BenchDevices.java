package dev.tapbench.bench;

import dev.tapbench.ports.DeviceException;
import dev.tapbench.ports.Target;
import dev.tapbench.ports.card.CardFactory;
import dev.tapbench.ports.card.ClassSource;
import dev.tapbench.ports.card.GetResponseLink;
import dev.tapbench.ports.card.PinSource;
import dev.tapbench.ports.card.Reader;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.profiles.BenchFile;
import dev.tapbench.profiles.CardProfile;
import dev.tapbench.profiles.CardProfileFile;
import dev.tapbench.reports.SkipException;
import dev.tapbench.risk.RiskProfile.Device;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The devices of one run: opened when the first scenario needs them, closed when the run ends. Thread-safe. */
public final class BenchDevices implements AutoCloseable {
    private static @Nullable BenchDevices open;

    private final Reader contactless;
    private final Optional<Reader> wired;
    private final Optional<Reader> contact;
    private final boolean simulatedContacts;
    /** Who makes cards need not be who reads them. */
    private final Reader maker;

    private final Optional<ApduRecorder> recorder;
    private final BenchReaders readers;
    private final Optional<PinSource> pins;
    private final Target hsmTarget;
    private final ClassSource cardClasses;
    private final CardKeys cardKeys;
    private final Map<Path, CardProfile> profiles = new ConcurrentHashMap<>();
    private final Optional<CardStock> stock;
    private ImportedKeys keys;

    private BenchDevices(RunContext run) {
        BenchFile file = run.bench();
        recorder = run.record().map(path -> ApduRecorder.to(path, run.seed()));
        Optional<CardMeter> meter = run.inventory().map(unused -> new CardMeter());
        UnaryOperator<Reader> watched =
                reader -> new HandedReader(recorded(meter.map(m -> m.on(reader)).orElse(reader)));
        readers = new BenchReaders(file);
        Reader antenna = readers.open(file.contactless(), "contactless");
        contactless = watched.apply(antenna);
        wired = file.wired().map(target -> watched.apply(readers.open(target, "wired")));
        Optional<Reader> contacts = file.contact().map(target -> readers.open(target, "contact"));
        simulatedContacts = contacts.filter(CardFactory.class::isInstance).isPresent();
        contact = contacts.map(watched);
        maker = file.cards().map(BenchReaders::open).orElse(antenna);
        pins = file.pinEntry().map(who -> Drivers.find().pinEntry(who).pins(who));
        hsmTarget = run.hsm();
        keys = new ImportedKeys(module(hsmTarget));
        cardKeys = run.freshKeys() ? new CardKeys(true) : CardKeys.repeated(run.seed());
        cardClasses = run.cardClasses(ChipMaker.soundCard()).remembered();
        stock = run.inventory().flatMap(use -> meter.map(m -> new CardStock(this, use, m)));
    }

    private Reader recorded(Reader reader) {
        return recorder.map(r -> r.on(reader)).orElse(reader);
    }

    private static Hsm module(Target target) {
        return Drivers.find().hsm(target).open(target);
    }

    /**
     * The devices of the run that has begun.
     *
     * @throws dev.tapbench.ports.DeviceException when one of them is not there
     */
    public static synchronized BenchDevices current() {
        BenchDevices devices = open;
        if (devices == null) {
            devices = new BenchDevices(RunContext.current());
            open = devices;
        }
        return devices;
    }

    /**
     * Closes what was opened; harmless when nothing was.
     *
     * @throws DeviceException when something of it did not close; everything else has
     */
    public static synchronized void closeAll() {
        BenchDevices devices = open;
        open = null;
        if (devices == null) {
            return;
        }
        try {
            devices.close();
        } catch (RuntimeException e) {
            throw new DeviceException(
                    "the bench did not close: " + e.getMessage()
                            + "; see that no card is left on a reader before the next run",
                    e);
        }
    }

    public Reader contactless() {
        return contactless;
    }

    /** The phone's own connection to its secure element. */
    public Reader wired() {
        return wired.orElseThrow(() ->
                new SkipException("the bench has no wired reader: name one under 'readers: wired:' of the bench file"));
    }

    /** A reader with contacts, where there is one; an answer that waits for GET RESPONSE is fetched, a wrong length corrected. */
    Optional<Reader> slot() {
        return contact.map(GetResponseLink::on);
    }

    /** The same for whoever needs one. */
    public Reader contact() {
        return slot().orElseThrow(BenchDevices::noSlot);
    }

    static SkipException noSlot() {
        return new SkipException(
                "the bench has no contact reader: name one under 'readers: contact:' of the bench file");
    }

    /** Where a device is looked at: over contacts or a phone's own wire, and over the antenna where the bench has nothing else. */
    Reader inspection(Device device) {
        return device == Device.PHONE ? wired() : inner(device).orElse(contactless);
    }

    /** What shows a device's counters: contacts or a phone's own wire, where the bench has them. */
    Optional<Reader> inner(Device device) {
        return switch (device) {
            case CARD -> slot();
            case FOB -> Optional.empty();
            case PHONE -> wired;
        };
    }

    /** The cards of the laboratory, where the bench has an inventory. */
    Optional<CardStock> stock() {
        return stock;
    }

    /** Who keys in PINs at this bench; empty where the scenario does. */
    Optional<PinSource> pins() {
        return pins;
    }

    /** Makes cards, where the contactless reader is a simulated one, or the bench names a simulator for its cards. */
    public CardFactory cards() {
        if (maker instanceof CardFactory factory) {
            return factory;
        }
        throw new SkipException("the reader " + contactless.name()
                + " cannot make cards, and the scenario needs a new one: choose --reader jcardsim:");
    }

    /** Whether cards are made, and not brought by somebody as they are. */
    public boolean makesCards() {
        return maker instanceof CardFactory;
    }

    /** Whether the reader with contacts reads nothing but cards that are made. */
    public boolean simulatedContacts() {
        return simulatedContacts;
    }

    /** A card profile as its file is when the run first needs it. */
    CardProfile profile(Path file) {
        return profiles.computeIfAbsent(file, CardProfileFile::read);
    }

    /** The RSA keys of this run's cards. */
    CardKeys cardKeys() {
        return cardKeys;
    }

    /** The classes of this run's cards: sound ones, or with the run's fault. */
    public ClassSource cardClasses() {
        return cardClasses;
    }

    /**
     * The module of the run, with what was imported into it. One that went away is opened again: the scenario that lost it is
     * broken, not those after it.
     *
     * @throws dev.tapbench.ports.DeviceException when it is still not there
     */
    synchronized ImportedKeys keys() {
        if (keys.hsm().lost()) {
            keys.hsm().close();
            keys = new ImportedKeys(module(hsmTarget));
        }
        return keys;
    }

    /**
     * Whoever brings cards goes first, while there are readers. Each is closed, also where another one does not close.
     *
     * @throws RuntimeException the first trouble, when all are closed
     */
    @Override
    public synchronized void close() {
        Deque<AutoCloseable> all = new ArrayDeque<>(List.of(readers, maker));
        recorder.ifPresent(all::add);
        contact.ifPresent(all::add);
        wired.ifPresent(all::add);
        all.add(contactless);
        all.add(this::destroyKeys);
        all.add(() -> keys.hsm().close());
        World.closeAll(all);
    }

    private void destroyKeys() {
        if (!keys.hsm().lost()) {
            keys.destroy();
        }
    }
}
