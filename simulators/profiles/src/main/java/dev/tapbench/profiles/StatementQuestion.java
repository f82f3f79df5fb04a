package dev.tapbench.profiles;

import static dev.tapbench.profiles.StatementAnswer.*;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The questions of an implementation conformance statement (ISO/IEC 9646-7): what a card supports, as far as scenarios depend on
 * it or a reader can look. Each has to be answered: what is left out would be guessed.
 */
public enum StatementQuestion {
    DEVICE("device", "what it is", CARD, FOB, PHONE),
    INTERFACES("interfaces", "how it can be reached", CONTACTLESS, CONTACT, WIRED),
    OFFLINE_DATA_AUTHENTICATION(
            "options.offlineDataAuthentication",
            "the strongest way in which a terminal can authenticate it without its issuer (EMV Book 2, 5 and 6)",
            NONE,
            SDA,
            DDA,
            CDA),
    PIN(
            "options.pin",
            "where its holder's PIN is verified (EMV Book 3, 10.5)",
            NONE,
            PLAIN_OFFLINE,
            ENCIPHERED_OFFLINE,
            ONLINE,
            ON_THE_DEVICE),
    PIN_TRY_COUNTER("options.pinTryCounter", "whether GET DATA gives the PIN tries left (9F17)", YES, NO),
    TRANSACTION_COUNTERS(
            "options.transactionCounters", "whether GET DATA gives the transaction counters (9F36 and 9F13)", YES, NO),
    TRANSACTION_LOG("options.transactionLog", "whether it logs transactions (EMV Book 3, Annex D)", YES, NO),
    PAYMENT_SYSTEM_ENVIRONMENT(
            "options.paymentSystemEnvironment",
            "whether it has a directory over its contacts (EMV Book 1, 12.2.2)",
            YES,
            NO),
    FUNDS("options.funds", "where the money is", ON_THE_CHIP, ON_ACCOUNT),
    LOAD("options.load", "how value is loaded onto it", NONE, THREE_TAPS),
    COMMON_CORE_DEFINITIONS(
            "options.commonCoreDefinitions",
            "whether its cryptograms and results follow the Common Core Definitions (EMV Book 3, C7 to C10)",
            YES,
            NO),
    ISSUER_SCRIPTS("options.issuerScripts", "whether it takes commands of its issuer (EMV Book 3, 10.10)", YES, NO),
    LOST_OR_STOLEN_RESET(
            "options.lostOrStolenReset",
            "whether it counts contactless payments until its holder is verified",
            YES,
            NO),
    PERSONALIZATION(
            "options.personalization",
            "the secure channel in which it can be personalized (EMV CPS 1.1)",
            NONE,
            SCP02,
            SCP03),
    KEYS("keys", "test keys of its issuer: a card profile, relative to the statement", NONE, PROFILE);

    private final String key;
    private final String text;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<StatementAnswer> answers;

    StatementQuestion(String key, String text, StatementAnswer... answers) {
        this.key = key;
        this.text = text;
        this.answers = List.of(answers);
    }

    /** The key's whole path in a file. */
    public String key() {
        return key;
    }

    /** The key without its section. */
    public String label() {
        return key.substring(key.lastIndexOf('.') + 1);
    }

    /** What is asked. */
    public String text() {
        return text;
    }

    /** The words that it takes. */
    public List<StatementAnswer> answers() {
        return answers;
    }

    /** Whether several of its words may be said at once. */
    public boolean takesSeveral() {
        return this == INTERFACES || this == PIN;
    }

    Map<String, StatementAnswer> words() {
        Map<String, StatementAnswer> words = new LinkedHashMap<>();
        answers.forEach(answer -> words.put(answer.words(), answer));
        return words;
    }
}
