package dev.tapbench.cli;

import dev.tapbench.reports.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where runs lie: {@code reports/runs/} under the current directory, unless {@code --out} says otherwise. */
final class Runs {
    private Runs() {}

    static Path all(Environment environment) {
        return environment.resolve("reports/runs");
    }

    /** A run by its folder, by its name below {@code reports/runs}, or the newest as {@code latest}. */
    static Path find(Environment environment, String run) {
        Path folder = environment.resolve(run);
        if (Files.isDirectory(folder.resolve("trace"))) {
            return folder;
        }
        try {
            return RunFolder.find(all(environment), run);
        } catch (IllegalArgumentException e) {
            throw Failure.usage(e);
        }
    }
}
