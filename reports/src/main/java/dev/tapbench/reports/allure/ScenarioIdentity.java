package dev.tapbench.reports.allure;

import static io.qameta.allure.util.ResultsUtils.createEpicLabel;
import static io.qameta.allure.util.ResultsUtils.createFeatureLabel;
import static io.qameta.allure.util.ResultsUtils.createLabel;
import static io.qameta.allure.util.ResultsUtils.createStoryLabel;
import static io.qameta.allure.util.ResultsUtils.md5;

import dev.tapbench.reports.Requirement;
import dev.tapbench.reports.ResultRow;
import dev.tapbench.reports.ScenarioEvidence;
import dev.tapbench.reports.ScenarioInfo;
import dev.tapbench.reports.Verdict;
import io.qameta.allure.listener.TestLifecycleListener;
import io.qameta.allure.model.Label;
import io.qameta.allure.model.Link;
import io.qameta.allure.model.Status;
import io.qameta.allure.model.StatusDetails;
import io.qameta.allure.model.StepResult;
import io.qameta.allure.model.TestResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Gives each result an identity that survives editing: the adapter's is the file and line, so one comment line breaks the
 * history of every scenario below it. Keyed on the id tag and the sorted parameters instead. Adds our labels and our verdict.
 * Found by Allure through {@code ServiceLoader}; acts on the scenario's thread, before the result is written.
 */
public final class ScenarioIdentity implements TestLifecycleListener {
    /** The label that holds the id of a scenario, or of one row of an outline. */
    static final String ID = "scenario";

    private static final Set<String> REPLACED =
            Set.of("epic", "feature", "story", "parentSuite", "suite", "subSuite", "testClass");

    @Override
    public void beforeTestWrite(TestResult result) {
        identify(result);
        Optional<ScenarioEvidence> evidence = ScenarioEvidence.bound();
        evidence.ifPresent(e -> describe(result, e.info()));
        evidence.ifPresent(e -> explain(result, e.requirements()));
        evidence.flatMap(ScenarioEvidence::row)
                .ifPresentOrElse(
                        row -> judge(result, row),
                        () -> result.setStatus(result.getStatus() == null ? Status.BROKEN : result.getStatus()));
    }

    private static void identify(TestResult result) {
        List<String> tags = result.getLabels().stream()
                .filter(l -> "tag".equals(l.getName()))
                .map(l -> "@" + l.getValue())
                .toList();
        ScenarioInfo.idTag(tags).ifPresent(id -> {
            String parameters = result.getParameters().stream()
                    .map(p -> p.getName() + "=" + p.getValue())
                    .sorted()
                    .collect(Collectors.joining(", "));
            // A row that has a number of its own keeps its history when its other words change.
            String own = ScenarioInfo.id(tags, result.getName(), !parameters.isEmpty())
                    .orElse(id);
            String full = parameters.isEmpty() || !own.equals(id) ? own : id + " [" + parameters + "]";
            result.setFullName(full);
            result.setTestCaseId(md5(id));
            result.setHistoryId(md5(full));
        });
    }

    private static void describe(TestResult result, ScenarioInfo info) {
        List<Label> labels = new ArrayList<>(result.getLabels());
        labels.removeIf(l -> REPLACED.contains(l.getName()));
        labels.add(createEpicLabel(info.chapter()));
        labels.add(createFeatureLabel(info.feature()));
        labels.add(createStoryLabel(info.rule().isEmpty() ? info.name() : info.rule()));
        labels.add(createLabel("parentSuite", info.chapter()));
        labels.add(createLabel("suite", info.feature()));
        if (!info.rule().isEmpty()) {
            labels.add(createLabel("rule", info.rule()));
            labels.add(createLabel("subSuite", info.rule()));
        }
        labels.add(createLabel(ID, info.id()));
        labels.add(createLabel("kind", info.kind()));
        info.requirements().forEach(r -> labels.add(createLabel("requirement", r)));
        result.setLabels(labels);
    }

    /** Each requirement with its source, and a link to that where it has a public address. */
    private static void explain(TestResult result, List<Requirement> requirements) {
        if (requirements.isEmpty()) {
            return;
        }
        result.setDescription(requirements.stream().map(r -> "- " + r.line()).collect(Collectors.joining("\n")));
        List<Link> links = new ArrayList<>(result.getLinks());
        for (Requirement requirement : requirements) {
            requirement
                    .address()
                    .ifPresent(address -> links.add(new Link()
                            .setName(requirement.id() + ", " + requirement.source())
                            .setUrl(address)
                            .setType("requirement")));
        }
        result.setLinks(links);
    }

    private static void judge(TestResult result, ResultRow row) {
        Status status = status(row.verdict());
        result.setStatus(status);
        List<Label> labels = new ArrayList<>(result.getLabels());
        labels.add(createLabel("verdict", row.verdict().label()));
        row.cause().ifPresent(c -> labels.add(createLabel("cause", c.label())));
        result.setLabels(labels);
        if (row.verdict() != Verdict.PASSED) {
            StatusDetails details = result.getStatusDetails();
            details = details == null ? new StatusDetails() : details;
            details.setMessage(row.cause().map(Categories::prefix).orElse("") + row.message());
            result.setStatusDetails(details);
        }
        steps(result.getSteps(), status);
    }

    /** The step that did not pass shows the scenario's verdict; one without any status was never run because it has no definition. */
    private static void steps(List<StepResult> steps, Status status) {
        for (StepResult step : steps) {
            if (step.getStatus() == null) {
                step.setStatus(Status.BROKEN);
            } else if (step.getStatus() == Status.FAILED || step.getStatus() == Status.BROKEN) {
                step.setStatus(status);
            }
            steps(step.getSteps(), status);
        }
    }

    private static Status status(Verdict verdict) {
        return switch (verdict) {
            case PASSED -> Status.PASSED;
            case FAILED -> Status.FAILED;
            case BROKEN -> Status.BROKEN;
            case SKIPPED -> Status.SKIPPED;
        };
    }
}
