package dev.tapbench.risk.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.risk.lives.LocalLives;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A master and two workers on this machine; one worker is killed while it lives its lives. Needs {@code package} first. */
@Tag("cluster")
class WorkerKilledTest {
    private static final long CARDS = 400_000;
    private static final Path SPARK =
            Path.of(System.getProperty("tapbench.spark.home")).normalize();

    @TempDir
    private Path folder;

    private ClusterProcess worker(String master, String name) throws IOException {
        return ClusterProcess.start(
                SPARK,
                "org.apache.spark.deploy.worker.Worker",
                "--host",
                "127.0.0.1",
                "--port",
                "0",
                "--webui-port",
                "0",
                "--cores",
                "1",
                "--memory",
                "1g",
                "--work-dir",
                folder.resolve(name).toString(),
                master);
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void aWorkerThatDiesHalfwayChangesNoByte() throws Exception {
        try (ClusterProcess master = ClusterProcess.start(
                SPARK,
                "org.apache.spark.deploy.master.Master",
                "--host",
                "127.0.0.1",
                "--port",
                "0",
                "--webui-port",
                "0")) {
            String url = master.ready(Pattern.compile("Starting Spark master at (spark://\\S+)"))
                    .group(1);
            try (ClusterProcess one = worker(url, "one");
                    ClusterProcess other = worker(url, "other")) {
                one.ready(Pattern.compile("Successfully registered with master"));
                other.ready(Pattern.compile("Successfully registered with master"));
                assertThat(lived(url, List.of(one, other)))
                        .isEqualTo(LocalLives.sketch(Jobs.job(CARDS), 2).toBytes());
            }
        }
    }

    private static void closed(ServerSocket listening) {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] lived(String master, List<ClusterProcess> workers) throws Exception {
        SparkConf conf = Main.configuration(
                        new Arguments(Path.of(""), Path.of(""), Optional.empty(), Optional.of(master), false))
                .set("spark.executor.memory", "512m")
                .set(
                        "spark.executor.extraClassPath",
                        Path.of("target/test-classes").toAbsolutePath().toString());
        CountDownLatch lost = new CountDownLatch(1);
        try (SparkSession spark = SparkSession.builder().config(conf).getOrCreate();
                ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            spark.sparkContext().addSparkListener(new SparkListener() {
                @Override
                public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
                    lost.countDown();
                }
            });
            JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
            // A job that fails without having lost its worker shall not be waited for.
            CompletableFuture<byte[]> bytes = CompletableFuture.supplyAsync(() -> LivesOnSpark.sketch(
                                    context, Jobs.job(CARDS), new LosesItsWorker(listening.getLocalPort()))
                            .toBytes())
                    .whenComplete((result, failure) -> closed(listening));
            try (Socket executor = listening.accept()) {
                long pid = new DataInputStream(executor.getInputStream()).readLong();
                ClusterProcess dying = workers.stream()
                        .filter(worker -> worker.pid() == pid)
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(pid + " is none of the workers"));
                assertThat(bytes)
                        .as("half of the first task's lives are lived, and the rest waits")
                        .isNotDone();
                dying.kill();
                byte[] result = bytes.get(4, TimeUnit.MINUTES);
                assertThat(lost.await(1, TimeUnit.MINUTES))
                        .as("Spark has lost an executor")
                        .isTrue();
                return result;
            }
        }
    }
}
