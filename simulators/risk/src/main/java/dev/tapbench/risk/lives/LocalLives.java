package dev.tapbench.risk.lives;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Lives on the cores of this machine. The sketch is the same for any number of threads. */
public final class LocalLives {
    /** Cards that a thread takes at a time: few enough that the last one to end is not waited for. */
    private static final long PORTION = 512;

    private LocalLives() {}

    /**
     * Lives all lives of a job.
     *
     * @param threads at least 1
     * @throws InterruptedException when this thread is interrupted; the lives are given up then
     */
    public static LivesSketch sketch(LivesJob job, int threads) throws InterruptedException {
        AtomicLong next = new AtomicLong();
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            List<Future<LivesSketch>> parts = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                parts.add(workers.submit(() -> share(job, next)));
            }
            LivesSketch all = new LivesSketch(job.types().size());
            for (Future<LivesSketch> part : parts) {
                all.merge(part.get());
            }
            return all;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a life ended in an error: " + e.getCause(), e);
        } finally {
            workers.shutdownNow();
        }
    }

    private static LivesSketch share(LivesJob job, AtomicLong next) {
        LivesKernel kernel = new LivesKernel(job);
        for (long from = next.getAndAdd(PORTION); from < job.cards(); from = next.getAndAdd(PORTION)) {
            if (Thread.currentThread().isInterrupted()) {
                break;
            }
            kernel.live(from, Math.min(job.cards(), from + PORTION));
        }
        return kernel.sketch();
    }
}
