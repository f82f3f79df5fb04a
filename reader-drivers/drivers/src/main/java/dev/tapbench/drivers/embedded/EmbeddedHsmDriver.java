package dev.tapbench.drivers.embedded;

import dev.tapbench.ports.Entropy;
import dev.tapbench.ports.Probe;
import dev.tapbench.ports.Target;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.HsmDriver;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;

/**
 * {@code embedded:} is a security module in this process's memory, on Bouncy Castle: always there, nothing to install. Each
 * opened module is its own and empty; its keys are gone when it is closed.
 *
 * <p>Option {@code seed=NUMBER}: the module's random numbers and generated keys repeat. Without it they are the platform's.
 */
public final class EmbeddedHsmDriver implements HsmDriver {
    @Override
    public String scheme() {
        return "embedded";
    }

    @Override
    public String description() {
        return "security module in memory, on Bouncy Castle";
    }

    @Override
    public Probe probe() {
        return Probe.found(new Probe.Device("embedded:", description(), List.of()));
    }

    @Override
    public void check(Target target) {
        target.requireOnly(Set.of("seed"));
        if (!target.name().isEmpty()) {
            throw new IllegalArgumentException(
                    "'" + target + "' names a module: expected nothing between 'embedded:' and '?'");
        }
        var unused = random(target);
    }

    @Override
    public Hsm open(Target target) {
        check(target);
        return new EmbeddedHsm(target.toString(), random(target));
    }

    private static SecureRandom random(Target target) {
        return target.option("seed").map(seed -> random(target, seed)).orElseGet(SecureRandom::new);
    }

    private static SecureRandom random(Target target, String seed) {
        try {
            return new SeededRandom(Entropy.seeded(Long.parseLong(seed), "embedded security module"));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "'" + target + "' has the seed '" + seed + "': expected a whole number", e);
        }
    }
}
