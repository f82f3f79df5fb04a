package dev.tapbench.profiles;

import static dev.tapbench.profiles.StatementAnswer.*;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a scenario may need of a card, declared by a tag: one answer, or one of several, to one question of a statement. Where several
 * needs are not met, the first of these is told.
 */
public enum ScenarioNeed {
    CARD("card", "a card", StatementQuestion.DEVICE, StatementAnswer.CARD),
    FOB("fob", "a fob", StatementQuestion.DEVICE, StatementAnswer.FOB),
    PHONE("phone", "a phone", StatementQuestion.DEVICE, StatementAnswer.PHONE),
    LOAD("load", "a load by three taps", StatementQuestion.LOAD, THREE_TAPS),
    FUNDS_ON_CHIP("funds-on-chip", "money on the chip", StatementQuestion.FUNDS, ON_THE_CHIP),
    FUNDS_ON_ACCOUNT("funds-on-account", "money on account", StatementQuestion.FUNDS, ON_ACCOUNT),
    PERSONALIZATION("personalization", "a secure channel", StatementQuestion.PERSONALIZATION, SCP02, SCP03),
    SCP03_CHANNEL("scp03", "a secure channel SCP03", StatementQuestion.PERSONALIZATION, SCP03),
    SCRIPTS("scripts", "commands of the issuer", StatementQuestion.ISSUER_SCRIPTS, YES),
    CVM_RESET("cvm-reset", "lost-or-stolen counters", StatementQuestion.LOST_OR_STOLEN_RESET, YES),
    OFFLINE_PIN(
            "offline-pin", "a PIN that the card verifies", StatementQuestion.PIN, PLAIN_OFFLINE, ENCIPHERED_OFFLINE),
    ENCIPHERED_PIN("enciphered-pin", "an enciphered offline PIN", StatementQuestion.PIN, ENCIPHERED_OFFLINE),
    VERIFICATION_ON_DEVICE(
            "verification-on-device", "a holder who is verified on the device", StatementQuestion.PIN, ON_THE_DEVICE),
    DDA("dda", "a signature of the card", StatementQuestion.OFFLINE_DATA_AUTHENTICATION, StatementAnswer.DDA, CDA),
    COMBINED_AUTHENTICATION(
            "cda", "a signature together with the cryptogram", StatementQuestion.OFFLINE_DATA_AUTHENTICATION, CDA),
    COMMON_CORE_DEFINITIONS("ccd", "the Common Core Definitions", StatementQuestion.COMMON_CORE_DEFINITIONS, YES),
    TRANSACTION_COUNTERS(
            "transaction-counters",
            "transaction counters that can be read",
            StatementQuestion.TRANSACTION_COUNTERS,
            YES),
    KEYS("keys", "keys of the issuer", StatementQuestion.KEYS, PROFILE),
    CONTACTLESS("contactless", "an antenna", StatementQuestion.INTERFACES, StatementAnswer.CONTACTLESS),
    CONTACT("contact", "contacts", StatementQuestion.INTERFACES, StatementAnswer.CONTACT),
    WIRE("wire", "the phone's own wire to its chip", StatementQuestion.INTERFACES, WIRED);

    /** With which such a tag begins. */
    public static final String PREFIX = "@needs-";

    private final String tag;
    private final String words;
    private final StatementQuestion question;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<StatementAnswer> answers;

    ScenarioNeed(String name, String words, StatementQuestion question, StatementAnswer... answers) {
        tag = PREFIX + name;
        this.words = words;
        this.question = question;
        this.answers = List.of(answers);
    }

    /** The tag that declares it, with its at sign. */
    public String tag() {
        return tag;
    }

    /** What is needed, for people. */
    public String words() {
        return words;
    }

    public StatementQuestion question() {
        return question;
    }

    /** The answers that meet it. */
    public List<StatementAnswer> answers() {
        return answers;
    }

    boolean isMetBy(CardStatement statement) {
        return answers.stream().anyMatch(answer -> statement.says(question, answer));
    }

    /**
     * The needs that a scenario's tags declare.
     *
     * @param tags with their at sign; those that begin otherwise are passed over
     * @throws IllegalArgumentException when a tag that begins so is none
     */
    public static List<ScenarioNeed> of(List<String> tags) {
        Map<String, ScenarioNeed> known = new LinkedHashMap<>();
        Arrays.stream(values()).forEach(need -> known.put(need.tag, need));
        for (String declared : tags) {
            if (declared.startsWith(PREFIX) && !known.containsKey(declared)) {
                String nearest = NearestName.of(declared, known.keySet());
                throw new IllegalArgumentException("the tag " + declared + " is no need of a scenario: expected one of "
                        + String.join(", ", known.keySet())
                        + (nearest.isEmpty() ? "" : "; did you mean '" + nearest + "'?"));
            }
        }
        return Arrays.stream(values()).filter(need -> tags.contains(need.tag)).toList();
    }
}
