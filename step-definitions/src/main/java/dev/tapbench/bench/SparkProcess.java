package dev.tapbench.bench;

import dev.tapbench.risk.lives.JobText;
import dev.tapbench.risk.lives.LivesJob;
import dev.tapbench.risk.lives.LivesSketch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Honest lives on Apache Spark, in a process of its own: its jars are in {@code lib/spark} and on no class path of ours. It ends
 * when its standard input does, so it does not outlive this process.
 */
public final class SparkProcess implements AutoCloseable {
    private static final String MAIN = "dev.tapbench.risk.spark.Main";
    private static final String BUILD = "./mvnw -q package -Pspark,-checks -DskipTests -pl simulators/risk-spark -am";
    private static final int WRONG_INPUT = 64;

    private final Path folder;
    private final Process process;
    private final BufferedReader answers;
    private final Writer commands;

    /**
     * What was lived.
     *
     * @param job with the types that were lived
     */
    public record Lived(LivesJob job, LivesSketch sketch) {}

    private SparkProcess(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
        answers = process.inputReader(StandardCharsets.US_ASCII);
        commands = process.outputWriter(StandardCharsets.US_ASCII);
    }

    /** Why there is no Spark in this home, and how to get it; empty where there is. */
    public static Optional<String> missing(Path home) {
        Path spark = home.resolve("lib").resolve("spark");
        if (!Files.isRegularFile(spark.resolve("java-options"))) {
            return Optional.of("Spark is not built, there is no " + spark + ": "
                    + (Files.isRegularFile(home.resolve("pom.xml"))
                            ? "run '" + BUILD + "' in " + home
                            : "a clone makes it with '" + BUILD + "', and its folder lib/spark can be copied"));
        }
        return sameKernel(home, spark)
                ? Optional.empty()
                : Optional.of(spark + " is of another build than lib/: run '" + BUILD + "' in " + home + " again");
    }

    /** Where both are jars: another kernel would live other lives. */
    private static boolean sameKernel(Path home, Path spark) {
        try (Stream<Path> files = Files.list(home.resolve("lib"))) {
            for (Path jar : files.filter(file -> file.getFileName().toString().startsWith("tapbench-risk-"))
                    .toList()) {
                Path other = spark.resolve("jars").resolve(jar.getFileName());
                if (!Files.isRegularFile(other) || Files.mismatch(jar, other) >= 0) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("lib/ of " + home + " cannot be read", e);
        }
    }

    /**
     * Starts it, and lets it live.
     *
     * @param types a table of cardholders that takes the place of the job's, CSV or Parquet
     * @param master as Spark writes it, such as {@code local[2]} or {@code spark://host:7077}
     * @throws IllegalStateException when {@link #missing} has a reason
     */
    public static SparkProcess start(Path home, LivesJob job, Optional<Path> types, String master) {
        missing(home).ifPresent(reason -> {
            throw new IllegalStateException(reason);
        });
        try {
            Path folder = Files.createTempDirectory("tapbench-spark");
            Files.writeString(folder.resolve("asked"), JobText.of(job));
            Path spark = home.resolve("lib").resolve("spark");
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "@" + spark.resolve("java-options"),
                    "-Djava.io.tmpdir=" + folder,
                    "-cp",
                    spark.resolve("jars") + "/*",
                    MAIN,
                    "--job",
                    folder.resolve("asked").toString(),
                    "--out",
                    folder.toString(),
                    "--master",
                    master,
                    "--serve"));
            types.ifPresent(table -> command.addAll(List.of("--types", table.toString())));
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectError(folder.resolve("log").toFile());
            builder.environment().put("SPARK_HOME", spark.toString());
            if (master.startsWith("local")) {
                builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
            }
            return new SparkProcess(folder, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("Spark does not start", e);
        }
    }

    /**
     * Waits until the lives are lived.
     *
     * @throws IllegalArgumentException when Spark says that the table of types is wrong
     * @throws IllegalStateException when Spark fails
     */
    public Lived lived() {
        try {
            String said = answers.readLine();
            if ("done".equals(said)) {
                return new Lived(
                        JobText.job(Files.readString(folder.resolve("job"))),
                        LivesSketch.of(Files.readAllBytes(folder.resolve("sketch"))));
            }
            int status = process.waitFor();
            String last = Files.readString(folder.resolve("log"))
                    .lines()
                    .filter(line -> !line.isBlank())
                    .reduce((before, after) -> after)
                    .orElse("it does not say why");
            if (status == WRONG_INPUT) {
                throw new IllegalArgumentException(last);
            }
            throw new IllegalStateException("Spark ended with status " + status + ": " + last);
        } catch (IOException e) {
            throw new UncheckedIOException("Spark's results cannot be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Spark was at work", e);
        }
    }

    /** Lets it live the same once more. */
    public void again() {
        try {
            commands.write("again\n");
            commands.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("Spark has ended", e);
        }
    }

    /** Ends the process, and waits until it has. */
    @Override
    public void close() {
        try {
            commands.close();
            process.waitFor();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("what Spark left in " + folder + " cannot be removed", e);
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
    }
}
