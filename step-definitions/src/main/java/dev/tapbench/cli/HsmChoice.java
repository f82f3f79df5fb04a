package dev.tapbench.cli;

import dev.tapbench.bench.Drivers;
import dev.tapbench.ports.DeviceException;
import dev.tapbench.ports.Target;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.profiles.BenchFile;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The security module of a command: named by an option, or the first of the bench file that is there. */
final class HsmChoice {
    @Option(
            names = "--bench",
            paramLabel = "FILE",
            description = "The bench's devices; features/benches/default.yaml by default.")
    String bench = "";

    @Option(
            names = "--hsm",
            paramLabel = "TARGET",
            description = "The HSM, instead of the bench file's: such as embedded: or pkcs11:softhsm.")
    String hsm = "";

    /** The bench file. */
    BenchFile benchFile(Environment environment) {
        return BenchFile.read(
                bench.isEmpty() ? environment.features().resolve("benches/default.yaml") : environment.resolve(bench));
    }

    /**
     * The modules that may be taken, each checked by its driver.
     *
     * @throws IllegalArgumentException when a target is none
     */
    List<Target> candidates(Environment environment, Drivers drivers) {
        List<Target> modules = hsm.isEmpty() ? benchFile(environment).hsm() : List.of(Target.parse(hsm));
        modules.forEach(module -> drivers.hsm(module).check(module));
        return modules;
    }

    /**
     * The first that is there.
     *
     * @throws DeviceException when none is
     */
    static Target chosen(List<Target> modules, Drivers drivers) {
        return drivers.firstAvailable(modules)
                .orElseThrow(() -> new DeviceException("no HSM is there: " + String.join("; ", drivers.missing(modules))
                        + "; embedded: is always there (--hsm embedded:)"));
    }

    /** The module of one command, opened when it is asked for first, closed with the command. */
    Module module(Environment environment) {
        return new Module(environment);
    }

    /** See {@link #module}. */
    final class Module implements AutoCloseable {
        private final Environment environment;
        private @Nullable Target target;
        private @Nullable Hsm opened;

        private Module(Environment environment) {
            this.environment = environment;
        }

        /** Checks what was asked for without opening anything: wrong usage is told before a device is touched. */
        void check() {
            try {
                candidates(environment, Drivers.find());
            } catch (IllegalArgumentException e) {
                throw Failure.usage(e);
            }
        }

        Hsm open() {
            Hsm hsm = opened;
            if (hsm == null) {
                Drivers drivers = Drivers.find();
                Target choice = chosen(candidates(environment, drivers), drivers);
                hsm = drivers.hsm(choice).open(choice);
                target = choice;
                opened = hsm;
            }
            return hsm;
        }

        /** What was opened; empty when nothing was. */
        Optional<Target> target() {
            return Optional.ofNullable(target);
        }

        @Override
        public void close() {
            if (opened != null) {
                opened.close();
            }
        }
    }
}
