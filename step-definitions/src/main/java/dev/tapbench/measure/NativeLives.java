package dev.tapbench.measure;

import dev.tapbench.reports.SkipException;
import dev.tapbench.risk.lives.LivesJob;
import dev.tapbench.risk.lives.LivesNumbers;
import dev.tapbench.risk.lives.LivesSketch;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Honest lives in C: {@code lives.c}, compiled by the system's compiler just now, in a process that waits for commands. */
final class NativeLives implements AutoCloseable {
    private static final List<String> COMPILERS = List.of("cc", "gcc", "clang");
    private static final String SOURCE = "lives.c";

    private final int types;
    private final Path folder;
    private final Process process;
    private final Writer commands;
    private final BufferedReader answers;

    private NativeLives(int types, Path folder, Process process) {
        this.types = types;
        this.folder = folder;
        this.process = process;
        commands = process.outputWriter(StandardCharsets.US_ASCII);
        answers = process.inputReader(StandardCharsets.US_ASCII);
    }

    /**
     * Compiles and starts it.
     *
     * @throws SkipException when there is no C compiler
     * @throws IllegalStateException when the compiler refuses the program
     */
    static NativeLives of(LivesJob job) {
        Path compiler = onPath(COMPILERS)
                .orElseThrow(() -> new SkipException("there is no C compiler: none of " + String.join(", ", COMPILERS)
                        + " is on the PATH; on Debian, apt-get install gcc libc6-dev"));
        try {
            Path folder = Files.createTempDirectory("tapbench-lives");
            try {
                return new NativeLives(job.types().size(), folder, started(compiler, folder, job));
            } catch (IOException | RuntimeException e) {
                remove(folder);
                throw e;
            }
        } catch (IOException e) {
            throw new IllegalStateException("the C program for honest lives does not start: " + e.getMessage(), e);
        }
    }

    private static Process started(Path compiler, Path folder, LivesJob job) throws IOException {
        Path source = folder.resolve(SOURCE);
        try (InputStream text = NativeLives.class.getResourceAsStream(SOURCE)) {
            Files.copy(Objects.requireNonNull(text, SOURCE + " is not on the class path"), source);
        }
        Path program = folder.resolve("lives");
        compile(compiler, source, program);
        Path numbers = folder.resolve("numbers");
        Files.writeString(
                numbers,
                Arrays.stream(LivesNumbers.of(job)).mapToObj(Long::toString).collect(Collectors.joining("\n")));
        return new ProcessBuilder(program.toString(), numbers.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static Optional<Path> onPath(List<String> names) {
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
        return names.stream()
                .flatMap(name -> Stream.of(path.split(File.pathSeparator, -1))
                        .filter(folder -> !folder.isEmpty())
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static void compile(Path compiler, Path source, Path program) throws IOException {
        Process process = new ProcessBuilder(
                        compiler.toString(), "-std=c11", "-O2", "-o", program.toString(), source.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException(compiler + " refuses " + SOURCE + ": "
                        + said.lines().findFirst().orElse("it does not say why"));
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + compiler + " was compiling", e);
        }
    }

    /** Lives the cards from 0 to {@code cards} - 1, so many times. */
    void live(long cards, int times) {
        send("live 0 " + cards + " " + times);
        String answer = answer();
        if (!answer.equals("done")) {
            throw new IllegalStateException(
                    "the C program for honest lives answered '" + answer + "': expected 'done'");
        }
    }

    /** What happened since this was asked for last. */
    LivesSketch counts() {
        send("counts");
        byte[] bytes = new byte[new LivesSketch(types).toBytes().length];
        ByteBuffer cells = ByteBuffer.wrap(bytes);
        while (cells.hasRemaining()) {
            cells.putLong(Long.parseLong(answer()));
        }
        return LivesSketch.of(bytes);
    }

    private void send(String command) {
        try {
            commands.write(command + "\n");
            commands.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the C program for honest lives has ended", e);
        }
    }

    private String answer() {
        try {
            String line = answers.readLine();
            if (line == null) {
                throw new IllegalStateException("the C program for honest lives ended early, see its error above");
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException("the C program for honest lives gives no answer", e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            remove(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("the C program for honest lives cannot be removed from " + folder, e);
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
