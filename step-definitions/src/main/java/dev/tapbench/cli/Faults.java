package dev.tapbench.cli;

import dev.tapbench.campaign.FaultCatalogue;
import dev.tapbench.profiles.FaultFile;
import java.util.List;

/** The home's catalogue of faulty devices. */
final class Faults {
    private Faults() {}

    static FaultCatalogue of(Environment environment) {
        return new FaultCatalogue(environment.features().resolve("faults"), environment.sources());
    }

    static List<FaultFile> all(Environment environment) {
        FaultCatalogue catalogue = of(environment);
        return catalogue.ids().stream().map(catalogue::read).toList();
    }
}
