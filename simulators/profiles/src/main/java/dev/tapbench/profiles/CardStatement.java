package dev.tapbench.profiles;

import dev.tapbench.emv.Currency;
import dev.tapbench.ports.Bytes;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a card says of itself before anybody tries it: an implementation conformance statement (ISO/IEC 9646-7). The card need not
 * be ours.
 *
 * @param file where it was read
 * @param product its name, for people
 * @param applications in the file's order, at least one
 * @param answers to all questions
 * @param profile the card's product with the test keys of its issuer, where they are known
 */
public record CardStatement(
        Path file,
        String product,
        List<Application> applications,
        Map<StatementQuestion, Stated> answers,
        Optional<CardProfile> profile) {
    public CardStatement {
        applications = List.copyOf(applications);
        answers = Collections.unmodifiableMap(new EnumMap<>(answers));
    }

    /**
     * A payment application.
     *
     * @param aid its name, 5 to 16 bytes
     * @param label application label (50), where it is stated
     * @param currency application currency (9F42), where it is stated
     */
    public record Application(Bytes aid, Optional<String> label, Optional<Currency> currency) {}

    /**
     * An answer and where it stands.
     *
     * @param answers one, or several where the question takes several
     * @param line of the file, from 1
     */
    public record Stated(List<StatementAnswer> answers, int line) {
        public Stated {
            answers = List.copyOf(answers);
        }

        /** As it stands in the file; several with commas between. */
        public String words() {
            return answers.stream().map(StatementAnswer::words).collect(Collectors.joining(", "));
        }
    }

    /** The answer to a question. */
    public Stated to(StatementQuestion question) {
        return Objects.requireNonNull(answers.get(question), () -> question.key() + " is not answered");
    }

    /** Whether it says so. */
    public boolean says(StatementQuestion question, StatementAnswer answer) {
        return to(question).answers().contains(answer);
    }

    /**
     * Why a scenario does not apply to the card.
     *
     * @param needs of the scenario, see {@link ScenarioNeed}
     * @return the first answer that excludes it, in words; empty where it applies
     */
    public Optional<String> excludes(List<ScenarioNeed> needs) {
        return needs.stream().filter(need -> !need.isMetBy(this)).findFirst().map(need -> {
            Stated stated = to(need.question());
            return "the statement of " + product + " says '"
                    + need.question().label() + ": " + stated.words() + "' (" + file.getFileName() + ", line "
                    + stated.line() + "), and this scenario needs " + need.words();
        });
    }
}
