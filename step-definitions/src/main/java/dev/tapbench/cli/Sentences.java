package dev.tapbench.cli;

import io.cucumber.messages.types.Envelope;
import io.cucumber.messages.types.JavaMethod;
import io.cucumber.messages.types.ParameterType;
import io.cucumber.messages.types.StepDefinition;
import io.cucumber.plugin.ConcurrentEventListener;
import io.cucumber.plugin.event.EventPublisher;
import io.cucumber.plugin.event.PickleStepTestStep;
import io.cucumber.plugin.event.TestCaseFinished;
import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sentences that scenarios may use, gathered from the glue by a dry run over the features, with where each is used. */
final class Sentences implements ConcurrentEventListener {
    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]*)}");

    private final Path features;
    private final Map<String, JavaMethod> methods = new TreeMap<>();
    private final Map<String, List<String>> parameterTypes = new TreeMap<>();
    private final Map<String, TreeSet<String>> uses = new TreeMap<>();

    private Sentences(Path features) {
        this.features = features;
    }

    /**
     * One sentence, a row of {@code tapbench.steps/1}.
     *
     * @param keyword Given, When or Then, as its definition is annotated
     * @param sentence a Cucumber expression
     * @param parameters what each of its parameters accepts, by the parameter's name
     * @param definition class and method
     * @param usedIn file and line of each use
     */
    record Sentence(
            String keyword,
            String sentence,
            Map<String, List<String>> parameters,
            String definition,
            List<String> usedIn) {}

    /** All sentences in the order of their definition's class, then of their text. */
    static List<Sentence> of(Path features) {
        Sentences sentences = new Sentences(features);
        Cucumber.run(features, Scenarios.Selection.ALL, 1, true, sentences);
        return sentences.list();
    }

    @Override
    public void setEventPublisher(EventPublisher publisher) {
        publisher.registerHandlerFor(Envelope.class, this::envelope);
        publisher.registerHandlerFor(TestCaseFinished.class, this::used);
    }

    private void envelope(Envelope envelope) {
        envelope.getStepDefinition().ifPresent(this::defined);
        envelope.getParameterType().ifPresent(this::parameterType);
    }

    private void defined(StepDefinition definition) {
        definition
                .getSourceReference()
                .getJavaMethod()
                .ifPresent(method -> methods.put(definition.getPattern().getSource(), method));
    }

    private void parameterType(ParameterType type) {
        parameterTypes.put(type.getName(), type.getRegularExpressions());
    }

    private void used(TestCaseFinished event) {
        Path file = Path.of(event.getTestCase().getUri());
        String name = file.startsWith(features) ? features.relativize(file).toString() : file.toString();
        event.getTestCase().getTestSteps().stream()
                .filter(PickleStepTestStep.class::isInstance)
                .map(PickleStepTestStep.class::cast)
                .filter(step -> step.getPattern() != null)
                .forEach(step -> uses.computeIfAbsent(step.getPattern(), pattern -> new TreeSet<>())
                        .add(name.replace('\\', '/') + ":" + step.getStep().getLine()));
    }

    private List<Sentence> list() {
        List<Sentence> list = new ArrayList<>();
        methods.forEach((pattern, method) -> list.add(new Sentence(
                keyword(pattern, method),
                pattern,
                parameters(pattern),
                method.getClassName() + "." + method.getMethodName(),
                List.copyOf(uses.getOrDefault(pattern, new TreeSet<>())))));
        list.sort(java.util.Comparator.comparing((Sentence s) ->
                        s.definition().substring(0, s.definition().lastIndexOf('.')))
                .thenComparing(Sentence::sentence));
        return list;
    }

    private Map<String, List<String>> parameters(String pattern) {
        Map<String, List<String>> accepted = new TreeMap<>();
        Matcher matcher = PARAMETER.matcher(pattern);
        while (matcher.find()) {
            accepted.put(matcher.group(1), parameterTypes.getOrDefault(matcher.group(1), List.of("(Cucumber's own)")));
        }
        return accepted;
    }

    /** Cucumber's message has the method, not its annotation: Given, When or Then is read from the class. */
    private static String keyword(String pattern, JavaMethod reference) {
        try {
            for (Method method : Class.forName(reference.getClassName(), false, Sentences.class.getClassLoader())
                    .getDeclaredMethods()) {
                if (method.getName().equals(reference.getMethodName())) {
                    for (Annotation annotation : annotations(method)) {
                        if (pattern.equals(value(annotation))) {
                            return annotation.annotationType().getSimpleName();
                        }
                    }
                }
            }
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("Cucumber ran " + reference.getClassName() + ", so it is there", e);
        }
        return "";
    }

    /** A method with one annotation twice carries their container instead. */
    private static List<Annotation> annotations(Method method) {
        List<Annotation> all = new ArrayList<>();
        for (Annotation annotation : method.getAnnotations()) {
            Object value = value(annotation);
            if (value instanceof Annotation[] repeated) {
                all.addAll(Arrays.asList(repeated));
            } else {
                all.add(annotation);
            }
        }
        return all;
    }

    private static Object value(Annotation annotation) {
        try {
            return annotation.annotationType().getMethod("value").invoke(annotation);
        } catch (NoSuchMethodException e) {
            return "";
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("an annotation of the glue cannot be read: " + annotation, e);
        }
    }
}
