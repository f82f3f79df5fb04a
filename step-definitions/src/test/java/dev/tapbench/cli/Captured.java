package dev.tapbench.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Runs commands in this process and keeps what they print. */
final class Captured {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Path home;
    private Path directory = Path.of("").toAbsolutePath();
    private String in = "";
    private int columns;
    private boolean everything;

    /** In the home that these sources are. */
    Captured() {
        this(Path.of("..").toAbsolutePath().normalize());
    }

    Captured(Path home) {
        this.home = home;
    }

    Captured in(Path current) {
        directory = current;
        return this;
    }

    Captured input(String text) {
        in = text;
        return this;
    }

    /** With all requirements in scope, as {@code test} runs. */
    Captured everything() {
        everything = true;
        return this;
    }

    Captured columns(int width) {
        columns = width;
        return this;
    }

    Environment environment() {
        return new Environment(
                home,
                directory,
                new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                columns,
                false,
                everything,
                Optional.empty());
    }

    int run(String... arguments) {
        return Main.run(environment(), arguments);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
