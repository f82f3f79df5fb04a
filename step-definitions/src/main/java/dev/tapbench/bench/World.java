package dev.tapbench.bench;

import dev.tapbench.emv.Pin;
import dev.tapbench.ports.Entropy;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.PinSource;
import dev.tapbench.ports.card.Reader;
import dev.tapbench.ports.card.RecordingReader;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.RecordingHsm;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Prompt;
import dev.tapbench.ports.trace.Prompted;
import dev.tapbench.ports.trace.TraceEvent;
import dev.tapbench.profiles.CardProfile;
import dev.tapbench.reports.Journal;
import dev.tapbench.reports.ScenarioEvidence;
import dev.tapbench.risk.RiskProfile;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one scenario stands on: devices that record, a part of the HSM, a clock and randomness of its own. Made anew for each
 * scenario; closed at its end, in reverse order.
 */
public final class World implements Stage, AutoCloseable {
    private final ScenarioEvidence evidence = ScenarioEvidence.current();
    private final SceneClock clock = new SceneClock(RunContext.current().begins());

    private final Deque<AutoCloseable> toClose = new ArrayDeque<>();
    private @Nullable ScopedHsm hsm;
    private @Nullable Reader terminalReader;

    /**
     * Opens the bench's devices, if no scenario did before. Not in the constructor: there the container would wrap what is
     * thrown, and a lost device would look like a defect of Tapbench.
     *
     * @throws dev.tapbench.ports.DeviceException when one is not there
     */
    public void open() {
        BenchDevices devices = BenchDevices.current();
        hsm = closing(new ScopedHsm(devices.keys(), id(), devices.cardKeys()));
        terminalReader = recorded(devices.contactless(), "terminal");
    }

    private static <T> T opened(@Nullable T device) {
        return Objects.requireNonNull(device, "the scenario's devices are not open: World.open() comes first");
    }

    /** Everything that happens in the scenario. */
    @Override
    public Journal trace() {
        return evidence.journal();
    }

    @Override
    public Clock clock() {
        return clock;
    }

    /** Time passes for everybody in the scenario. */
    void pass(Duration time) {
        clock.pass(time);
    }

    /** Randomness for one purpose, repeated by the run's seed. */
    @Override
    public Entropy entropy(String purpose) {
        return evidence.entropy(purpose);
    }

    /** The scenario's id, for names that have to be unique in a run. */
    public String id() {
        return evidence.info().id();
    }

    @Override
    public Hsm hsm(Party owner) {
        return new RecordingHsm(opened(hsm), trace(), owner.label());
    }

    @Override
    public Hsm unrecordedHsm() {
        return opened(hsm);
    }

    /** Its taps are those of the story. */
    @Override
    public Reader terminalReader() {
        return opened(terminalReader);
    }

    /** A reader that belongs to nobody in the story, and is held to a device that somebody carries. */
    public Reader strangeReader() {
        return recorded(BenchDevices.current().contactless(), "strange reader");
    }

    @Override
    public Optional<Reader> terminalSlot() {
        return BenchDevices.current().slot().map(reader -> recorded(reader, "terminal contacts"));
    }

    /** The antenna of the personalization device: the same kind of reader in another place. */
    @Override
    public Reader personalizationAntenna() {
        return recorded(BenchDevices.current().contactless(), "personalization antenna");
    }

    /** The contacts of the personalization device. */
    public Reader personalizationContacts() {
        return recorded(BenchDevices.current().contact(), "personalization contacts");
    }

    /** The wire from a phone's processor to its secure element. */
    public Reader phoneWire() {
        return recorded(BenchDevices.current().wired(), "phone wire");
    }

    /** A look at a device: over contacts where it has them, over a phone's own wire, else over its antenna. */
    public Reader inspection(RiskProfile.Device device) {
        return recorded(BenchDevices.current().inspection(device), "inspection");
    }

    /** A device under the name that it has in the story. */
    private Reader recorded(Reader device, String name) {
        return new RecordingReader(new WatchedReader(device, evidence::deviceLost), trace(), name);
    }

    /** What any of these displays showed since the n-th event of the scenario, in order. */
    public List<Prompt> promptsSince(int mark, Party... parties) {
        List<TraceEvent> events = trace().events();
        List<Party> displays = List.of(parties);
        return events.subList(mark, events.size()).stream()
                .filter(Prompted.class::isInstance)
                .map(Prompted.class::cast)
                .filter(prompted -> displays.contains(prompted.by()))
                .map(Prompted::prompt)
                .toList();
    }

    /** No key and no PIN of this profile may be written anywhere; card numbers are masked by their place. */
    public void keepSecret(CardProfile profile) {
        Secrecy.register(evidence.secrets(), profile);
    }

    /**
     * What is keyed in for a card at the terminal's PIN pad: what somebody at the bench keys in, where it has somebody for that,
     * otherwise the PIN of the card's profile or one that is not. It may be written nowhere.
     *
     * @param known the PIN of the card's profile
     * @throws dev.tapbench.ports.DeviceException when nobody keys in a PIN, or another one than was asked for: the card has not
     *     got it then, and keeps its tries
     */
    Pin keyedIn(Card card, PinSource.Which which, Pin known) {
        return BenchDevices.current()
                .pins()
                .map(pins -> Secrecy.keyedIn(
                        evidence.secrets(), HandedReader.asked(() -> pins.keyedIn(card, which)), card, which, known))
                .orElseGet(() -> which == PinSource.Which.RIGHT ? known : Secrecy.wrong(known));
    }

    @Override
    public <T extends AutoCloseable> T closing(T resource) {
        toClose.push(resource);
        return resource;
    }

    @Override
    public void close() {
        closeAll(toClose);
    }

    /** Closes all of them, from the head on; the first trouble is thrown afterwards, with the others in it. */
    static void closeAll(Deque<AutoCloseable> toClose) {
        RuntimeException first = null;
        while (!toClose.isEmpty()) {
            RuntimeException trouble;
            try {
                toClose.pop().close();
                continue;
            } catch (RuntimeException e) {
                trouble = e;
            } catch (Exception e) {
                trouble = new IllegalStateException("a resource of the bench does not close: " + e.getMessage(), e);
            }
            if (first == null) {
                first = trouble;
            } else if (first != trouble) {
                first.addSuppressed(trouble);
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
