package dev.tapbench.risk.spark;

import dev.tapbench.risk.lives.JobText;
import dev.tapbench.risk.lives.LivesJob;
import dev.tapbench.risk.lives.LivesSketch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * The process: reads a job ({@link JobText}), lives it, and leaves in a folder {@code job}, with the types that were lived, and
 * {@code sketch} ({@link LivesSketch#toBytes}). Ends 0; 64 where its input is wrong; 2 where Spark fails. With {@code --serve} it
 * then says {@code done} and lives the job again for each line on standard input.
 */
public final class Main {
    private static final int WRONG_INPUT = 64;
    private static final int BROKEN = 2;

    private Main() {}

    /** Also the class that {@code spark-submit} starts. */
    public static void main(String[] words) {
        System.exit(run(words));
    }

    private static int run(String... words) {
        try {
            Arguments arguments = Arguments.of(words);
            SparkConf conf = configuration(arguments);
            try (SparkSession spark = SparkSession.builder().config(conf).getOrCreate()) {
                live(spark, arguments);
            }
            return 0;
        } catch (WrongInput e) {
            System.err.println(e.getMessage());
            return WRONG_INPUT;
        } catch (Exception e) {
            System.err.println("Spark cannot live the lives: " + e);
            return BROKEN;
        }
    }

    /**
     * On this machine alone nothing is bound to another address than the loopback one, and there is no page to look at. Other
     * machines get the jars with the kernel.
     */
    static SparkConf configuration(Arguments arguments) {
        SparkConf conf = new SparkConf().setAppName("tapbench honest lives").set("spark.ui.enabled", "false");
        arguments.master().ifPresent(conf::setMaster);
        if (!conf.contains("spark.master")) {
            conf.setMaster("local[*]");
        }
        String master = conf.get("spark.master");
        if (master.startsWith("local") || master.startsWith("spark://127.0.0.1:")) {
            conf.set("spark.driver.bindAddress", "127.0.0.1").set("spark.driver.host", "127.0.0.1");
        }
        if (!master.startsWith("local")) {
            String[] jars = Stream.of(Main.class, LivesJob.class)
                    .map(type -> type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .getPath())
                    .filter(place -> place.endsWith(".jar"))
                    .toArray(String[]::new);
            conf.setJars(jars);
        }
        return conf;
    }

    private static void live(SparkSession spark, Arguments arguments) throws IOException {
        LivesJob job = job(spark, arguments);
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        do {
            LivesSketch sketch = LivesOnSpark.sketch(context, job);
            Files.createDirectories(arguments.out());
            Files.writeString(arguments.out().resolve("job"), JobText.of(job));
            Files.write(arguments.out().resolve("sketch"), sketch.toBytes());
            if (arguments.serve()) {
                System.out.println("done");
                System.out.flush();
            }
        } while (arguments.serve() && commands.readLine() != null);
    }

    private static LivesJob job(SparkSession spark, Arguments arguments) throws IOException {
        LivesJob job;
        try {
            job = JobText.job(Files.readString(arguments.job()));
        } catch (IllegalArgumentException e) {
            throw new WrongInput(arguments.job() + ": " + e.getMessage());
        }
        return arguments
                .types()
                .map(table -> job.withTypes(
                        TypesTable.read(spark, table, job.profile().currency())))
                .orElse(job);
    }
}
