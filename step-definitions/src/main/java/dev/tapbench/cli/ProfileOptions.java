package dev.tapbench.cli;

import dev.tapbench.profiles.FileProblem;
import dev.tapbench.profiles.RiskProfileFile;
import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.RiskProfile.Device;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which risk profile a command is about, in which device, and where what it finds is written. */
final class ProfileOptions {
    @Parameters(paramLabel = "PROFILE", description = "A risk profile, YAML.")
    private String file = "";

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            description = "Another device than the profile's: card, fob or phone.")
    private @Nullable Device device;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The folder that gets what is written; reports/validate/NAME by default.")
    private String out = "";

    /** As it was named. */
    String file() {
        return file;
    }

    Path source(Environment environment) {
        return environment.resolve(file);
    }

    /**
     * Reads the profile.
     *
     * @param values other values than its own, by key
     * @throws Failure when the file or a value is wrong
     */
    RiskProfile read(Environment environment, Map<String, String> values) {
        try {
            return values.isEmpty()
                    ? RiskProfileFile.read(source(environment))
                    : RiskProfileFile.read(source(environment), values);
        } catch (FileProblem e) {
            throw Failure.usage(e);
        }
    }

    /** card, fob or phone. */
    String form(RiskProfile profile) {
        return (device == null ? profile.behaviour().device() : device).name().toLowerCase(Locale.ROOT);
    }

    Path folder(Environment environment, RiskProfile profile) {
        if (!out.isEmpty()) {
            return environment.resolve(out);
        }
        String name = profile.name().replaceAll("[^A-Za-z0-9._-]+", "-");
        return environment.resolve("reports").resolve("validate").resolve(name);
    }
}
