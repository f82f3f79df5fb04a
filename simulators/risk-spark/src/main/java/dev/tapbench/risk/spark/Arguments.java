package dev.tapbench.risk.spark;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What this process is asked for: {@code --job FILE --out FOLDER [--types TABLE] [--master URL] [--serve]}. */
record Arguments(Path job, Path out, Optional<String> types, Optional<String> master, boolean serve) {
    private static final Set<String> WITH_VALUE = Set.of("--job", "--out", "--types", "--master");

    /** @throws WrongInput when they are others */
    static Arguments of(String... words) {
        Map<String, String> values = new HashMap<>();
        boolean serve = false;
        for (int i = 0; i < words.length; i++) {
            if (words[i].equals("--serve")) {
                serve = true;
            } else if (WITH_VALUE.contains(words[i]) && i + 1 < words.length) {
                values.put(words[i], words[++i]);
            } else {
                throw new WrongInput("'" + words[i]
                        + "': expected --job FILE --out FOLDER [--types TABLE] [--master URL]" + " [--serve]");
            }
        }
        return new Arguments(
                path(values, "--job"),
                path(values, "--out"),
                Optional.ofNullable(values.get("--types")),
                Optional.ofNullable(values.get("--master")),
                serve);
    }

    private static Path path(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null) {
            throw new WrongInput(name + " is missing");
        }
        return Path.of(value);
    }
}
