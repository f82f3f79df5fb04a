package dev.tapbench.risk.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.risk.lives.LivesJob;
import dev.tapbench.risk.lives.LocalLives;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.launcher.JavaModuleOptions;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In this process: two threads, and a task is tried four times. */
class LivesOnSparkTest {
    private static final long CARDS = 200_000;
    /** Of tasks of this process; Spark's own counters forget what a failed task counted. */
    private static final AtomicInteger FAILURES = new AtomicInteger();

    private static SparkSession spark;
    private static JavaSparkContext context;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        Arguments arguments =
                new Arguments(Path.of(""), Path.of(""), Optional.empty(), Optional.of("local[2,4]"), false);
        spark = SparkSession.builder().config(Main.configuration(arguments)).getOrCreate();
        context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    private static byte[] inThisJvm() throws InterruptedException {
        return LocalLives.sketch(Jobs.job(CARDS), 2).toBytes();
    }

    @Test
    void sparkGivesTheSameBytes() throws InterruptedException {
        assertThat(LivesOnSpark.sketch(context, Jobs.job(CARDS)).toBytes()).isEqualTo(inThisJvm());
    }

    /** Every task fails once or more, halfway; the lives that it had lived by then count once. */
    @Test
    void tasksThatFailAndAreTriedAgainGiveTheSameBytes() throws InterruptedException {
        FAILURES.set(0);
        byte[] bytes = LivesOnSpark.sketch(context, Jobs.job(CARDS), (task, attempt) -> {
                    if (attempt <= task % 3) {
                        FAILURES.incrementAndGet();
                        throw new IllegalStateException("injected into task " + task + ", attempt " + attempt);
                    }
                })
                .toBytes();
        assertThat(bytes).isEqualTo(inThisJvm());
        assertThat(FAILURES)
                .as("eight tasks, which failed once, twice or three times")
                .hasValue(15);
    }

    /** That failures reach the tasks at all. */
    @Test
    void aTaskThatFailsFourTimesEndsTheJob() {
        assertThatThrownBy(() -> LivesOnSpark.sketch(context, Jobs.job(CARDS), (task, attempt) -> {
                    if (task == 3) {
                        throw new IllegalStateException("injected for good");
                    }
                }))
                .isInstanceOf(SparkException.class)
                .hasMessageContaining("failed 4 times")
                .hasMessageContaining("injected for good");
    }

    @Test
    void aTableIsReadFromCsvAndFromParquet() {
        LivesJob job = Jobs.job(CARDS);
        assertThat(TypesTable.read(spark, Jobs.SHIPPED.toString(), Jobs.EUR)).isEqualTo(job.types());
        Dataset<Row> shipped =
                spark.read().option("header", true).option("comment", "#").csv(Jobs.SHIPPED.toString());
        String texts = folder.resolve("texts.parquet").toString();
        shipped.write().parquet(texts);
        assertThat(TypesTable.read(spark, texts, Jobs.EUR)).isEqualTo(job.types());
        String numbers = folder.resolve("numbers").toString();
        shipped.selectExpr(Arrays.stream(shipped.columns())
                        .map(name -> name.equals("type") ? name : "cast(" + name + " as double) as " + name)
                        .toArray(String[]::new))
                .orderBy("payments")
                .write()
                .parquet(numbers);
        assertThat(TypesTable.read(spark, numbers, Jobs.EUR)).isEqualTo(job.types());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "commuter,25|commuter,26|row 5: share brings the sum of all rows to 101.00: expected 100.00",
                "commuter,25|commuter,many|row 1: share is 'many': expected a percentage",
                "commuter,25|commuter,|row 1: share is empty: expected a percentage",
                "mistypes|misprints|has a column 'misprints': expected the columns",
            })
    void aWrongTableIsOneLine(String right, String wrong, String message) throws IOException {
        Path table = folder.resolve("own.csv");
        Files.writeString(table, Files.readString(Jobs.SHIPPED).replace(right, wrong));
        assertThatThrownBy(() -> TypesTable.read(spark, table.toString(), Jobs.EUR))
                .isInstanceOf(WrongInput.class)
                .hasMessageStartingWith(table.toString())
                .hasMessageContaining(message);
    }

    @Test
    void whatIsNotThereOrOfAnotherKindIsOneLine() throws IOException {
        for (String name : List.of("absent.csv", "absent.parquet")) {
            assertThatThrownBy(() -> TypesTable.read(spark, folder.resolve(name).toString(), Jobs.EUR))
                    .isInstanceOf(WrongInput.class)
                    .hasMessageContaining(name)
                    .hasMessageNotContainingAny("\n");
        }
        Path text = folder.resolve("text.parquet");
        Files.writeString(text, "no Parquet at all");
        assertThatThrownBy(() -> TypesTable.read(spark, text.toString(), Jobs.EUR))
                .isInstanceOf(WrongInput.class);
    }

    /** Nothing of a local run is reachable from another machine. */
    @Test
    void aLocalRunIsBoundToTheLoopback() {
        assertThat(context.getConf().get("spark.driver.bindAddress")).isEqualTo("127.0.0.1");
        assertThat(context.getConf().get("spark.driver.host")).isEqualTo("127.0.0.1");
        assertThat(spark.sparkContext().ui().isEmpty()).isTrue();
    }

    /** The process is started with what this version of Spark needs of Java. */
    @Test
    void theOptionsOfJavaAreThoseThatSparkWants() throws IOException {
        assertThat(Files.readAllLines(Path.of(System.getProperty("tapbench.spark.options"))))
                .containsExactlyInAnyOrder(
                        JavaModuleOptions.defaultModuleOptions().strip().split(" +"));
    }

    @ParameterizedTest
    @CsvSource({"1,2,1", "39999,2,1", "40000,2,2", "1000000,2,8", "1000000,200,50", "100000000000,2,2000"})
    void lifeIsCutIntoTasks(long cards, int cores, long tasks) {
        assertThat(LivesOnSpark.tasks(cards, cores)).isEqualTo(tasks);
    }
}
