package dev.tapbench.bench;

import dev.tapbench.ports.Target;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.GetResponseLink;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.card.Presenter;
import dev.tapbench.ports.card.Reader;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.profiles.CardProfile;
import dev.tapbench.risk.RiskProfile.Device;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A simulated card that went through the whole chain, in virtual readers of this computer. Which interface of it a reader sees
 * follows from the reader's port: taps at the first one, contacts or a phone's wire elsewhere. Both reach one chip.
 */
public final class ServedCard implements AutoCloseable {
    private static final int TAPS = 35_963;
    private static final int SECOND = 35_964;

    private final IssuedCards issued;
    private final Card card;
    private final CardProfile profile;
    private final Map<Integer, Presenter> presenters = new LinkedHashMap<>();

    private ServedCard(IssuedCards issued, Card card, CardProfile profile, List<Integer> ports) {
        this.issued = issued;
        this.card = card;
        this.profile = profile;
        for (int port : ports) {
            Target vpcd = Target.parse("vpcd:" + port);
            presenters.put(port, Drivers.find().presenter(vpcd).open(vpcd, ServedCard::reader));
        }
    }

    private static Reader reader(Medium medium) {
        Target target = Target.parse("jcardsim:").with("medium", medium.label());
        return Drivers.find().reader(target).open(target);
    }

    /** The first virtual reader; a phone is in the second one as well, which is its own wire. */
    public static List<Integer> usualPorts(CardProfile profile) {
        return profile.device() == Device.PHONE ? List.of(TAPS, SECOND) : List.of(TAPS);
    }

    /**
     * Refuses ports at which there is nothing of such a device.
     *
     * @throws IllegalArgumentException saying what was expected
     */
    public static void check(CardProfile profile, List<Integer> ports) {
        for (int port : ports) {
            Target vpcd = Target.parse("vpcd:" + port);
            Drivers.find().presenter(vpcd).check(vpcd);
            if (port != TAPS && profile.device() == Device.FOB) {
                throw new IllegalArgumentException(
                        "a fob has no contacts: expected the port " + TAPS + ", not " + port);
            }
        }
    }

    /**
     * Issues a card, in no reader yet.
     *
     * @param hsm holds the keys meanwhile
     * @throws dev.tapbench.ports.ProductException when its personalization was rejected
     */
    public static ServedCard issued(Hsm hsm, CardProfile profile, List<Integer> ports) {
        Reader antenna = reader(Medium.CONTACTLESS);
        Reader encoder = profile.device() == Device.CARD ? GetResponseLink.on(reader(Medium.CONTACT_T0)) : antenna;
        IssuedCards issued = IssuedCards.in(hsm, profile, antenna, encoder, ChipMaker.soundCard(), Clock.systemUTC());
        return new ServedCard(issued, issued.personalized(), profile, ports);
    }

    public List<Integer> ports() {
        return List.copyOf(presenters.keySet());
    }

    /** Puts it into all its readers. */
    public void insert() {
        insert(ports());
    }

    /**
     * Puts it into readers where it is not yet.
     *
     * @throws IllegalArgumentException when a port is none of its own
     * @throws dev.tapbench.ports.DeviceException when a reader takes no notice
     */
    public void insert(List<Integer> which) {
        for (int port : which) {
            Presenter presenter = presenter(port);
            if (!presenter.holds(card, place(port))) {
                presenter.takeAway(place(port));
                presenter.present(card, place(port));
            }
        }
    }

    /** Takes it out of readers. */
    public void remove(List<Integer> which) {
        which.forEach(port -> presenter(port).takeAway(place(port)));
    }

    private Presenter presenter(int port) {
        Presenter presenter = presenters.get(port);
        if (presenter == null) {
            throw new IllegalArgumentException("port " + port + " is none of this card's: expected one of " + ports());
        }
        return presenter;
    }

    private Presenter.Place place(int port) {
        return new Presenter.Place("port " + port, medium(port));
    }

    private Medium medium(int port) {
        if (port == TAPS) {
            return Medium.CONTACTLESS;
        }
        return profile.device() == Device.PHONE ? Medium.WIRED : Medium.CONTACT_T0;
    }

    /** Where it is, for programs. */
    public String url() {
        return presenters.keySet().stream()
                .map(port -> "vpcd://127.0.0.1:" + port)
                .collect(Collectors.joining(","));
    }

    /** What it is and where, for people. */
    public String description() {
        String where = presenters.keySet().stream()
                .filter(port -> presenter(port).holds(card, place(port)))
                .map(port -> "port " + port + " (" + medium(port).label() + ")")
                .collect(Collectors.joining(", "));
        return profile.product() + " " + (where.isEmpty() ? "is in no reader" : "is in the virtual reader on " + where);
    }

    @Override
    public synchronized void close() {
        presenters.values().forEach(Presenter::close);
        issued.close();
    }
}
