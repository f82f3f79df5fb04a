package dev.tapbench.cli;

import dev.tapbench.reports.ScenarioEvidence;
import io.cucumber.plugin.ConcurrentEventListener;
import io.cucumber.plugin.event.EventPublisher;
import io.cucumber.plugin.event.PickleStepTestStep;
import io.cucumber.plugin.event.Status;
import io.cucumber.plugin.event.TestCaseFinished;
import io.cucumber.plugin.event.TestCaseStarted;
import io.cucumber.plugin.event.TestStepFinished;
import io.cucumber.plugin.event.TestStepStarted;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;

/** Shows how far a run is, on a terminal only, and remembers of each scenario its name and the step it stopped at. */
final class Progress implements ConcurrentEventListener {
    private final Map<String, String> names = new ConcurrentHashMap<>();
    private final Map<String, String> running = new ConcurrentHashMap<>();
    private final Map<String, String> stopped = new ConcurrentHashMap<>();
    private final @Nullable ProgressBar bar;
    private final Environment environment;
    private final boolean everyScenario;

    /**
     * @param count how many scenarios will run
     * @param shown whether to show a bar
     * @param everyScenario whether to print a line a scenario instead
     */
    Progress(Environment environment, int count, boolean shown, boolean everyScenario) {
        this.environment = environment;
        this.everyScenario = everyScenario;
        bar = shown && !everyScenario && count > 0 ? Bar.of(environment, "certify", count) : null;
    }

    @Override
    public void setEventPublisher(EventPublisher publisher) {
        publisher.registerHandlerFor(
                TestCaseStarted.class,
                event -> id(id -> {
                    names.put(id, event.getTestCase().getName());
                    if (bar != null) {
                        bar.setExtraMessage(id);
                    }
                }));
        publisher.registerHandlerFor(
                TestStepStarted.class,
                event -> id(id -> {
                    if (event.getTestStep() instanceof PickleStepTestStep step) {
                        running.put(
                                id, step.getStep().getKeyword() + step.getStep().getText());
                    }
                }));
        publisher.registerHandlerFor(TestStepFinished.class, this::stepFinished);
        publisher.registerHandlerFor(TestCaseFinished.class, event -> {
            if (bar != null) {
                bar.step();
            }
            if (everyScenario) {
                environment
                        .err()
                        .println(event.getResult().getStatus().name().toLowerCase(java.util.Locale.ROOT) + "  "
                                + event.getTestCase().getName());
            }
        });
    }

    /** A hook that does not pass is told with the step before it. */
    private void stepFinished(TestStepFinished event) {
        Status status = event.getResult().getStatus();
        if (status != Status.PASSED && status != Status.SKIPPED) {
            id(id -> stopped.putIfAbsent(
                    id,
                    event.getTestStep() instanceof PickleStepTestStep step
                            ? step.getStep().getKeyword() + step.getStep().getText()
                            : running.containsKey(id) ? "after '" + running.get(id) + "'" : "before the first step"));
        }
    }

    private static void id(java.util.function.Consumer<String> use) {
        ScenarioEvidence.bound()
                .ifPresent(evidence -> use.accept(evidence.info().id()));
    }

    /** The scenario's name; empty when it has not begun. */
    String name(String id) {
        return names.getOrDefault(id, "");
    }

    /** The step at which the scenario stopped; empty when all passed. */
    String step(String id) {
        return stopped.getOrDefault(id, "");
    }

    /** Takes the bar from the screen. */
    void finish() {
        if (bar != null) {
            bar.close();
        }
    }
}
