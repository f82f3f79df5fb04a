package dev.tapbench.profiles;

import dev.tapbench.emv.Currency;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads statements: YAML in which each question is answered. */
public final class CardStatementFile {
    private static final String NO_KEYS = StatementAnswer.NONE.words();
    private static final String LABEL = "1 to 16 letters, digits and spaces";

    private static final String PRODUCT = "1 to 64 characters of the product's name, such as ACME prepaid";

    private CardStatementFile() {}

    private record Raw(
            @Nullable String product,
            @Nullable String device,
            @Nullable List<@Nullable String> interfaces,
            @Nullable List<@Nullable Application> applications,
            @Nullable Options options,
            @Nullable String keys) {
        /** The texts of all answers, by the keys of their questions. */
        private Map<String, @Nullable List<@Nullable String>> texts() {
            Map<String, @Nullable List<@Nullable String>> texts = new HashMap<>();
            texts.put("device", one(device));
            texts.put("interfaces", interfaces);
            texts.put("keys", one(keys));
            if (options != null) {
                options.addTo(texts);
            }
            return texts;
        }
    }

    private record Application(
            @Nullable String aid,
            @Nullable String label,
            @Nullable String currency) {}

    private record Options(
            @Nullable String offlineDataAuthentication,
            @Nullable List<@Nullable String> pin,
            @Nullable String pinTryCounter,
            @Nullable String transactionCounters,
            @Nullable String transactionLog,
            @Nullable String paymentSystemEnvironment,
            @Nullable String funds,
            @Nullable String load,
            @Nullable String commonCoreDefinitions,
            @Nullable String issuerScripts,
            @Nullable String lostOrStolenReset,
            @Nullable String personalization) {
        private void addTo(Map<String, @Nullable List<@Nullable String>> texts) {
            texts.put("options.offlineDataAuthentication", one(offlineDataAuthentication));
            texts.put("options.pin", pin);
            texts.put("options.pinTryCounter", one(pinTryCounter));
            texts.put("options.transactionCounters", one(transactionCounters));
            texts.put("options.transactionLog", one(transactionLog));
            texts.put("options.paymentSystemEnvironment", one(paymentSystemEnvironment));
            texts.put("options.funds", one(funds));
            texts.put("options.load", one(load));
            texts.put("options.commonCoreDefinitions", one(commonCoreDefinitions));
            texts.put("options.issuerScripts", one(issuerScripts));
            texts.put("options.lostOrStolenReset", one(lostOrStolenReset));
            texts.put("options.personalization", one(personalization));
        }
    }

    private static @Nullable List<@Nullable String> one(@Nullable String text) {
        return text == null ? null : Stream.of(text).toList();
    }

    /**
     * Reads a statement, and the card profile that it takes its keys from.
     *
     * @throws FileProblem when one of the files is missing or wrong, or a question is not answered
     * @throws ContradictoryStatement when its answers contradict each other
     */
    public static CardStatement read(Path path) {
        MarkedFile file = MarkedFile.yaml(path);
        Raw raw = file.as(Raw.class);
        Values values = new Values(file);
        Map<StatementQuestion, CardStatement.Stated> answers = new EnumMap<>(StatementQuestion.class);
        Map<String, @Nullable List<@Nullable String>> texts = raw.texts();
        for (StatementQuestion question : StatementQuestion.values()) {
            answers.put(question, stated(values, question, texts.get(question.key())));
        }
        CardStatement statement = new CardStatement(
                path,
                values.checked("product", raw.product(), PRODUCT, CardStatementFile::product),
                applications(values, raw.applications()),
                answers,
                profile(file, raw.keys()));
        List<FileProblem> contradictions = StatementRule.ALL.stream()
                .flatMap(rule -> rule
                        .check(statement)
                        .map(found -> file.problem(
                                rule.key(), "contradicts: " + found, rule.expected() + " (" + rule.id() + ")", ""))
                        .stream())
                .toList();
        if (!contradictions.isEmpty()) {
            throw new ContradictoryStatement(contradictions);
        }
        return statement;
    }

    private static CardStatement.Stated stated(
            Values values, StatementQuestion question, @Nullable List<@Nullable String> texts) {
        String key = question.key();
        int line = values.file().lineOf(key);
        if (question == StatementQuestion.KEYS) {
            String said = values.text(
                    key, texts == null ? null : texts.get(0), "none, or the path of a card profile with its test keys");
            return new CardStatement.Stated(
                    List.of(said.equals(NO_KEYS) ? StatementAnswer.NONE : StatementAnswer.PROFILE), line);
        }
        if (texts == null || texts.isEmpty()) {
            throw values.file()
                    .problem(
                            key,
                            "is missing",
                            "one of " + String.join(", ", question.words().keySet()),
                            "");
        }
        List<StatementAnswer> answers = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            answers.add(values.choice(question.takesSeveral() ? key + "." + i : key, texts.get(i), question.words()));
        }
        return new CardStatement.Stated(answers, line);
    }

    private static List<CardStatement.Application> applications(
            Values values, @Nullable List<@Nullable Application> raw) {
        if (raw == null || raw.isEmpty()) {
            throw values.file().problem("applications", "is missing", "a list of applications, each with its aid", "");
        }
        List<CardStatement.Application> applications = new ArrayList<>();
        for (int i = 0; i < raw.size(); i++) {
            String key = "applications." + i;
            Application one = raw.get(i);
            if (one == null) {
                throw values.file().problem(key, "is empty", "aid, and label and currency where they are known", "");
            }
            applications.add(new CardStatement.Application(
                    values.hex(key + ".aid", one.aid(), 5, 16),
                    one.label() == null
                            ? Optional.empty()
                            : Optional.of(values.checked(key + ".label", one.label(), LABEL, CardStatementFile::label)),
                    one.currency() == null
                            ? Optional.empty()
                            : Optional.of(values.checked(
                                    key + ".currency",
                                    one.currency(),
                                    "a currency's three letters (ISO 4217), such as EUR",
                                    Currency::ofAlpha))));
        }
        return applications;
    }

    /** It goes to terminals and into reports: what moves a cursor or turns the direction of writing is no name. */
    private static String product(String text) {
        if (!text.matches("[^\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]{1,64}") || text.isBlank()) {
            throw new IllegalArgumentException("no name");
        }
        return text;
    }

    private static String label(String text) {
        if (!text.matches("[A-Za-z0-9 ]{1,16}")) {
            throw new IllegalArgumentException("no label");
        }
        return text;
    }

    private static Optional<CardProfile> profile(MarkedFile file, @Nullable String keys) {
        return keys == null || keys.equals(NO_KEYS)
                ? Optional.empty()
                : Optional.of(
                        CardProfileFile.read(file.path().resolveSibling(keys).normalize()));
    }
}
