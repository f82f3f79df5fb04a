package dev.tapbench.drivers.program;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tapbench.ports.DeviceException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A program and how long one call of it may take.
 *
 * @param file what is run
 */
record Program(Path file, Duration limit) {
    /** So often what it has printed is taken from the pipe, which holds up a program when it is full. */
    private static final Duration LOOK = Duration.ofMillis(50);
    /** More bytes than any answer has; the rest is a log. */
    private static final int ANSWER = 4096;
    /** How long what was killed may take to be gone: a process that waits for a device may not go at all. */
    private static final Duration GONE = Duration.ofSeconds(5);

    /**
     * Runs it once and waits for its end.
     *
     * @throws DeviceException when it does not start, takes too long, or ends with another status than 0, with its last words
     */
    void run(String... arguments) {
        String unused = ran(true, arguments);
    }

    /**
     * The same where it prints a secret, which may be among its last words as well: they are not told.
     *
     * @return what it has printed
     * @throws DeviceException when it does not start, takes too long, or ends with another status than 0
     */
    String secret(String... arguments) {
        return ran(false, arguments);
    }

    private String ran(boolean told, String... arguments) {
        List<String> command = new ArrayList<>(List.of(file.toString()));
        command.addAll(List.of(arguments));
        Path errors = null;
        try {
            // A file, since what the program leaves running would hold a pipe open.
            errors = Files.createTempFile("tapbench-program", ".err");
            Process process =
                    new ProcessBuilder(command).redirectError(errors.toFile()).start();
            process.getOutputStream().close();
            String printed = printed(process, command);
            if (process.exitValue() != 0) {
                throw new DeviceException(command + " ended with " + process.exitValue() + ": expected 0; "
                        + (told
                                ? "it says '" + lastLine(errors) + "'"
                                : "what it says is not told, since it may be secret"));
            }
            return printed;
        } catch (IOException e) {
            throw new DeviceException(file + " does not start (" + e.getMessage() + "): see that it is a program", e);
        } finally {
            deleted(errors);
        }
    }

    /** Until its end: what it leaves running would hold the pipe open. */
    private String printed(Process process, List<String> command) throws IOException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        long end = System.nanoTime() + limit.toNanos();
        try {
            while (!process.waitFor(LOOK.toNanos(), TimeUnit.NANOSECONDS)) {
                take(process, printed);
                if (System.nanoTime() - end >= 0) {
                    throw new DeviceException(command + " was not done after " + limit.toSeconds() + " s and "
                            + killed(process) + ": see what holds it up, or raise the option 'patience'");
                }
            }
        } catch (InterruptedException e) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new DeviceException("interrupted while " + command + " ran, which was killed", e);
        }
        // It has ended, so that the rest of what it printed is here already.
        take(process, printed);
        return printed.toString(UTF_8);
    }

    /** Takes all that is there, and keeps what an answer may be long. */
    private static void take(Process process, ByteArrayOutputStream printed) throws IOException {
        byte[] next =
                process.getInputStream().readNBytes(process.getInputStream().available());
        printed.write(next, 0, Math.min(next.length, ANSWER - printed.size()));
    }

    /** With all that it has started: a hand that still moves is no end. In words. */
    private static String killed(Process process) throws InterruptedException {
        List<ProcessHandle> tree = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        tree.forEach(ProcessHandle::destroyForcibly);
        try {
            CompletableFuture.allOf(tree.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                    .get(GONE.toNanos(), TimeUnit.NANOSECONDS);
            return "was ended";
        } catch (TimeoutException e) {
            return "does not end though it was killed";
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
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
