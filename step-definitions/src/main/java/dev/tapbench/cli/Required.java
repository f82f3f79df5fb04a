package dev.tapbench.cli;

import dev.tapbench.bench.Drivers;
import dev.tapbench.ports.Probe;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What {@code --require} names: drivers, their devices, and programs, which then may not be missing. */
final class Required {
    private static final List<String> CHROMIUM = List.of("chromium", "chromium-browser", "google-chrome");

    private Required() {}

    /** The names, refused where nobody can be meant. */
    static Set<String> names(String argument, Drivers drivers) {
        Set<String> known = new TreeSet<>(List.of("softhsm", "chromium"));
        drivers.readers().forEach(d -> known.add(d.scheme()));
        drivers.hsms().forEach(d -> known.add(d.scheme()));
        Set<String> names = new LinkedHashSet<>();
        Arrays.stream(argument.split(","))
                .map(String::strip)
                .filter(n -> !n.isEmpty())
                .forEach(names::add);
        for (String name : names) {
            if (!known.contains(name)) {
                throw Failure.usage("--require knows no '" + name + "'" + Nearest.hint(name, known) + "; it knows "
                        + String.join(", ", known));
            }
        }
        return names;
    }

    /** What is missing and how to get it, one line each. */
    static List<String> missing(Set<String> names, Drivers drivers) {
        List<String> missing = new ArrayList<>();
        for (String name : names) {
            remedy(name, drivers).ifPresent(remedy -> missing.add(name + ": " + remedy));
        }
        return missing;
    }

    private static Optional<String> remedy(String name, Drivers drivers) {
        if (name.equals("chromium")) {
            return CHROMIUM.stream().anyMatch(Required::onPath)
                    ? Optional.empty()
                    : Optional.of("no program of that name on the PATH; Debian: apt-get install chromium");
        }
        if (name.equals("softhsm")) {
            return probe("pkcs11", drivers)
                    .map(probe ->
                            probe.devices().stream().anyMatch(d -> d.target().contains("softhsm"))
                                    ? Optional.<String>empty()
                                    : Optional.of(
                                            probe.remedy().isEmpty()
                                                    ? "the PKCS#11 driver finds no SoftHSM; Debian: apt-get install softhsm2"
                                                    : probe.remedy()))
                    .orElse(Optional.of("there is no PKCS#11 driver"));
        }
        return probe(name, drivers)
                .map(probe -> probe.available() ? Optional.<String>empty() : Optional.of(probe.remedy()))
                .orElse(Optional.of("there is no such driver"));
    }

    private static Optional<Probe> probe(String scheme, Drivers drivers) {
        return Stream.concat(
                        drivers.readers().stream()
                                .filter(d -> d.scheme().equals(scheme))
                                .map(d -> d.probe()),
                        drivers.hsms().stream()
                                .filter(d -> d.scheme().equals(scheme))
                                .map(d -> d.probe()))
                .findFirst();
    }

    private static boolean onPath(String program) {
        String path = System.getenv("PATH");
        return path != null
                && Arrays.stream(path.split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve(program)));
    }
}
