package dev.tapbench.drivers.program;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tapbench.ports.DeviceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A program and how long one call of it may take.
 *
 * @param file what is run
 */
record Program(Path file, Duration limit) {
    /**
     * Runs it once and waits for its end.
     *
     * @return what it has printed
     * @throws DeviceException when it does not start, takes too long, or ends with another status than 0
     */
    String run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(file.toString()));
        command.addAll(List.of(arguments));
        Path errors = null;
        try {
            // A file, since what the program leaves running would hold a pipe open.
            errors = Files.createTempFile("tapbench-program", ".err");
            Process process =
                    new ProcessBuilder(command).redirectError(errors.toFile()).start();
            process.getOutputStream().close();
            return ended(process, command, errors);
        } catch (IOException e) {
            throw new DeviceException(file + " does not start (" + e.getMessage() + "): see that it is a program", e);
        } finally {
            deleted(errors);
        }
    }

    private String ended(Process process, List<String> command, Path errors) throws IOException {
        try {
            if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                kill(process);
                throw new DeviceException(command + " was not done after " + limit.toSeconds()
                        + " s and was ended: see what holds it up, or raise the option 'patience'");
            }
        } catch (InterruptedException e) {
            kill(process);
            Thread.currentThread().interrupt();
            throw new DeviceException("interrupted while " + command + " ran", e);
        }
        if (process.exitValue() != 0) {
            throw new DeviceException(command + " ended with " + process.exitValue() + ": expected 0; it says '"
                    + lastLine(errors) + "'");
        }
        // It has ended, so that what it printed is here already.
        byte[] printed = new byte[process.getInputStream().available()];
        int length = process.getInputStream().readNBytes(printed, 0, printed.length);
        return new String(printed, 0, length, UTF_8);
    }

    /** With all that it has started: a hand that still moves is no end. */
    private static void kill(Process process) {
        List<ProcessHandle> tree = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        tree.forEach(ProcessHandle::destroyForcibly);
        tree.forEach(one -> one.onExit().join());
    }

    private static String lastLine(Path errors) throws IOException {
        return new String(Files.readAllBytes(errors), UTF_8)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .reduce((earlier, later) -> later)
                .orElse("nothing");
    }

    private static void deleted(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new DeviceException(file + " cannot be deleted: " + e.getMessage(), e);
        }
    }
}
