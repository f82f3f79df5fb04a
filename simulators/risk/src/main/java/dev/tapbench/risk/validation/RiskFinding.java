package dev.tapbench.risk.validation;

/**
 * Something about a profile that its issuer should know.
 *
 * @param id of the rule that found it, such as {@code RP-01}
 * @param severity how bad it is
 * @param key the value's place in the profile, such as {@code lostOrStolen.count}
 * @param text what is the matter, in a risk officer's words, with the numbers of the profile
 */
public record RiskFinding(String id, Severity severity, String key, String text) {
    /** How bad a finding is. */
    public enum Severity {
        /** The profile does not do what any issuer can want. */
        ERROR,
        /** The profile may do what its issuer wants, and probably does not. */
        WARNING,
        /** The profile does something that its issuer should have meant. */
        NOTE
    }
}
