package dev.tapbench.drivers.pcsc;

import dev.tapbench.ports.DeviceException;
import dev.tapbench.ports.Probe;
import dev.tapbench.ports.Target;
import dev.tapbench.ports.card.Capability;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.card.Reader;
import dev.tapbench.ports.card.ReaderDriver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * {@code pcsc:} reads cards through the system's PC/SC service.
 *
 * <p>The name is that of a reader, a part of it that no other reader has, or its number in the list from 0; nothing where there
 * is one reader only. Options:
 *
 * <ul>
 *   <li>{@code medium=contactless|wired|contact|contact-t1} (default contactless, since PC/SC does not tell): what the reader
 *       is. Behind {@code contact} the protocol that card and reader choose is T=0 or T=1.
 *   <li>{@code timeout=SECONDS} (default 30): how long a card may think about one command.
 * </ul>
 */
public final class PcscDriver implements ReaderDriver {
    private static final String SCHEME = "pcsc";
    private static final int TIMEOUT = 30;

    @Override
    public String scheme() {
        return SCHEME;
    }

    @Override
    public String description() {
        return "cards in the readers of this computer, through its PC/SC service";
    }

    @Override
    public Probe probe() {
        try (Winscard service = Winscard.open()) {
            List<Probe.Device> devices = new ArrayList<>();
            List<String> names = service.readers();
            for (int i = 0; i < names.size(); i++) {
                devices.add(device(service, names, i));
            }
            return devices.isEmpty()
                    ? Probe.missing("the PC/SC service runs and has no reader: plug one in, or install vsmartcard-vpcd"
                            + " for virtual ones")
                    : new Probe(true, devices, "");
        } catch (PcscException e) {
            return Probe.missing(String.valueOf(e.at("PC/SC").getMessage()));
        } catch (DeviceException e) {
            return Probe.missing(String.valueOf(e.getMessage()));
        }
    }

    private static Probe.Device device(Winscard service, List<String> names, int index) throws PcscException {
        String name = names.get(index);
        boolean alone = names.indexOf(name) == names.lastIndexOf(name);
        List<String> notes = new ArrayList<>();
        notes.add(service.contents(name));
        if (!alone) {
            notes.add("the name of another reader: name it by its number");
        }
        return new Probe.Device(
                SCHEME + ":" + (alone ? name : index),
                name,
                capabilities(Medium.CONTACTLESS).stream().map(Capability::label).toList(),
                notes);
    }

    @Override
    public void check(Target target) {
        target.requireOnly(Set.of("medium", "timeout"));
        var unused = List.of(Medium.of(target), timeout(target));
    }

    @Override
    public boolean feelsCards() {
        return true;
    }

    @Override
    public Reader open(Target target) {
        check(target);
        Medium medium = Medium.of(target);
        return new PcscReader(target.name(), medium, capabilities(medium), timeout(target));
    }

    private static Duration timeout(Target target) {
        return target.seconds("timeout", TIMEOUT);
    }

    private static Set<Capability> capabilities(Medium medium) {
        return switch (medium) {
            case CONTACTLESS -> EnumSet.of(Capability.CONTACTLESS, Capability.FIELD_OFF);
            case WIRED -> EnumSet.of(Capability.WIRED);
            case CONTACT_T0, CONTACT_T1 -> EnumSet.of(Capability.CONTACT, Capability.FIELD_OFF);
        };
    }
}
