package dev.tapbench.drivers.replay;

import dev.tapbench.ports.Probe;
import dev.tapbench.ports.Target;
import dev.tapbench.ports.card.ApduRecord;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.card.Reader;
import dev.tapbench.ports.card.ReaderDriver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * {@code replay:FILE} answers what was recorded ({@link ApduRecord}): the same cards by their names, tap by tap. A command that
 * is not the recorded one is a {@link dev.tapbench.ports.card.ReplayMismatchException}. A plain script answers for whichever card.
 *
 * <p>Option {@code medium=contactless|wired|contact|contact-t1} (default contactless): which taps of the record.
 */
public final class ReplayDriver implements ReaderDriver {
    private static final String SCHEME = "replay";

    @Override
    public String scheme() {
        return SCHEME;
    }

    @Override
    public String description() {
        return "cards as they answered when they were recorded (--record)";
    }

    @Override
    public Probe probe() {
        return Probe.found(new Probe.Device(
                "replay:FILE",
                "a record of certify --record, or a script of '> command' and '< answer' lines",
                ReplayReader.capabilities(Medium.CONTACTLESS).stream()
                        .map(capability -> capability.label())
                        .toList()));
    }

    @Override
    public Target seenFrom(Path folder, Target target) {
        return new Target(SCHEME, folder.resolve(target.name()).normalize().toString(), target.options());
    }

    @Override
    public void check(Target target) {
        target.requireOnly(Set.of("medium"));
        var unused = Medium.of(target);
        if (!Files.isRegularFile(Path.of(target.name()))) {
            throw new IllegalArgumentException("'" + target + "' names no file: expected a record of certify --record");
        }
    }

    @Override
    public Reader open(Target target) {
        check(target);
        return new ReplayReader(target.toString(), ApduRecord.read(Path.of(target.name())), Medium.of(target));
    }
}
