package dev.tapbench.risk.spark;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A master or a worker of a cluster on this machine, from the home that {@code package} makes. */
final class ClusterProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader log;

    private ClusterProcess(Process process) {
        this.process = process;
        log = process.inputReader(StandardCharsets.UTF_8);
    }

    static ClusterProcess start(Path spark, String main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + spark.resolve("java-options"),
                "-Dlog4j2.configurationFile="
                        + Path.of("src/test/resources/cluster-log.properties").toUri(),
                "-Dspark.master.rest.enabled=false",
                "-Xmx256m",
                "-cp",
                spark.resolve("jars") + "/*",
                main));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("SPARK_HOME", spark.toString());
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        // A worker looks for it in folders of Spark's own build otherwise.
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        return new ClusterProcess(builder.start());
    }

    /** Waits for a line of its log, and then lets the log run on unread. */
    Matcher ready(Pattern line) throws IOException {
        StringBuilder before = new StringBuilder();
        for (String said = log.readLine(); said != null; said = log.readLine()) {
            Matcher matcher = line.matcher(said);
            if (matcher.find()) {
                Thread rest = new Thread(this::drain, "log of " + process.pid());
                rest.setDaemon(true);
                rest.start();
                return matcher;
            }
            before.append(said).append('\n');
        }
        throw new AssertionError("ended before it said '" + line + "':\n" + before);
    }

    private void drain() {
        try {
            while (log.readLine() != null) {
                // A full pipe would stop the process.
            }
        } catch (IOException e) {
            // The process has been killed, and its log with it.
        }
    }

    long pid() {
        return process.pid();
    }

    /** Kills it, and waits until it is dead. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
