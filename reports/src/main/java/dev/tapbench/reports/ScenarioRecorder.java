package dev.tapbench.reports;

import io.cucumber.plugin.ConcurrentEventListener;
import io.cucumber.plugin.event.EventPublisher;
import io.cucumber.plugin.event.HookTestStep;
import io.cucumber.plugin.event.HookType;
import io.cucumber.plugin.event.Node;
import io.cucumber.plugin.event.PickleStepTestStep;
import io.cucumber.plugin.event.Result;
import io.cucumber.plugin.event.TestCase;
import io.cucumber.plugin.event.TestCaseFinished;
import io.cucumber.plugin.event.TestCaseStarted;
import io.cucumber.plugin.event.TestSourceParsed;
import io.cucumber.plugin.event.TestStep;
import io.cucumber.plugin.event.TestStepFinished;
import io.cucumber.plugin.event.TestStepStarted;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Listens to Cucumber on the scenario's own thread: binds the evidence, drains it when a step or hook ends, judges, writes the
 * row. Handlers run in the order of their registration; the sink's adapter is registered between ours, so that a step is still
 * open in the report when its evidence is attached (Allure's context is per thread), and the verdict is known when it is closed.
 */
public final class ScenarioRecorder implements ConcurrentEventListener {
    private final RunWriter run;
    private final Optional<EvidenceSink> sink;
    private final Map<URI, List<Node>> sources = new ConcurrentHashMap<>();

    /** Without a report. */
    public ScenarioRecorder(RunWriter run) {
        this(run, Optional.empty());
    }

    /** With a report beside the run's own files. */
    public ScenarioRecorder(RunWriter run, EvidenceSink sink) {
        this(run, Optional.of(sink));
    }

    private ScenarioRecorder(RunWriter run, Optional<EvidenceSink> sink) {
        this.run = run;
        this.sink = sink;
    }

    @Override
    public void setEventPublisher(EventPublisher publisher) {
        publisher.registerHandlerFor(TestSourceParsed.class, e -> sources.put(e.getUri(), List.copyOf(e.getNodes())));
        publisher.registerHandlerFor(TestCaseStarted.class, this::scenarioStarted);
        publisher.registerHandlerFor(TestStepStarted.class, this::stepStarted);
        publisher.registerHandlerFor(TestStepFinished.class, this::stepFinished);
        publisher.registerHandlerFor(TestCaseFinished.class, this::scenarioFinished);
        sink.ifPresent(s -> s.results().setEventPublisher(publisher));
        publisher.registerHandlerFor(TestCaseFinished.class, e -> ScenarioEvidence.unbind());
    }

    private void scenarioStarted(TestCaseStarted event) {
        TestCase test = event.getTestCase();
        List<Node> path = path(test);
        String feature = name(path, Node.Feature.class);
        String file = file(test.getUri());
        Optional<String> tag = ScenarioInfo.idTag(test.getTags());
        String ordinal = row(path);
        String id = ScenarioInfo.id(test.getTags(), test.getName(), !ordinal.isEmpty())
                .map(own -> own.equals(tag.orElse("")) ? own + ordinal : own)
                .orElseGet(() -> file.replaceAll("[^A-Za-z0-9]+", "-") + "-"
                        + test.getLocation().getLine() + ordinal);
        ScenarioInfo info = new ScenarioInfo(
                id,
                file,
                test.getLocation().getLine(),
                feature,
                name(path, Node.Rule.class),
                test.getName(),
                test.getTags());
        Optional<String> defect = tag.isPresent()
                ? Optional.empty()
                : Optional.of(
                        "the scenario at " + file + ":" + test.getLocation().getLine()
                                + " has no id: give it a tag like @TC-L-017 that was never used");
        run.startScenario(info, defect).bind();
    }

    private List<Node> path(TestCase test) {
        for (Node node : sources.getOrDefault(test.getUri(), List.of())) {
            Optional<List<Node>> path = node.findPathTo(
                    n -> n.getLocation().equals(test.getLocation()) && !(n instanceof Node.Container<?>));
            if (path.isPresent()) {
                return path.get();
            }
        }
        return List.of();
    }

    private static String name(List<Node> path, Class<? extends Node> kind) {
        return path.stream()
                .filter(kind::isInstance)
                .findFirst()
                .flatMap(Node::getName)
                .orElse("");
    }

    /** The ordinal of an outline's row over all its examples, as a suffix; nothing for a plain scenario. */
    private static String row(List<Node> path) {
        for (Node node : path) {
            if (node instanceof Node.ScenarioOutline outline) {
                List<Node> rows = new ArrayList<>();
                outline.elements().forEach(e -> rows.addAll(e.elements()));
                return "." + (rows.indexOf(path.get(path.size() - 1)) + 1);
            }
        }
        return "";
    }

    /** Below the features' folder: the report's reader does not care where that is. */
    private static String file(URI uri) {
        String path = uri.getSchemeSpecificPart().replace('\\', '/');
        int features = path.lastIndexOf("features/");
        return features < 0
                ? path.substring(path.lastIndexOf('/') + 1)
                : path.substring(features + "features/".length());
    }

    private void stepStarted(TestStepStarted event) {
        TestStep step = event.getTestStep();
        ScenarioEvidence evidence = ScenarioEvidence.current();
        if (step instanceof PickleStepTestStep pickle) {
            String keyword = pickle.getStep().getKeyword();
            evidence.sentenceStarted(phase(keyword), keyword + pickle.getStep().getText());
        } else if (step instanceof HookTestStep hook) {
            boolean before = hook.getHookType() == HookType.BEFORE;
            evidence.hookStarted(before ? "setup" : "teardown", hook.getCodeLocation());
        }
    }

    /** The phase that a keyword begins; {@code And} and {@code But} stay in theirs. */
    private static String phase(String keyword) {
        return switch (keyword.strip()) {
            case "Given" -> "precondition";
            case "When" -> "action";
            case "Then" -> "check";
            default -> "";
        };
    }

    private void stepFinished(TestStepFinished event) {
        Result result = event.getResult();
        List<TraceRow> rows = ScenarioEvidence.current()
                .stepFinished(result.getStatus(), Classification.of(result.getStatus(), result.getError()));
        attach(rows);
    }

    private void scenarioFinished(TestCaseFinished event) {
        ScenarioEvidence evidence = ScenarioEvidence.current();
        attach(evidence.drain());
        Result result = event.getResult();
        evidence.finished(result.getStatus(), Classification.of(result.getStatus(), result.getError()));
    }

    private void attach(List<TraceRow> rows) {
        if (!rows.isEmpty()) {
            sink.ifPresent(s -> s.attach(EvidenceText.title(rows), EvidenceHtml.page(rows)));
            List<Tap> taps = Tap.among(rows);
            if (!taps.isEmpty()) {
                sink.ifPresent(s -> s.attach(TapTimeline.title(taps), TapTimeline.page(taps)));
            }
        }
    }
}
