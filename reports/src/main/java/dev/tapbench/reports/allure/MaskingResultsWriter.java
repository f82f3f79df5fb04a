package dev.tapbench.reports.allure;

import dev.tapbench.reports.Masker;
import io.qameta.allure.AllureResultsWriter;
import io.qameta.allure.model.FixtureResult;
import io.qameta.allure.model.Parameter;
import io.qameta.allure.model.StatusDetails;
import io.qameta.allure.model.StepResult;
import io.qameta.allure.model.TestResult;
import io.qameta.allure.model.TestResultContainer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Masks every text that Allure is about to write: step names, messages, stack traces, data tables, attachments. */
final class MaskingResultsWriter implements AllureResultsWriter {
    private final AllureResultsWriter next;
    private final Masker masker;

    MaskingResultsWriter(AllureResultsWriter next, Masker masker) {
        this.next = next;
        this.masker = masker;
    }

    @Override
    public void write(TestResult result) {
        result.setName(text(result.getName()));
        result.setDescription(text(result.getDescription()));
        mask(result.getStatusDetails());
        result.getParameters().forEach(this::mask);
        steps(result.getSteps());
        next.write(result);
    }

    @Override
    public void write(TestResultContainer container) {
        container.getBefores().forEach(this::fixture);
        container.getAfters().forEach(this::fixture);
        next.write(container);
    }

    /** All attachments of ours and of the adapter are text in UTF-8. */
    @Override
    public void write(String source, InputStream attachment) {
        try (attachment) {
            String text = new String(attachment.readAllBytes(), StandardCharsets.UTF_8);
            next.write(source, new ByteArrayInputStream(masker.text(text).getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void fixture(FixtureResult fixture) {
        fixture.setName(text(fixture.getName()));
        mask(fixture.getStatusDetails());
        fixture.getParameters().forEach(this::mask);
        steps(fixture.getSteps());
    }

    private void steps(List<StepResult> steps) {
        for (StepResult step : steps) {
            step.setName(text(step.getName()));
            mask(step.getStatusDetails());
            step.getParameters().forEach(this::mask);
            steps(step.getSteps());
        }
    }

    private void mask(Parameter parameter) {
        parameter.setValue(text(parameter.getValue()));
    }

    private void mask(@Nullable StatusDetails details) {
        if (details != null) {
            details.setMessage(text(details.getMessage()));
            details.setTrace(text(details.getTrace()));
        }
    }

    @SuppressWarnings("NullAway") // Allure's model takes and gives null for what is absent, unannotated
    private String text(@Nullable String text) {
        return text == null ? null : masker.text(text);
    }
}
