package dev.tapbench.drivers.pcsc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * The PC/SC service with virtual readers: the running one, or one that is started in the foreground and ended again. Only one
 * process at a time has it, since virtual readers take one card each. Without it tests are skipped with the reason, or fail where
 * the property {@code tapbench.require} or the variable TAPBENCH_REQUIRE has pcsc.
 */
public final class PcscService implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/pcscd");
    private static final String VIRTUAL = "Virtual PCD";

    private final FileChannel channel;
    private final FileLock lock;
    private @Nullable Process process;

    private PcscService(FileChannel channel, FileLock lock, @Nullable Process process) {
        this.channel = channel;
        this.lock = lock;
        this.process = process;
    }

    /** Has the service to itself until it is closed. */
    public static PcscService open() {
        try {
            FileChannel channel = FileChannel.open(
                    Path.of(System.getProperty("java.io.tmpdir"), "tapbench-pcsc.lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            FileLock lock = channel.lock();
            Process process = runs() ? null : start();
            if (virtualReaders().size() < 2) {
                stop(process);
                lock.close();
                channel.close();
                missing("the PC/SC service has no two virtual readers; Debian: apt-get install vsmartcard-vpcd");
            }
            return new PcscService(channel, lock, process);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void stop(@Nullable Process process) {
        if (process != null) {
            process.destroy();
            process.onExit().join();
        }
    }

    private static boolean runs() {
        try (Winscard service = Winscard.open()) {
            List<String> unused = service.readers();
            return true;
        } catch (PcscException e) {
            return false;
        } catch (RuntimeException e) {
            missing(String.valueOf(e.getMessage()));
            return false;
        }
    }

    private static List<String> virtualReaders() {
        try (Winscard service = Winscard.open()) {
            return service.readers().stream()
                    .filter(name -> name.startsWith(VIRTUAL))
                    .toList();
        } catch (PcscException e) {
            return List.of();
        }
    }

    /**
     * Ends the service and starts it again; it has to be one that was started here.
     *
     * @param options of the program
     */
    void restart(String... options) throws IOException, InterruptedException {
        stop(ours());
        process = start(options);
    }

    private Process ours() {
        Process running = process;
        if (running == null) {
            Assumptions.abort("the PC/SC service was there before: it is not ours to end");
            throw new IllegalStateException("unreachable");
        }
        return running;
    }

    private static Process start(String... options) throws IOException, InterruptedException {
        if (!Files.isExecutable(PROGRAM)) {
            missing("there is no " + PROGRAM + "; Debian: apt-get install pcscd vsmartcard-vpcd");
        }
        ProcessBuilder program =
                new ProcessBuilder(PROGRAM.toString(), "--foreground", "--info").redirectErrorStream(true);
        program.command().addAll(List.of(options));
        Process process = program.start();
        // Daemon threads of the test JVM read on, so that the service never waits for a full pipe.
        BufferedReader out = process.inputReader(UTF_8);
        String line = out.readLine();
        while (line != null && !line.contains("daemon ready")) {
            line = out.readLine();
        }
        // It says so before it listens, and there is no event for that.
        while (line != null && process.isAlive() && !runs()) {
            Thread.sleep(20);
        }
        if (line == null || !process.isAlive()) {
            process.destroy();
            missing("pcscd does not start; it takes root, or a socket that its user may make");
        }
        Thread drain = new Thread(() -> drained(out), "pcscd output");
        drain.setDaemon(true);
        drain.start();
        return process;
    }

    private static void drained(BufferedReader out) {
        try (out) {
            long unused = out.lines().count();
        } catch (IOException | UncheckedIOException e) {
            // The process has ended, and its pipe with it.
            return;
        }
    }

    private static void missing(String reason) {
        boolean required = Stream.of(
                        System.getProperty("tapbench.require", ""),
                        System.getenv().getOrDefault("TAPBENCH_REQUIRE", ""))
                .flatMap(list -> Arrays.stream(list.split(",", -1)))
                .anyMatch("pcsc"::equals);
        if (required) {
            Assertions.fail("pcsc is required: " + reason);
        }
        Assumptions.abort(reason);
    }

    /** Ends the service as a crash does; it has to be one that was started here. */
    void kill() throws InterruptedException {
        Process running = ours();
        running.destroyForcibly();
        running.waitFor(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        try (channel;
                lock) {
            stop(process);
        }
    }
}
