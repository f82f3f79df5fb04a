package dev.tapbench.drivers.jcardsim;

import dev.tapbench.ports.Probe;
import dev.tapbench.ports.Target;
import dev.tapbench.ports.card.Capability;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.card.Reader;
import dev.tapbench.ports.card.ReaderDriver;
import java.util.EnumSet;
import java.util.Set;

/**
 * {@code jcardsim:} makes cards by itself and reads them in process. Its readers are also a
 * {@link dev.tapbench.ports.card.CardFactory}; a card made by one of them works on each of them, as one chip has several
 * interfaces.
 *
 * <p>Options:
 *
 * <ul>
 *   <li>{@code medium=contactless|wired|contact|contact-t1} (default contactless): T=CL type A, T=1 of a phone's processor, T=0, T=1.
 *       Over T=0 the answer to a command with data waits for GET RESPONSE.
 *   <li>{@code seed=NUMBER} (default 0): added to the seed of each card that this reader makes, so that the same run has other
 *       challenges.
 *   <li>{@code fault=ID} is not the driver's: a fault is a changed {@link dev.tapbench.ports.card.ClassSource} in the card's
 *       blueprint, built by the bench, which takes the option off the target before it opens the reader. Here it is refused,
 *       so that a faulty card that was asked for is never silently a sound one.
 * </ul>
 */
public final class JCardSimDriver implements ReaderDriver {
    private static final String SCHEME = "jcardsim";

    @Override
    public String scheme() {
        return SCHEME;
    }

    @Override
    public String description() {
        return "simulated cards: Java Card applets on jCardSim, in process";
    }

    @Override
    public Probe probe() {
        return Probe.found(
                device("jcardsim:", "simulated contactless reader", Medium.CONTACTLESS),
                device("jcardsim:?medium=wired", "simulated wired interface of a phone", Medium.WIRED),
                device("jcardsim:?medium=contact", "simulated contact reader, T=0", Medium.CONTACT_T0));
    }

    private static Probe.Device device(String target, String description, Medium medium) {
        return new Probe.Device(
                target,
                description,
                capabilities(medium).stream().map(Capability::label).toList());
    }

    @Override
    public void check(Target target) {
        if (target.option("fault").isPresent()) {
            throw new IllegalArgumentException(
                    "'" + target + "': the reader cannot make a card faulty by itself. The bench"
                            + " builds the fault into the card's classes and opens the reader without the option 'fault'");
        }
        target.requireOnly(Set.of("medium", "seed"));
        if (!target.name().isEmpty()) {
            throw new IllegalArgumentException(
                    "'" + target + "' names a reader: expected nothing between '" + SCHEME + ":' and '?'");
        }
        var unused = Medium.of(target);
        seed(target);
    }

    @Override
    public Reader open(Target target) {
        check(target);
        Medium medium = Medium.of(target);
        return SimulatorClasses.reader(target.toString(), medium, capabilities(medium), seed(target));
    }

    private static long seed(Target target) {
        String seed = target.option("seed").orElse("0");
        try {
            return Long.parseLong(seed);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "'" + target + "' has the seed '" + seed + "': expected a whole number", e);
        }
    }

    private static Set<Capability> capabilities(Medium medium) {
        return switch (medium) {
            case CONTACTLESS ->
                EnumSet.of(Capability.CONTACTLESS, Capability.FIELD_OFF, Capability.SIMULATED, Capability.TEARING);
            case WIRED -> EnumSet.of(Capability.WIRED, Capability.SIMULATED, Capability.TEARING);
            case CONTACT_T0, CONTACT_T1 ->
                EnumSet.of(Capability.CONTACT, Capability.FIELD_OFF, Capability.SIMULATED, Capability.TEARING);
        };
    }
}
