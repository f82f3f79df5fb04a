package dev.tapbench.cli;

import dev.tapbench.ports.card.RunAbortedException;
import io.cucumber.plugin.ConcurrentEventListener;
import io.cucumber.plugin.event.EventPublisher;
import io.cucumber.plugin.event.TestStepFinished;

/** Ends the process as Ctrl-C does, see {@link Interruption}, when somebody at the bench wants the run to end. */
final class Abortion implements ConcurrentEventListener {
    private final Environment environment;

    Abortion(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void setEventPublisher(EventPublisher publisher) {
        publisher.registerHandlerFor(TestStepFinished.class, event -> {
            if (event.getResult().getError() instanceof RunAbortedException wanted) {
                environment.err().println("tapbench: " + wanted.getMessage());
                Runtime.getRuntime().exit(ExitStatus.INTERRUPTED);
            }
        });
    }
}
