package dev.tapbench.cli;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows on a terminal how far a command is; the caller asks {@link Environment#progress} first. */
final class Bar {
    private Bar() {}

    /** @param count of steps until the end */
    static ProgressBar of(Environment environment, String task, int count) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(count)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(100)
                .setConsumer(new ConsoleProgressBarConsumer(
                        environment.err(), environment.columns() == 0 ? 80 : environment.columns() - 1))
                .clearDisplayOnFinish()
                .build();
    }
}
