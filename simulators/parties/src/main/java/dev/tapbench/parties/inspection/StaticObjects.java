package dev.tapbench.parties.inspection;

import dev.tapbench.emv.Tlv;
import dev.tapbench.ports.Bytes;
import java.util.List;

/** The data objects in static data to be authenticated: the AIP behind them is none. */
final class StaticObjects {
    private static final int AIP_LENGTH = 2;

    private StaticObjects() {}

    /** Inside a template 70 as well, which the data of files 11 to 30 keep (EMV Book 3, 10.3). */
    static List<Tlv> of(Bytes staticData) {
        return Lenient.read(() -> Tlv.parseAll(staticData))
                .or(() -> Lenient.read(() ->
                        Tlv.parseAll(staticData.slice(0, Math.max(0, staticData.length() - AIP_LENGTH)))))
                .orElse(List.of());
    }
}
