package dev.tapbench.risk.spark;

import dev.tapbench.risk.lives.JobText;
import dev.tapbench.risk.lives.LivesJob;
import dev.tapbench.risk.lives.LivesKernel;
import dev.tapbench.risk.lives.LivesSketch;
import java.io.Serializable;
import java.util.stream.LongStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The lives of a job as tasks. A task's result is its sketch, and Spark takes one result of each task, however often it had to be
 * tried; an accumulator would count a second try again.
 */
final class LivesOnSpark {
    /** Lives of a task at least: a task costs some milliseconds. */
    private static final long FEWEST = 20_000;
    /** Tasks for each core at least, where there are lives enough, so that no core waits long for the last task. */
    private static final int TASKS_PER_CORE = 4;
    /** Tasks at most: the driver holds the sketches that it has not added up yet. */
    private static final int MOST_TASKS = 2_000;

    /** What else happens in a task; tests let tasks fail with it. */
    interface Interference extends Serializable {
        /**
         * Called after half of a task's lives.
         *
         * @param attempt from 0
         */
        void halfway(int task, int attempt);
    }

    private LivesOnSpark() {}

    /** Lives all lives of a job. */
    static LivesSketch sketch(JavaSparkContext context, LivesJob job) {
        return sketch(context, job, (task, attempt) -> {});
    }

    static LivesSketch sketch(JavaSparkContext context, LivesJob job, Interference interference) {
        long tasks = tasks(job.cards(), context.defaultParallelism());
        // Text, because a profile is no Java-serializable object, and as text it is the same in each version.
        String text = JobText.of(job);
        byte[] all = context.parallelize(LongStream.range(0, tasks).boxed().toList(), Math.toIntExact(tasks))
                .map(task -> share(JobText.job(text), task, tasks, interference))
                .reduce(LivesOnSpark::together);
        return LivesSketch.of(all);
    }

    static long tasks(long cards, int cores) {
        long wanted = Math.max((long) cores * TASKS_PER_CORE, cards / (FEWEST * 50));
        return Math.max(1, Math.min(Math.min(wanted, MOST_TASKS), cards / FEWEST));
    }

    private static byte[] share(LivesJob job, long task, long tasks, Interference interference) {
        long from = job.cards() * task / tasks;
        long to = job.cards() * (task + 1) / tasks;
        LivesKernel kernel = new LivesKernel(job);
        kernel.live(from, (from + to) / 2);
        interference.halfway((int) task, TaskContext.get().attemptNumber());
        kernel.live((from + to) / 2, to);
        return kernel.sketch().toBytes();
    }

    private static byte[] together(byte[] one, byte[] other) {
        LivesSketch sum = LivesSketch.of(one);
        sum.merge(LivesSketch.of(other));
        return sum.toBytes();
    }
}
