package dev.tapbench.drivers.person;

import dev.tapbench.ports.DeviceException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a person is told, and the lines that they type. */
final class Dialogue {
    private final InputStream typed;
    private final PrintStream screen;
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

    Dialogue(InputStream typed, PrintStream screen) {
        this.typed = typed;
        this.screen = screen;
    }

    /** On a line of its own, also where a progress bar stands on the current one. What was typed before is no answer to it. */
    synchronized void say(String words) {
        while (line().isPresent()) {
            begun.reset();
        }
        begun.reset();
        screen.println("\r" + words);
        screen.flush();
    }

    /** Says something and waits for a line, as long as it takes; empty at the end of what can be typed. */
    synchronized Optional<String> ask(String words) {
        say(words);
        try {
            for (int next = typed.read(); next >= 0; next = typed.read()) {
                if (next == '\n') {
                    return Optional.of(taken());
                }
                begun.write(next);
            }
            return Optional.empty();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private String taken() {
        String line = begun.toString(StandardCharsets.UTF_8).strip();
        begun.reset();
        return line;
    }

    private static DeviceException unreadable(IOException e) {
        return new DeviceException(
                "nobody can answer at the bench: standard input cannot be read (" + e.getMessage() + ")", e);
    }

    /** The next line that was typed to its end, if there is one already. */
    synchronized Optional<String> line() {
        try {
            while (typed.available() > 0) {
                int next = typed.read();
                if (next == '\n') {
                    return Optional.of(taken());
                }
                begun.write(next);
            }
            return Optional.empty();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }
}
